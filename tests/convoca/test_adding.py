"""What no source shows is added by hand, and is a call like every other."""

from tests.convoca.program import Program

PAGE = "https://example.org/calls/cool"


def add(convoca: Program, *more: str, address: str = PAGE, title: str = "Cool  shelters for heatwaves") -> str:
    return convoca("add", address, "--title", title, *more).stdout


def test_an_added_call_has_its_deadlines_its_text_and_its_page(convoca: Program) -> None:
    text = convoca.folder / "text.txt"
    text.write_text("Cities  open shelters.\n\nOlder people come first.\n")
    add(convoca, "--deadline", "2027-09-15T17:00", "--deadline", "2027-03-01", "--text", str(text))

    (call,) = convoca.rows("calls")
    assert (call["source"], call["title"], call["url"]) == ("by_hand", "Cool shelters for heatwaves", PAGE)
    assert [(each["on"], each["at"], each["zone"]) for each in call["deadlines"]] == [
        ("2027-03-01", None, "Europe/Madrid"),
        ("2027-09-15", "17:00", "Europe/Madrid"),
    ]


def test_the_same_address_again_is_a_new_version_or_nothing(convoca: Program) -> None:
    assert "new, version 1" in add(convoca)
    assert "unchanged, version 1" in add(convoca)
    assert "changed, version 2" in add(convoca, "--deadline", "2027-03-01")


def test_what_cannot_be_added_is_said_with_the_mend(convoca: Program) -> None:
    for option, value, mend in (
        ("--deadline", "1 March 2027", "write it like 2026-09-15"),
        ("--deadline", "2027-03-01T17:00+01:00", "write it like 2026-09-15"),
        ("--text", "nowhere.txt", "name a text file in UTF-8"),
        ("--title", "  ", "name it with --title"),
    ):
        done = convoca("add", PAGE, "--title", "Cool shelters", option, value)

        assert done.returncode == 1
        assert mend in done.stderr
    assert convoca.rows("calls") == []
