"""Catalan, Spanish and English say the same things, each in its own way."""

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from importlib import resources

import pytest
from jinja2 import nodes

from domain.deadlines import Deadline
from domain.digest import (
    Digest,
    DigestEntry,
    DigestSection,
    Exclusion,
    Find,
    Fit,
    Nearest,
    Overview,
    Reading,
    Reason,
    SearchSection,
    StepAhead,
    Trouble,
    Undecided,
)
from domain.eligibility import Answer, Finding, Override, Quotation, Rule, Verdict
from domain.health import Health
from domain.internal_deadline import Step
from domain.people import LANGUAGES
from notifier.message import Message, render, spoken
from notifier.officer import TROUBLE
from notifier.sentences import language_of, sentences, templates
from tests.notifier.examples import EARLIER, MARTA, SENDER, WINDOW, make_call, make_digest, make_project

EACH = pytest.mark.parametrize("language", LANGUAGES)
OTHERS = pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "en"])
DECIDED = ("applicant_type", "country", "membership", "type_of_action", "regulations")
"""The modules whose findings a mail may show."""
SPOKEN_BY_THE_FUNDER = re.compile(r"“[^”]*”|«[^»]*»")


def source(language: str) -> nodes.Template:
    text = resources.files("notifier").joinpath(f"templates/digest/{language}.jinja").read_text()
    return templates(language, page=False).parse(text)


def macros(language: str) -> dict[str, list[str]]:
    """The names of the sentences, and what each asks for."""
    return {each.name: [one.name for one in each.args] for each in source(language).find_all(nodes.Macro)}


def english() -> set[str]:
    """Every piece of an English sentence that has at least two words."""
    tree = source("en")
    pieces = [each.data for each in tree.find_all(nodes.TemplateData)]
    pieces += [each.value for each in tree.find_all(nodes.Const) if isinstance(each.value, str)]
    trimmed = {" ".join(each.split()).strip(" .,;:()“”") for each in pieces}
    return {each for each in trimmed if re.search(r"[a-z]{2,} [a-z]{2,}", each) and each not in set(Reason)}


def reasons() -> set[str]:
    """The reasons that the rules give, as they stand in their source."""
    found = set[str]()
    for name in DECIDED:
        tree = ast.parse(resources.files("matcher").joinpath(f"eligibility/{name}.py").read_text())
        for call in (each for each in ast.walk(tree) if isinstance(each, ast.Call)):
            if isinstance(call.func, ast.Name) and call.func.id == "Finding":
                found |= set(_said(call.args[2]))
    return found


def _said(reason: ast.expr) -> Iterator[str]:
    """The words of a reason; of one that begins with a name, those after it."""
    last = reason.values[-1] if isinstance(reason, ast.JoinedStr) else reason
    if isinstance(last, ast.Constant) and isinstance(last.value, str):
        yield last.value.removeprefix(": ")


def everything(language: str) -> Digest:
    """The realistic digest, with verdicts, a demonstration and calls that are not offered."""
    digest = make_digest(language)
    words = Quotation("Nur Gemeinden", 0, 0)
    no = Verdict((Finding(Rule.COUNTRY, Answer.NO, "the country is not in the list", words),))
    yes = Verdict(tuple(Finding(each, Answer.YES, "public bodies are named", words) for each in Rule))
    brought_back = replace(no, said=Override(Answer.YES, "Berta", "Parlat amb el ministeri."))
    verdicts = (yes, no, brought_back, None)

    def screened(section: DigestSection) -> DigestSection:
        entries: Iterator[tuple[int, DigestEntry]] = enumerate(section.entries)
        return replace(section, entries=tuple(replace(each, verdict=verdicts[at % 4]) for at, each in entries))

    sections = list(map(screened, digest.sections))
    first = sections[0].entries[0]
    older = replace(first, reason=Reason.OFFERED, earlier=Reading(2, EARLIER))
    sections[0] = replace(
        sections[0], entries=(*sections[0].entries, older), linked=(first.match,) * 2, steps=tuple(steps())
    )
    return replace(
        digest,
        sections=tuple(sections),
        searches=(SearchSection(name="…", address="q=air", finds=(Find(call=first.call, version=1),), more=3),),
        examined=replace(digest.examined, demonstration=True),
        excluded=tuple(Exclusion(make_call(f"SHUT-{number}"), no) for number in range(7)),
    )


def steps() -> Iterator[StepAhead]:
    """Yield one internal deadline of every kind, the first ones overdue."""
    project = make_project("air", "…", "…")
    for number, step in enumerate(Step):
        yield StepAhead(application=1, title="…", project=project, step=step, label="…", on=date(2026, 9, 5 + number))


