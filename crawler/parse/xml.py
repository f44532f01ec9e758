"""XML to a tree: complete and plain, or refused; a declaration of its own is how XML attacks its reader."""

from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]


def tree(document: bytes | str) -> Element:
    """Return the root element; ``ValueError`` where the document breaks off, is no XML or declares a DTD."""
    try:
        root: Element = fromstring(document, forbid_dtd=True)
    except DefusedXmlException:
        raise ValueError("it declares a DTD or entities") from None
    except (ParseError, LookupError) as error:
        raise ValueError(f"it is not whole XML, {error}") from None
    return root


def named(root: Element, name: str) -> list[Element]:
    """Return the elements of a local name, whatever their namespace, in document order."""
    return root.findall(f".//{{*}}{name}")


def text(element: Element, *names: str) -> str:
    """Return what the first child of one of the local names says, the names in order of preference."""
    found = (child.text for name in names for child in element.findall(f"{{*}}{name}") if child.text)
    return next((each.strip() for each in found if each.strip()), "")
