"""Co-financing: can the applicant carry the share that the funder does not pay?"""

from domain.call import Call, Kind
from domain.eligibility import Answer, Finding, Quotation, Rule
from domain.plan import Applicant
from matcher.eligibility.reading import around, matches, of_field, wording
from matcher.eligibility.regulations import regulation

RATE = wording(
    r"(funding rate|co-?financing rate|reimbursement rate|rate of co-?financing)\D{0,60}?(?P<rate>\d{1,3}) ?%"
    r"|co-?fund(ed|ing)( at| of)? (?P<at>\d{1,3}) ?%|grants? max(imum)? at (?P<max>\d{1,3}) ?% funding",
    anchors=("%",),
)
WHOLE = 100


def cofinancing(call: Call, applicant: Applicant) -> Finding:
    """Yes where the rate leaves at most the share that the applicant has carried; never no: capacity is not read."""
    if call.kind is Kind.PRIZE:
        return Finding(Rule.COFINANCING, Answer.YES, "a prize asks for no own share", of_field(call, "type_of_action"))
    rates = _stated(call)
    if rates:
        return _judged(*min(rates, key=lambda each: each[0]), applicant)
    if (general := regulation(call)) and general[0].paid is not None:
        return _judged(round(WHOLE * general[0].paid), general[1], applicant)
    return Finding(Rule.COFINANCING, Answer.UNCLEAR, "the rate is not stated")


def _stated(call: Call) -> list[tuple[int, Quotation]]:
    """The rates in per cent, each with its sentence."""
    found = []
    for index, match in matches(call, RATE):
        rate = int(match["rate"] or match["at"] or match["max"])
        if 0 < rate <= WHOLE:
            found.append((rate, around(call.parts[index].text, match, index)))
    return found


def _judged(rate: int, quotation: Quotation, applicant: Applicant) -> Finding:
    if rate == WHOLE:
        return Finding(Rule.COFINANCING, Answer.YES, "all eligible costs are paid", quotation)
    if applicant.own_share is None:
        return Finding(Rule.COFINANCING, Answer.UNCLEAR, "the plan does not say what can be carried", quotation)
    if WHOLE - rate <= WHOLE * applicant.own_share:
        return Finding(Rule.COFINANCING, Answer.YES, f"{rate} % or more is paid", quotation)
    return Finding(Rule.COFINANCING, Answer.UNCLEAR, f"{rate} % is paid: a larger share than carried before", quotation)