def for_the_officer(language: str) -> Digest:
    """The same as the officer reads it."""
    digest = everything(language)
    entries = tuple(
        replace(entry, fits=(Fit(section.project, entry.match, entry.strength),) * 6)
        for section in digest.sections
        if section.project
        for entry in section.entries
    )
    project = make_project("air", "…", "…")
    deadline = Deadline(date(2026, 9, 16))
    overview = Overview(
        unclaimed=entries[:2],
        more_unclaimed=3,
        undecided=(Undecided(application=1, title="…", project=project, deadline=deadline),),
        troubled=tuple(Trouble("eu_portal", Health(state=each, since=date(2026, 9, 1))) for each in TROUBLE),
    )
    section = DigestSection(item="plan:x", entries=entries, more=2, linked=(entries[0].match,), steps=tuple(steps()))
    return replace(digest, sections=(section,), overview=overview)


def silent(language: str) -> Digest:
    """Nothing is new."""
    project = make_project("air", "…", "…")
    return replace(everything(language), sections=(), searches=(), nearest=Nearest(make_call(), project))


def mails(language: str) -> list[Message]:
    """Every kind of digest, with and without a window."""
    digests = everything(language), for_the_officer(language), silent(language)
    return [mail(language), *(render(each, sender=SENDER, links=WINDOW) for each in digests)]


def mail(language: str) -> Message:
    return render(everything(language), sender=SENDER, unsubscribe="https://convoca.example.org/unsubscribe/token")


@OTHERS
def test_every_language_has_the_same_sentences_that_ask_for_the_same(language: str) -> None:
    assert macros(language) == macros("en")


@OTHERS
def test_no_english_sentence_of_ours_is_in_another_language(language: str) -> None:
    read = [part for each in mails(language) for part in (each.subject, each.text, each.html)]
    ours = [SPOKEN_BY_THE_FUNDER.sub("", each) for each in read]

    assert len(english()) > 60
    assert {each for each in english() if any(re.search(rf"\b{re.escape(each)}\b", one) for one in ours)} == set()


def test_the_english_that_is_looked_for_is_found_in_the_english_mail() -> None:
    text = "".join(each.text for each in mails("en"))

    assert sum(each in text for each in english()) > 60


@OTHERS
def test_every_reason_of_the_rules_is_translated(language: str) -> None:
    assert len(reasons()) > 25
    assert reasons() - set(sentences(language).reasons) == set()
    assert set(sentences(language).rules) == set(Rule)
    assert {*sentences(language).steps, Step.OTHER} == set(Step)


@OTHERS
def test_a_reason_that_is_not_translated_is_told_by_its_rule(language: str) -> None:
    said = sentences(language).rule_says(Finding(Rule.COUNTRY, Answer.NO, "something new"))

    assert said == "país"


@EACH
def test_a_mail_says_in_which_language_it_is(language: str) -> None:
    message = mail(language)

    assert (message.language, spoken(message.html)) == (language, language)


def test_whoever_speaks_none_of_them_is_written_to_in_english() -> None:
    assert language_of(replace(MARTA, language="fr")) == "en"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ca", "4 convocatòries noves, 2 convocatòries amb canvis i 1 termini proper per als vostres projectes "),
        ("es", "4 convocatorias nuevas, 2 convocatorias con cambios y 1 plazo próximo para sus proyectos "),
    ],
)
def test_the_subject_is_in_the_language_of_the_reader(language: str, said: str) -> None:
    assert mail(language).subject.startswith(said)


@pytest.mark.parametrize(
    ("language", "deadline", "money", "many"),
    [
        (
            "ca",
            "dimecres, 16 de setembre del 2026, 17:00, hora de Brussel·les (queden 9 dies)",
            "9.800.000 € per a 2 temes en conjunt; 4.900.000 € per subvenció",
            "S’han examinat 4.312 convocatòries de 9 fonts.",
        ),
        (
            "es",
            "miércoles, 16 de septiembre de 2026, 17:00, hora de Bruselas (quedan 9 días)",
            "9.800.000 € para 2 temas en conjunto; 4.900.000 € por subvención",
            "Se han examinado 4.312 convocatorias de 9 fuentes.",
        ),
    ],
)
def test_days_hours_money_and_numbers_are_written_as_the_language_does(
    language: str, deadline: str, money: str, many: str
) -> None:
    text = mail(language).text

    assert deadline in text
    assert money in text
    assert many in text


@EACH
def test_an_hour_in_a_city_with_a_vowel_reads_well(language: str) -> None:
    assert (
        sentences(language).zone("Europe/Athens")
        == {
            "ca": "hora d’Atenes",
            "es": "hora de Atenas",
            "en": "Athens time",
        }[language]
    )
