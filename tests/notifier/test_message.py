"""What a reader sees, in the text and on the page."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from html import unescape
from html.parser import HTMLParser
from importlib import resources

import pytest

from domain.call import Call, Status
from domain.change import FieldChange
from domain.deadlines import Deadline, DeadlineKind, Deadlines
from domain.digest import Digest, DigestEntry, DigestSection, Examined, Nearest, Reason
from domain.match import Match
from domain.money import Budget, Money
from notifier.message import Message, render
from tests.notifier.examples import (
    MARTA,
    NOW,
    SENDER,
    WINDOW,
    euros,
    make_call,
    make_digest,
    make_match,
    make_project,
    strength,
)

BOTH = pytest.mark.parametrize("reading", ["text", "html"])
HOSTILE = "</a><script>alert(1)</script><img src=x onerror=alert(2)> {{ 7 * 7 }} \u202eevil\u2066 \r\nBcc: all"


class Page(HTMLParser):
    """The words of a page as one line, its tags in order, and where its links go."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self._words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        if self.tags[-1:] != ["style"]:
            self._words.append(data)

    @property
    def words(self) -> str:
        return " ".join("".join(self._words).split())


def words(message: Message, reading: str) -> str:
    return " ".join(message.text.split()) if reading == "text" else Page(message.html).words


def mail_of(call: Call, match: Match | None = None, *changes: FieldChange, reason: Reason = Reason.NEW) -> Message:
    """A mail about one call."""
    match = match or make_match(call)
    entry = DigestEntry(reason=reason, call=call, match=match, strength=strength(match), changes=changes)
    section = DigestSection(
        item=match.item, project=make_project("clean-air", "Aire net", "Clean air"), entries=(entry,)
    )
    examined = Examined(calls=1, sources=1, newest=None)
    digest = Digest(person=MARTA, plan="amb", now=NOW, sections=(section,), examined=examined)
    return render(digest, sender=SENDER)


def test_the_subject_says_how_much_and_of_which_day(message: Message) -> None:
    assert message.subject == "4 new calls, 2 changed calls and 1 deadline ahead for your projects (7 September 2026)"


@BOTH
@pytest.mark.parametrize(
    ("language", "greeting", "ours", "other"),
    [
        ("en", "Dear Marta Puig,", "Clean air in the metropolis", "Aire net a la metròpoli"),
        ("ca", "Bon dia, Marta Puig:", "Aire net a la metròpoli", "Clean air in the metropolis"),
        ("es", "Buenos días, Marta Puig:", "Clean air in the metropolis", "Aire net a la metròpoli"),
    ],
)
def test_a_digest_greets_and_names_each_project_in_the_language_of_the_reader(
    language: str, greeting: str, ours: str, other: str, reading: str
) -> None:
    seen = words(render(make_digest(language), sender=SENDER), reading)

    assert greeting in seen
    assert ours in seen
    assert other not in seen


@BOTH
def test_an_invented_project_is_said_to_be_one_and_no_other(message: Message, reading: str) -> None:
    assert words(message, reading).count("Illustrative project: invented") == 1


@BOTH
def test_a_demonstration_says_that_its_texts_were_written_for_it(digest: Digest, reading: str) -> None:
    examined = replace(digest.examined, demonstration=True)
    shown = render(replace(digest, examined=examined), sender=SENDER)

    assert "Demonstration: the calls are real, but their texts" in words(shown, reading)
    assert "Demonstration" not in words(render(digest, sender=SENDER), reading)


@BOTH
def test_each_call_is_named_with_programme_identifier_strength_and_reason(
    message: Message, digest: Digest, reading: str
) -> None:
    seen = words(message, reading)

    for section in digest.sections:
        for entry in section.entries:
            assert entry.call.title in seen
            assert entry.call.identifier in seen
            assert (entry.call.programme or "") in seen
    assert len(re.findall(r"(?<!“)Strong match", seen)) == 3
    assert "Deadline ahead" in seen
    assert "Changed" in seen


@BOTH
def test_the_best_evidence_is_quoted_verbatim_from_both_sides(message: Message, digest: Digest, reading: str) -> None:
    seen = words(message, reading)
    pair = digest.sections[0].entries[0].match.evidence[0]

    assert re.search(rf"Your project says:? ?“{re.escape(pair.item_text)}”", seen)
    assert re.search(rf"The call says:? ?“{re.escape(pair.call_text)}”", seen)
    assert "No single pair of sentences" in seen


