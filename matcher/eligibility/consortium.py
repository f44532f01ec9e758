"""Consortium: how many must apply together? A minimum excludes nobody who can find partners; it is a fact to know."""

from domain.call import Call
from domain.eligibility import Answer, Finding, Rule
from matcher.eligibility.reading import EVERYWHERE, headed, of_part, quote, wording
from matcher.eligibility.regulations import regulation

NUMBER = r"(two|three|four|five|six|\d{1,2})( \(\d\))?"
TOGETHER = wording(
    rf"(at least|minimum( of)?|composed of|comprising) {NUMBER}( \w+){{0,3}} "
    r"(entities|organisations|partners|applicants|beneficiaries|cities|municipalities|authorities|countries)\b"
    r"[^.\n]{0,160}(beneficiar|consorti|particip|establish|Member State|Associated Countr)"
    rf"|consorti(um|a)[^.\n]{{0,80}}(at least|minimum( of)?) {NUMBER}",
    anchors=("at least", "minimum", "composed of", "comprising"),
)
ALONE = wording(
    r"mono-?(beneficiary|applicant)|submitted by (one|a single) (legal entity|applicant)"
    r"|(a |from )single (legal entit(y|ies)|applicant)|be a natural person"
    r"|principal investigator, on behalf of the host institution",
    anchors=("mono", "submitted by", "single", "natural person", "principal investigator"),
)

SPOKEN_OF = wording(
    r"\b(applying |the |your |proposing )consorti(um|a)\b (must|should|will|are|is|may|has|have|needs?)",
    anchors=("consorti",),
)
"""A text that takes for granted that several apply together, and does not say how many."""


def consortium(call: Call) -> Finding:
    """Yes where one may apply alone, or with partners; unclear where nothing is said."""
    if (said := headed(call, "Mandatory partnership")) is not None:
        reason = "with partners" if said[1].text.strip().casefold() == "yes" else "alone or with partners"
        return Finding(Rule.CONSORTIUM, Answer.YES, reason, of_part(*said))
    if alone := quote(call, ALONE, EVERYWHERE):
        return Finding(Rule.CONSORTIUM, Answer.YES, "one may apply alone", alone)
    if together := quote(call, TOGETHER, EVERYWHERE[:1]):
        return Finding(Rule.CONSORTIUM, Answer.YES, "with partners", together)
    if (general := regulation(call)) and general[0].entities:
        reason = "one may apply alone" if general[0].entities == 1 else f"with partners, {general[0].entities} or more"
        return Finding(Rule.CONSORTIUM, Answer.YES, reason, general[1])
    if spoken := quote(call, SPOKEN_OF):
        return Finding(Rule.CONSORTIUM, Answer.YES, "with partners, how many is not said", spoken)
    return Finding(Rule.CONSORTIUM, Answer.UNCLEAR, "the text does not say how many must apply together")
