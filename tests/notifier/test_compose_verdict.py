"""A call that the applicant may not apply for is not among the new ones, and is named all the same."""

from dataclasses import replace
from typing import Any

from domain.call import Call
from domain.digest import Digest, Reason
from domain.eligibility import Answer, Finding, Override, Quotation, Rule, Verdict
from notifier.compose import compose
from notifier.known import Memory
from notifier.message import Message, render
from tests.notifier.examples import (
    EARLIER,
    MARTA,
    SENDER,
    make_call,
    make_match,
    make_plan,
    make_project,
    make_world,
    strength,
    told_by,
)
from tests.notifier.test_compose import SOON

PLAN = make_plan(make_project("clean-air"))
OPEN, SHUT = make_call("OPEN-2027"), make_call("SHUT-2027")
WORDS = Quotation("Only <b>SMEs</b> may apply.", 0, 0)
NO = Verdict((Finding(Rule.APPLICANT_TYPE, Answer.NO, "only others may apply", WORDS),))
YES = Verdict(tuple(Finding(each, Answer.YES, "public bodies are named", WORDS) for each in Rule))


def digest_of(*verdicts: tuple[Call, Verdict], told: tuple[Call, ...] = (), **world: Any) -> Digest:
    calls = [each for each, _ in verdicts]
    judged = {(each.source, each.reference): verdict for each, verdict in verdicts}
    return compose(
        MARTA,
        world=make_world(PLAN, calls, map(make_match, calls), verdicts=judged, **world),
        memory=Memory(
            told={("project:clean-air", each.source, each.reference): each for each in told},
            weighed={"project:clean-air": EARLIER},
        ),
        projects={each.id for each in PLAN.projects},
        strength=strength,
    )


def test_an_excluded_call_is_counted_and_named_and_not_marked_as_told() -> None:
    digest = digest_of((OPEN, YES), (SHUT, NO))

    assert [each.call for section in digest.sections for each in section.entries] == [OPEN]
    assert [each.call for each in digest.excluded] == [SHUT]
    assert [reference for _, _, reference in told_by(digest)] == ["OPEN-2027"]


def test_an_excluded_call_alone_is_no_news_and_is_named_all_the_same() -> None:
    digest = digest_of((SHUT, NO))

    assert not digest.has_news
    assert [each.call for each in digest.excluded] == [SHUT]


def test_an_excluded_call_is_named_when_it_is_new_and_not_week_after_week() -> None:
    known = {(SHUT.source, SHUT.reference): EARLIER}

    assert digest_of((SHUT, NO), first_seen=known).excluded == ()


def test_what_an_officer_brought_back_is_offered() -> None:
    digest = digest_of((SHUT, replace(NO, said=Override(Answer.YES, "Marta"))))

    assert digest.excluded == ()


def test_of_a_call_that_a_person_knows_they_hear_whatever_the_verdict() -> None:
    near = replace(SHUT, deadlines=SOON)
    digest = digest_of((near, NO), told=(near,))

    ((entry,),) = (section.entries for section in digest.sections)
    assert (entry.reason, entry.verdict) == (Reason.CLOSING, NO)


def mail(*verdicts: tuple[Call, Verdict]) -> Message:
    return render(digest_of(*verdicts), sender=SENDER)


def test_the_mail_says_whether_one_may_apply_and_quotes_the_words() -> None:
    message = mail((OPEN, YES), (SHUT, NO))

    assert "May apply: Yes, by its text: public bodies are named (“Only <b>SMEs</b> may apply.”)" in message.text
    assert "&lt;b&gt;SMEs&lt;/b&gt;" in message.html
    assert "1 more call fits by its text and is not offered because we may not apply: SHUT-2027 (only others" in (
        message.text
    )
    assert "convoca excluded" in message.html


def test_the_mail_says_whose_word_it_is() -> None:
    said = replace(NO, said=Override(Answer.YES, "Marta Vila", "With the ministry."))

    assert "May apply: Yes, says Marta Vila: With the ministry." in mail((OPEN, said)).text


def test_many_excluded_calls_are_counted_and_five_are_named() -> None:
    many = [(make_call(f"SHUT-{number}"), NO) for number in range(8)]
    text = mail((OPEN, YES), *many).text

    assert "8 more calls fit by their texts and are not offered" in text
    assert "and 3 more. To read why" in text