@BOTH
def test_a_deadline_has_weekday_hour_zone_and_days_left(message: Message, reading: str) -> None:
    seen = words(message, reading).replace("(9 days left) 17:00 Brussels time", "17:00 Brussels time (9 days left)")

    assert re.search(r"Wednesday 16 September 2026,? 17:00 Brussels time \(9 days left\)", seen)


@BOTH
def test_a_missing_hour_is_said_with_the_usual_one_of_the_portal_only(reading: str) -> None:
    deadlines = Deadlines((Deadline(date(2026, 10, 8)),))

    of_portal = words(mail_of(make_call(deadlines=deadlines)), reading)
    of_others = words(mail_of(make_call(deadlines=deadlines, portal_type=None)), reading)

    assert "no hour stated by the funder, usually 17:00 Brussels time" in of_portal
    assert "no hour stated by the funder" in of_others
    assert "17:00" not in of_others


@BOTH
def test_stages_and_cut_offs_are_named_and_passed_ones_said_to_be(reading: str) -> None:
    dates = (
        Deadline(date(2026, 9, 1), kind=DeadlineKind.STAGE_1),
        Deadline(date(2026, 9, 7), time(23, 59), "Europe/London", DeadlineKind.CUT_OFF),
        Deadline(date(2027, 3, 1), kind=DeadlineKind.STAGE_2),
    )
    seen = words(mail_of(make_call(deadlines=Deadlines(dates))), reading)

    assert re.search(r"Stage 1: Tuesday 1 September 2026.*\(passed\)", seen)
    assert re.search(r"Cut-off: Monday 7 September 2026.*23:59 London time", seen)
    assert "(today)" in seen
    assert "Stage 2: Monday 1 March 2027" in seen


@BOTH
@pytest.mark.parametrize(
    ("deadlines", "sentence"),
    [
        (Deadlines(), "Not known: none is stated where we read this call"),
        (Deadlines(rolling=True), "None: applications are taken at any time"),
        (Deadlines((Deadline(date(2027, 1, 8)),), rolling=True), "Applications are taken at any other time as well"),
    ],
)
def test_no_deadline_is_not_the_same_as_an_unknown_one(deadlines: Deadlines, sentence: str, reading: str) -> None:
    assert sentence in words(mail_of(make_call(deadlines=deadlines)), reading)


@BOTH
@pytest.mark.parametrize(
    ("budget", "sentence"),
    [
        (Budget(), "Not stated"),
        (Budget(total=euros(9_800_000), shared_by=2), "€9,800,000 for 2 topics together"),
        (Budget(total=euros(4_000_000), expected_grants=1), "€4,000,000 in all; 1 grant expected"),
        (Budget(grant_min=euros(1_000), grant_max=euros(2_000)), "€1,000 to €2,000 per grant"),
        (Budget(grant_max=euros(2_000)), "up to €2,000 per grant"),
        (Budget(grant_min=euros(2_000)), "at least €2,000 per grant"),
        (Budget(total=Money(Decimal("1234567.5"), "USD")), "USD 1,234,567.50 in all"),
    ],
)
def test_money_is_said_as_the_funder_means_it(budget: Budget, sentence: str, reading: str) -> None:
    assert re.search(rf"Budget:? ?{re.escape(sentence)} ?Status", words(mail_of(make_call(budget=budget)), reading))


@BOTH
@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (
            make_call(word=Status.FORTHCOMING, opens_on=date(2027, 2, 9)),
            "Forthcoming: opens on Tuesday 9 February 2027",
        ),
        (make_call(word=Status.FORTHCOMING), "Forthcoming: opening date not stated"),
        (make_call(deadlines=Deadlines((Deadline(date(2026, 9, 1)),))), "Closed"),
        (make_call(word=Status.WITHDRAWN), "Withdrawn by the funder"),
        (make_call(word=Status.UNLISTED), "No longer listed by the source"),
        (make_call(word=Status.UNKNOWN), "Not stated"),
    ],
)
def test_the_status_is_the_one_of_the_day_of_the_mail(call: Call, sentence: str, reading: str) -> None:
    assert re.search(rf"Status:? ?{sentence}", words(mail_of(call), reading))


