"""Country: may an entity of this country, and of this region, take part?"""

import re

from domain.call import Call, PartKind
from domain.eligibility import Answer, Finding, Quotation, Rule
from domain.plan import Applicant
from matcher.eligibility.countries import MEMBERS, UNION, WIDENING, named
from matcher.eligibility.reading import around, headed, matches, of_part, quote, wording
from matcher.eligibility.regulations import regulation

LISTS = ("Regions / countries for funding", "Eligible countries")
REGIONS = "Eligible regions (NUTS)"
NUTS = re.compile(r"[A-Z]{2}[0-9A-Z]{0,3}")

HOST = wording(
    r"(host organisations?|beneficiar(y|ies)|applicants?)\b[^.\n]{0,60}\bmust be[^.\n]{0,60}"
    r"(established|located) in an? (Horizon Europe )?widening country",
    anchors=("widening country",),
)
WIDENING_SAID = wording(
    r"coordinators?[^.\n]{0,60} (is|are) limited to legal entities established in widening countries"
    r"|beneficiary, established in a widening country",
    anchors=("widening countr",),
)
FOLLOWING = wording(
    r"(applicants?|entities|participants?|beneficiaries)[^.\n]{0,60} must be established in (one of )?"
    r"the following countries:?(?P<list>[^.]{0,600})",
    anchors=("following countries",),
)
ONE_OF_SEVERAL = re.compile(r"at least|one of|minimum|includ|lead|each |other |coordinat|third", re.IGNORECASE)
HEADED = wording(r"Eligible countries[^\n]{0,200}", anchors=("eligible countries",))

PARTLY = re.compile(r"Interreg(?! (POCTEFA|South West Europe|SUDOE|Euro-MED|NEXT MED|Europe\b))", re.IGNORECASE)
"""Cooperation areas that hold a part of a country only. Those named in here hold all of Catalonia (2021-2027)."""


def country(call: Call, applicant: Applicant) -> Finding:
    """No where a closed list, understood to its end, lacks the country; yes where it is named, alone or as a member."""
    return (
        _regions(call, applicant) or _listed(call, applicant) or _written(call, applicant) or _general(call, applicant)
    )


def _regions(call: Call, applicant: Applicant) -> Finding | None:
    if (part := headed(call, REGIONS)) is None or not (codes := set(NUTS.findall(part[1].text))):
        return None
    covered = any(own.startswith(code) for own in applicant.nuts for code in codes)
    if covered:
        return Finding(Rule.COUNTRY, Answer.YES, "the region is listed", of_part(*part))
    return Finding(Rule.COUNTRY, Answer.UNCLEAR, "the region is not in the list", of_part(*part))


def _listed(call: Call, applicant: Applicant) -> Finding | None:
    if (part := headed(call, *LISTS)) is None:
        return None
    text, quotation = part[1].text, _mention(part[1].text, part[0], applicant.country) or of_part(*part)
    countries = named(text)
    if applicant.country in countries:
        if PARTLY.search(call.programme or "") and not UNION.search(text):
            return Finding(Rule.COUNTRY, Answer.UNCLEAR, "only parts of the country may belong to the area", quotation)
        return Finding(Rule.COUNTRY, Answer.YES, "the country is listed", quotation)
    entries = [each for each in re.split(r"[,;\n](?![^()]*\))", text) if each.strip()]
    if countries and all(named(each) for each in entries):
        return Finding(Rule.COUNTRY, Answer.NO, "the country is not in the list", of_part(*part))
    return Finding(Rule.COUNTRY, Answer.UNCLEAR, "the list leaves it open", quotation)


def _mention(text: str, part: int, code: str) -> Quotation | None:
    """The place in a long list that names the country, or the Member States."""
    for match in re.finditer(r"[^,;\n]+", text):
        if code in named(match.group()) and len(match.group()) <= 200:
            entry = match.group().strip()
            return Quotation(entry, part, text.index(entry, match.start()))
    return None


def _written(call: Call, applicant: Applicant) -> Finding | None:
    """What sentences say: a list after a colon, or the widening countries."""
    for index, match in matches(call, FOLLOWING, (PartKind.CONDITIONS,)):
        countries, quotation = named(match["list"]), around(call.parts[index].text, match, index)
        if applicant.country in countries:
            return Finding(Rule.COUNTRY, Answer.YES, "the country is named", quotation)
        if countries:
            closed = all(named(each) for each in re.split(r"[,;:\n]| and | or ", match["list"]) if each.strip())
            answer = Answer.NO if closed else Answer.UNCLEAR
            return Finding(Rule.COUNTRY, answer, "the country is not in the list", quotation)
    if applicant.country in WIDENING:
        return None
    for index, match in matches(call, HOST):
        text = call.parts[index].text
        if not ONE_OF_SEVERAL.search(text, max(0, match.start() - 60), match.end()):
            return Finding(Rule.COUNTRY, Answer.NO, "only for widening countries", around(text, match, index))
    if said := quote(call, WIDENING_SAID, (PartKind.CONDITIONS,)):
        return Finding(Rule.COUNTRY, Answer.UNCLEAR, "led from, or joined by, widening countries only", said)
    return None


def _general(call: Call, applicant: Applicant) -> Finding:
    if applicant.country in MEMBERS and (general := regulation(call)) and general[0].member_states:
        said = quote(call, HEADED, (PartKind.CONDITIONS,)) or general[1]
        return Finding(Rule.COUNTRY, Answer.YES, "every Member State takes part", said)
    return Finding(Rule.COUNTRY, Answer.UNCLEAR, "the text does not say which countries")
