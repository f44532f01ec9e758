"""Budget: is a grant of this call of a size that the applicant takes on?"""

from decimal import Decimal

from domain.call import Call
from domain.eligibility import Answer, Finding, Quotation, Rule
from domain.money import Money
from domain.plan import Applicant
from matcher.eligibility.reading import CASCADE, of_field

CURRENCY = "EUR"


def budget(call: Call, applicant: Applicant) -> Finding:
    """No only below what the plan says is too small; above what was ever carried it is unclear."""
    bounds = (applicant.project_least, applicant.project_most)
    if bounds == (None, None):
        return Finding(Rule.BUDGET, Answer.UNCLEAR, "the plan does not say which sizes fit")
    least, most = (None if each is None else Decimal(each) for each in bounds)
    ceiling, floor = _ceiling(call), _stated(call, "grant_min")
    if least is not None and (top := _stated(call, "grant_max")) and top[0] < least:
        return Finding(Rule.BUDGET, Answer.NO, "grants are too small", top[1])
    if most is not None and floor and floor[0] > most:
        return Finding(Rule.BUDGET, Answer.UNCLEAR, "larger than any project before", floor[1])
    if ceiling is None and floor is None:
        if call.portal_type == CASCADE and least is None:
            return Finding(Rule.BUDGET, Answer.YES, "a part of one project's grant", of_field(call, "title"))
        return Finding(Rule.BUDGET, Answer.UNCLEAR, "no sum for a project is stated")
    if most is None or (floor and floor[0] <= most) or (ceiling and ceiling[0] <= most):
        return Finding(Rule.BUDGET, Answer.YES, "within the sizes that fit", (ceiling or floor or (None, None))[1])
    return Finding(
        Rule.BUDGET, Answer.UNCLEAR, "may be larger than any project before", ceiling[1] if ceiling else None
    )


def _ceiling(call: Call) -> tuple[Decimal, Quotation] | None:
    """The most that one grant can be: as stated, else the envelope, shared among the grants that are expected."""
    if stated := _stated(call, "grant_max"):
        return stated
    if total := _stated(call, "total"):
        return total[0] / max(call.budget.expected_grants or 1, 1), total[1]
    return None


def _stated(call: Call, name: str) -> tuple[Decimal, Quotation] | None:
    money: Money | None = getattr(call.budget, name)
    if money is None or money.currency != CURRENCY or money.amount <= 0:
        return None
    return money.amount, Quotation(str(money.amount), None, 0, f"budget.{name}")