@BOTH
@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            FieldChange(
                "deadlines",
                Deadlines((Deadline(date(2026, 6, 9)),)),
                Deadlines((Deadline(date(2026, 6, 16), time(17)),)),
            ),
            "Deadline: 9 June 2026 → 16 June 2026, 17:00 Brussels time",
        ),
        (FieldChange("deadlines", Deadlines(), Deadlines(rolling=True)), "Deadline: not known → at any time"),
        (FieldChange("word", Status.FORTHCOMING, Status.OPEN), "Status: Forthcoming → Open"),
        (FieldChange("opens_on", None, date(2026, 12, 1)), "Opening: not stated → 1 December 2026"),
        (
            FieldChange("budget", Budget(), Budget(total=euros(5_000_000))),
            "Budget: Not stated → €5,000,000 in all",
        ),
    ],
)
def test_a_change_shows_old_and_new(change: FieldChange, sentence: str, reading: str) -> None:
    assert sentence in words(mail_of(make_call(), None, change, reason=Reason.CHANGED), reading)


@BOTH
def test_two_stages_are_told_apart_in_a_change(reading: str) -> None:
    old = (
        Deadline(date(2027, 4, 8), kind=DeadlineKind.STAGE_1),
        Deadline(date(2027, 9, 22), kind=DeadlineKind.STAGE_2),
    )
    change = FieldChange("deadlines", Deadlines(old), Deadlines((Deadline(date(2027, 9, 22)),)))

    assert "Deadlines: stage 1 8 April 2027 and stage 2 22 September 2027 → 22 September 2027" in words(
        mail_of(make_call(), None, change, reason=Reason.CHANGED), reading
    )


@BOTH
def test_a_reader_can_go_to_the_funder_and_ask_why(message: Message, digest: Digest, reading: str) -> None:
    call = digest.sections[0].entries[0].call
    seen = message.text if reading == "text" else " ".join(Page(message.html).links)

    assert call.url in seen
    assert f"convoca explain {call.identifier} clean-air" in words(message, reading)


@BOTH
def test_what_waits_is_counted(message: Message, reading: str) -> None:
    assert words(message, reading).count("and 1 more new call that fits") == 1


@BOTH
def test_the_foot_says_what_was_read_what_failed_and_what_a_strength_is_not(message: Message, reading: str) -> None:
    seen = words(message, reading)

    assert "4,312 calls from 9 sources were examined. " in seen
    assert "Monday 7 September 2026, 06:30 Brussels time" in seen
    assert "may be missing: interreg" in seen
    assert "no chance of being funded" in seen
    assert "Àrea Metropolitana de Barcelona runs this service" in seen


@BOTH
def test_a_reader_can_refuse_further_mails_where_there_is_a_window(digest: Digest, reading: str) -> None:
    where = "https://convoca.example.org/unsubscribe/token"
    message = render(digest, sender=SENDER, unsubscribe=where)
    seen = message.text if reading == "text" else " ".join(Page(message.html).links)

    assert where in seen
    assert "Get no more of these mails" in words(message, reading)
    assert "Get no more of these mails" not in words(render(digest, sender=SENDER), reading)


@BOTH
def test_where_there_is_a_window_each_call_can_be_opened_judged_and_applied_for(digest: Digest, reading: str) -> None:
    message = render(digest, sender=SENDER, links=WINDOW)
    seen = set(message.text.split()) if reading == "text" else set(Page(message.html).links)

    for section in digest.sections:
        assert section.project
        for call in (each.call for each in section.entries):
            key = call.source, call.reference
            ways = (WINDOW.relevant, WINDOW.dismiss, WINDOW.begin)
            assert {WINDOW.call(*key), *(way(*key, section.project.id) for way in ways)} <= seen
    assert WINDOW.preferences() in seen
    assert "convoca explain" not in words(message, reading)


@BOTH
def test_where_nothing_is_new_a_short_mail_says_what_was_examined_and_what_came_nearest(
    digest: Digest, reading: str
) -> None:
    nearest = Nearest(make_call(title="Quiet streets"), make_project("clean-air", "Aire net", "Clean air"))
    message = render(replace(digest, sections=(), nearest=nearest), sender=SENDER)

    assert message.subject == "Nothing new (7 September 2026)"
    assert "4,312 calls from 9 sources were examined, the newest reading is of Monday 7 September 2026, 06:30" in (
        words(message, reading)
    )
    assert "none that is new to you is above your threshold. The nearest below it: Quiet streets" in (
        words(message, reading)
    )


