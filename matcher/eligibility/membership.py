"""Membership: a label, a network or an earlier grant that the applicant must hold."""

import re

from domain.call import Call, PartKind
from domain.eligibility import Answer, Finding, Quotation, Rule
from domain.plan import Applicant
from matcher.eligibility.reading import Wording, headed, of_field, of_part, quote, wording

HELD = {
    "Mission City": wording(
        r"(only|exclusively|limited to|open to|restricted to|reserved for)[^.\n]{0,60}"
        r"(mission cit(y|ies)|112 cities|cities (that|which) have (received|been awarded) the (EU )?mission label)",
        r"applicants? must (be|come from) (one of the )?(112|mission) cit",
        anchors=("mission cit", "112 cit", "mission label"),
    ),
    "EU Mission Label": wording(
        r"(must|shall) (have|hold|have been awarded|have received) the (EU )?mission label", anchors=("mission label",)
    ),
    "Covenant of Mayors": wording(
        r"applicants? must[^.\n]{0,60}signator(y|ies)[^.\n]{0,30}covenant of mayors", anchors=("covenant of mayors",)
    ),
}
"""What calls ask for by name, beside the networks and labels that the plan names itself."""

ONE_OF_SEVERAL = wording(
    r"at least[^.\n]{0,60}(cit(y|ies)|signator(y|ies))[^.\n]{0,120}"
    r"(112 cities|mission (cit|charter|label))"
    r"|lead procurer[^.\n]{0,80}112 cities",
    anchors=("112 cities", "mission c", "mission label"),
)
RESTRICTED = wording(
    r"(is|are) (restricted|limited|reserved) (to|for) (proposals based on results"
    r"|holders of|beneficiaries of|members of|signatories|organisations holding)"
    r"|only [^.\n]{0,60}(designat(ed|ions) by|members of|holders of|signatories)[^.\n]{0,60}"
    r"|applicants? must (already )?(be|hold|have been awarded) (an? )?(members? of|signator|quality label|framework)"
    r"|(coordinator|beneficiary) of an .?eligible already funded action",
    anchors=("restricted", "limited", "reserved", "only", "must", "already funded"),
)
OTHER_CONDITIONS = wording(r"Other Eligib(le|ility) Conditions?[^\n]{0,160}", anchors=("other eligib",))
READABLE = 150
"""Characters of text from which on a silence on memberships means that none is asked for."""


def membership(call: Call, applicant: Applicant) -> Finding:
    """No only where the plan says that the applicant is not in it; what the plan leaves open stays unclear."""
    for name, asked in _asked(applicant).items():
        if said := quote(call, asked):
            return _held(name, applicant, said)
    if said := quote(call, RESTRICTED):
        return Finding(Rule.MEMBERSHIP, Answer.UNCLEAR, "asks for a membership or an earlier grant", said)
    if said := quote(call, ONE_OF_SEVERAL):
        return Finding(Rule.MEMBERSHIP, Answer.YES, "one partner must be a member", said)
    if (basis := _silence(call)) is not None:
        return Finding(Rule.MEMBERSHIP, Answer.YES, "none is asked for", basis)
    return Finding(Rule.MEMBERSHIP, Answer.UNCLEAR, "too little text to tell")


def _asked(applicant: Applicant) -> dict[str, Wording]:
    own = {
        name: wording(
            r"(limited to|open to|restricted to|reserved for|must be)[^.\n]{0,40}members? of (the )?"
            rf"{re.escape(name)}\b",
            anchors=(name.lower(),),
        )
        for name in (*applicant.memberships, *applicant.outside)
        if name not in HELD
    }
    return HELD | own


def _held(name: str, applicant: Applicant, said: Quotation) -> Finding:
    known = name.casefold()
    if known in {each.casefold() for each in applicant.memberships}:
        return Finding(Rule.MEMBERSHIP, Answer.YES, f"{name}: held", said)
    if known in {each.casefold() for each in applicant.outside}:
        return Finding(Rule.MEMBERSHIP, Answer.NO, f"{name}: not held", said)
    return Finding(Rule.MEMBERSHIP, Answer.UNCLEAR, f"{name}: the plan does not say", said)


def _silence(call: Call) -> Quotation | None:
    """What was read without finding any: the conditions, the list of applicants, or the type of action."""
    if (listed := headed(call, "eligible entities", "Who can apply")) is not None:
        return of_part(*listed)
    if said := quote(call, OTHER_CONDITIONS, (PartKind.CONDITIONS,)):
        return said
    return of_field(call, "type_of_action") if sum(len(each.text) for each in call.parts) >= READABLE else None
