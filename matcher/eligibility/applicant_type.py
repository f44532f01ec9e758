"""Applicant type: may an entity of this kind apply?"""

import re

from domain.call import Call
from domain.eligibility import Answer, Finding, Quotation, Rule
from domain.plan import Applicant
from matcher.eligibility.kinds import WORDS, Kind, kinds_in, kinds_of
from matcher.eligibility.reading import CASCADE, PASSED_ON, around, headed, matches, of_part, quote, wording
from matcher.eligibility.regulations import regulation

NAMED = "|".join(f"(?:{each})" for each in WORDS.values())

LIMITED = wording(
    r"(participation|applications?|applicants?|beneficiar(y|ies)|contestants?|th(e|is) (call|topic|prize)|eligibility)"
    r"( \w+){0,3} (is|are|being) (strictly |exclusively |only )?(limited|restricted|reserved|open only|only open)"
    rf" (to|for) ({NAMED})[^.;\n]{{0,200}}",
    anchors=("limited to", "restricted to", "reserved for", "reserved to", "open only", "only open"),
)
MUST_BE = wording(
    rf"(applicants?|beneficiar(y|ies)|contestants?) (must|shall|have to|has to)[:\s]*be:?\s+({NAMED})[^.;\n]{{0,120}}",
    anchors=("applicant", "beneficiar", "contestant"),
)
ALONE = wording(
    rf"(only|exclusively) ({NAMED})[^.;\n]{{0,80}}"
    r"((are|is) eligible( to (apply|participate)| for (funding|participation)\b|(?=[.;\n]|$))"
    r"|(can|may) (apply|participate))",
    anchors=("eligible", "may apply", "can apply", "may participate", "can participate"),
)
EXCLUSIVE = (LIMITED, MUST_BE, ALONE)
"""Words that shut everybody else out. What one partner of several must be shuts out nobody."""

COMPETENT = wording(
    r"entities eligible for funding (shall be|are) (only )?the competent national authorities",
    anchors=("competent national authorities",),
)
ONE_OF_SEVERAL = re.compile(r"at least|one of|minimum|includ|lead|each |other ", re.IGNORECASE)
ANYBODY = re.compile(r"legal (person|entit)", re.IGNORECASE)
DESIGNATED = wording(
    r"only [^.\n]{0,80}(designat|identified)[^.\n]{0,80}(eligible|apply)", anchors=("designat", "identified")
)
UNWANTED = wording(
    r"(local|regional|public) authorities[^.\n]{0,160}not expected to (participate|be part|take part)",
    anchors=("not expected to",),
)
WELCOME = wording(
    r"(call|topic|proposals?)[^.\n]{0,30} (is|are) (aimed|addressed|directed) (at|to)"
    r"[^.\n]{0,60}(public|local|regional) (bodies|authorities)",
    r"(contestants?|applicants?|beneficiaries)[^.\n]{0,10} (must|may|can|shall) be[^.\n]{0,80}public (bod|ent|auth)",
    r"open to any (public or private|legal) entit",
    r"any (public or private (entity|organisation)|legal entity)[^.\n]{0,60}(eligible|apply|participate)",
    anchors=(
        "aimed at",
        "addressed to",
        "directed at",
        "public bod",
        "public entit",
        "public authorit",
        "open to any",
        "any legal entity",
        "any public or private",
    ),
)
IN_TITLE = re.compile(
    r"\b(scholarships?|internships?|traineeships?|master thesis)\b"
    r"|\b(calls?|support|grants?|funding|programme|round)\b.{0,80}\b(for|to) (\w+ (and|&) |\w+ ){0,2}"
    r"(SMEs?|start-?ups?|students|researchers|farmers|NGOs|companies)\b(?! sector)",
    re.IGNORECASE,
)
"""Titles of cascade calls that name the only ones who may apply; the rules are on the page of the project."""

LISTS = ("eligible entities", "Who can apply")
OPEN = re.compile(r"\bOther\b")


def applicant_type(call: Call, applicant: Applicant) -> Finding:
    """No where the words shut this kind out; yes where they name it, or the programme is open to any entity."""
    own = kinds_of(applicant)
    if excluded := _excluded(call, own):
        if _named_elsewhere(call, own):
            return Finding(Rule.APPLICANT_TYPE, Answer.UNCLEAR, "the text says both", excluded)
        return Finding(Rule.APPLICANT_TYPE, Answer.NO, "only others may apply", excluded)
    if (listed := headed(call, *LISTS)) is not None:
        return _listed(listed[1].text, of_part(*listed), own)
    for pattern, reason in ((DESIGNATED, "only designated applicants"), (UNWANTED, "not expected among the partners")):
        if said := quote(call, pattern):
            return Finding(Rule.APPLICANT_TYPE, Answer.UNCLEAR, reason, said)
    if Kind.PUBLIC in own and (said := quote(call, WELCOME)):
        return Finding(Rule.APPLICANT_TYPE, Answer.YES, "public bodies are named", said)
    if (general := regulation(call)) and general[0].any_entity:
        return Finding(Rule.APPLICANT_TYPE, Answer.YES, "any legal entity may take part", general[1])
    return Finding(Rule.APPLICANT_TYPE, Answer.UNCLEAR, "the text does not say who may apply")


def _named_elsewhere(call: Call, own: frozenset[Kind]) -> bool:
    """Whether another place welcomes the applicant: the page then contradicts itself, or speaks of two strands."""
    listed = headed(call, *LISTS)
    in_list = listed is not None and bool(own & kinds_in(listed[1].text))
    return in_list or (Kind.PUBLIC in own and quote(call, WELCOME) is not None)


def _excluded(call: Call, own: frozenset[Kind]) -> Quotation | None:
    """The sentence that names only kinds that the applicant is not."""
    if not own:
        return None
    named = IN_TITLE.search(call.title) if call.portal_type == CASCADE else None
    if named and not own & kinds_in(call.title):
        return Quotation(named.group(), None, named.start(), "title")
    for wanted in EXCLUSIVE:
        for index, match in matches(call, wanted):
            text = call.parts[index].text
            others = not own & kinds_in(match.group()) and not ANYBODY.search(match.group())
            of_some = ONE_OF_SEVERAL.search(text, max(0, match.start() - 60), match.start())
            passed_on = PASSED_ON.search(text, max(0, match.start() - 250), match.start())
            if others and not of_some and not passed_on:
                return around(text, match, index)
    if Kind.PUBLIC in own and Kind.NATIONAL not in own:
        return quote(call, COMPETENT)
    return None


def _listed(text: str, quotation: Quotation, own: frozenset[Kind]) -> Finding:
    """A source that lists the kinds by name: complete, unless it says "other"."""
    if not own:
        return Finding(Rule.APPLICANT_TYPE, Answer.UNCLEAR, "the plan does not say what the applicant is", quotation)
    if own & kinds_in(text):
        return Finding(Rule.APPLICANT_TYPE, Answer.YES, "listed among those who may apply", quotation)
    entries = [each for each in re.split(r"[,;](?![^()]*\))", text) if each.strip()]
    unknown = OPEN.search(text) or not all(kinds_in(each) for each in entries if "incl." not in each)
    if unknown:
        return Finding(Rule.APPLICANT_TYPE, Answer.UNCLEAR, "the list leaves it open", quotation)
    return Finding(Rule.APPLICANT_TYPE, Answer.NO, "not among those who may apply", quotation)