@BOTH
def test_hostile_text_stays_text(reading: str) -> None:
    call = make_call(
        title=HOSTILE, identifier=HOSTILE, programme=HOSTILE, language='en"><script>', url="https://ok.example/"
    )
    message = mail_of(call, make_match(call, ours=HOSTILE, theirs=HOSTILE))
    seen = words(message, reading)

    assert "<script>alert(1)</script>" in seen
    assert "{{ 7 * 7 }} evil Bcc: all" in seen
    assert not {"\u202e", "\u2066"} & set(message.text + unescape(message.html) + message.subject)
    assert "\nBcc:" not in message.text


def test_a_hostile_title_makes_no_tag_and_no_attribute() -> None:
    tame, hostile = Page(mail_of(make_call()).html), Page(mail_of(make_call(title=HOSTILE, language='"><script>')).html)

    assert hostile.tags == tame.tags
    assert [name for name, _ in hostile.attributes] == [name for name, _ in tame.attributes]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "https://", "//evil.example"])
def test_only_addresses_of_the_web_become_links(url: str) -> None:
    message = mail_of(make_call(url=url))

    assert Page(message.html).links == []
    assert "no web address that can be trusted" in Page(message.html).words
    assert url not in message.text.split()


def test_a_command_to_copy_runs_nothing_else() -> None:
    message = mail_of(make_call(identifier="X; rm -rf ~ $(id)"))

    assert "convoca explain 'X; rm -rf ~ $(id)' clean-air" in message.text


def test_a_very_long_text_is_cut_and_says_so() -> None:
    call = make_call(title="Waterwaywork" * 100)
    message = mail_of(call, make_match(call, ours="A word " * 200, theirs="B"))

    assert "Waterwaywork […]" in message.text
    assert "A word A […]”" in message.text


def test_the_page_reads_in_order_and_loads_nothing(message: Message) -> None:
    page = Page(message.html)

    assert [each for each in page.tags if each in ("h1", "h2", "h3")] == (
        ["h1", "h2", "h3", "h3", "h2", "h3", "h3", "h2", "h3", "h3", "h3", "h2"]
    )
    assert message.html.startswith('<!DOCTYPE html><html lang="en"')
    assert not {"img", "script", "link", "iframe", "form", "object"} & set(page.tags)
    assert "url(" not in message.html
    assert "@import" not in message.html


def test_the_page_carries_its_styles_and_keeps_dark_and_small_screens(message: Message) -> None:
    assert "@media (prefers-color-scheme: dark)" in message.html
    assert "@media (max-width: 480px)" in message.html
    assert re.search(r'<h1 style="[^"]*font-size: 28px', message.html)
    assert re.search(r'class="left soon" style="[^"]*#9a3412', message.html)


def test_every_text_has_enough_contrast_on_its_ground(message: Message) -> None:
    css = resources.files("notifier").joinpath("templates/digest/style.css").read_text()
    light, dark = css.split("@media (prefers-color-scheme: dark)")
    for part, grounds in ((light, ("#ffffff", "#eef1f3")), (dark, ("#1a2127", "#11161a"))):
        plain = re.findall(r"\{([^{}]*)\}", part)
        boxes = [each for each in plain if "background-color" in each and re.search(r"(?<![-\w])color:", each)]
        for each in boxes:
            ground = re.search(r"background-color: (#\w{6})", each)
            ink = re.search(r"(?<![-\w])color: (#\w{6})", each)
            assert ground
            assert ink
            assert contrast(ink[1], ground[1]) >= 4.5, each
        inks = {ink for each in plain if each not in boxes for ink in re.findall(r"(?<![-\w])color: (#\w{6})", each)}
        # Old values stand on the ground of a change, not on the page.
        for ink in inks - {"#5f4a20", "#d3c197"}:
            assert min(contrast(ink, ground) for ground in grounds) >= 4.5, ink
    assert min(contrast("#5f4a20", "#fdf3dc"), contrast("#d3c197", "#33290f")) >= 4.5


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2, 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[each : each + 2], 16) / 255 for each in (1, 3, 5)]
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_one_of_a_thing_is_said_as_one() -> None:
    message = mail_of(make_call())

    assert message.subject == "1 new call for your projects (7 September 2026)"
    assert "Here is what is new for one of your projects." in message.text
    assert "1 call from 1 source was examined." in message.text
    assert "No source has been read yet." in message.text


def test_the_day_of_the_mail_is_the_one_in_brussels(digest: Digest) -> None:
    late = replace(digest, now=datetime(2026, 9, 7, 22, 30, tzinfo=UTC))

    assert render(late, sender=SENDER).subject.endswith("(8 September 2026)")
