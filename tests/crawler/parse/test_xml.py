"""XML is read whole and plain, or not at all."""

import pytest

from crawler.parse.xml import named, text, tree


def test_elements_are_found_whatever_their_namespace() -> None:
    root = tree("<a xmlns='urn:one'><b><c xmlns='urn:two'> said </c></b><b/></a>")

    assert [text(each, "missing", "c") for each in named(root, "b")] == ["said", ""]


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        ("<a><b></a>", "not whole XML"),
        ("<a><b/>", "not whole XML"),
        ("", "not whole XML"),
        (b"\xff\x00\x17", "not whole XML"),
        ("<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>", "DTD"),
        ("<!DOCTYPE a [<!ENTITY e 'ha'><!ENTITY f '&e;&e;'>]><a>&f;</a>", "DTD"),
        (b"<?xml version='1.0' encoding='no-such'?><a/>", "not whole XML"),
    ],
)
def test_what_breaks_off_or_declares_entities_is_refused(document: str | bytes, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        tree(document)
