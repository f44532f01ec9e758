"""Type of action: is it a grant for a project of an organisation such as this one?"""

import re

from domain.call import Call, Kind
from domain.eligibility import Answer, Finding, Rule
from matcher.eligibility.kinds import Kind as Who
from matcher.eligibility.reading import CASCADE, of_field, quote, wording
from matcher.eligibility.regulations import regulation

AGAINST = (
    (re.compile(r"Equity Only"), Who.COMPANY, "an investment in a company"),
    (re.compile(r"ECHE Charter"), Who.EDUCATION, "a charter for higher education"),
    (re.compile(r"^LIFE Operating Grants"), Who.NGO, "running costs of non-governmental organisations"),
)
"""Types that pay one kind of applicant only, by their founding regulation."""

NAMED_BEFOREHAND = re.compile(r"-IBA(-\d+)?$")
"""Identifiers of the portal for "identified beneficiary actions": the beneficiary is named, nobody else may apply."""

FOR_OTHERS = re.compile(
    r"Postdoctoral Fellowships|ERC Grants|Cofund|Quality Label|Framework Partnership|Charter|EUBA", re.IGNORECASE
)
"""Open in principle, made for researchers, for programmes, or not a grant yet."""

FOR_PROJECTS = re.compile(
    r"Innovation Actions|Coordination and Support|Project Grants|Lump Sum Grants|Simple Grants|Infrastructure Projects"
    r"|Grants for (Financial Support|Procurement)|Procurement|EIC Grants|Research Actions|Development Actions"
    r"|Doctoral|Staff Exchanges|Prizes?\b|Pilot Projects",
    re.IGNORECASE,
)
PERSON = wording(r"must:? ?be a natural person(?! or)", anchors=("natural person",))


def type_of_action(call: Call, own: frozenset[Who]) -> Finding:
    """By the type that the funder names; where none is named, by a programme that has one kind only."""
    if call.type_of_action is None:
        return _by_programme(call)
    named = of_field(call, "type_of_action")
    if NAMED_BEFOREHAND.search(call.identifier):
        return Finding(Rule.TYPE_OF_ACTION, Answer.NO, "the beneficiary is named already", of_field(call, "identifier"))
    for pattern, who, reason in AGAINST:
        if pattern.search(call.type_of_action) and own and who not in own:
            return Finding(Rule.TYPE_OF_ACTION, Answer.NO, reason, named)
    if call.kind is Kind.PRIZE and (said := quote(call, PERSON)):
        return Finding(Rule.TYPE_OF_ACTION, Answer.UNCLEAR, "a prize for a person", said)
    if FOR_OTHERS.search(call.type_of_action):
        return Finding(Rule.TYPE_OF_ACTION, Answer.UNCLEAR, "not made for projects of organisations", named)
    if FOR_PROJECTS.search(call.type_of_action):
        return Finding(Rule.TYPE_OF_ACTION, Answer.YES, "for projects of organisations", named)
    return Finding(Rule.TYPE_OF_ACTION, Answer.UNCLEAR, "a type we do not know", named)


def _by_programme(call: Call) -> Finding:
    if call.portal_type == CASCADE:
        return Finding(Rule.TYPE_OF_ACTION, Answer.YES, "a grant passed on by a project", of_field(call, "title"))
    if (general := regulation(call)) is not None:
        return Finding(Rule.TYPE_OF_ACTION, Answer.YES, "for projects of organisations", general[1])
    return Finding(Rule.TYPE_OF_ACTION, Answer.UNCLEAR, "the type of action is not stated")
