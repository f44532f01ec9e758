"""Whether an applicant may apply, rule by rule, each answer with the words it rests on."""

from dataclasses import dataclass
from enum import StrEnum

from domain.call import Call


class Rule(StrEnum):
    """What a funder asks of who applies."""

    APPLICANT_TYPE = "applicant type"
    COUNTRY = "country"
    CONSORTIUM = "consortium"
    MEMBERSHIP = "membership"
    TYPE_OF_ACTION = "type of action"
    COFINANCING = "co-financing"
    BUDGET = "budget"


class Answer(StrEnum):
    """ "Unclear" is an answer of its own: it is never a "no"."""

    YES = "yes"
    NO = "no"
    UNCLEAR = "unclear"


DECISIVE = (Rule.APPLICANT_TYPE, Rule.COUNTRY, Rule.MEMBERSHIP, Rule.TYPE_OF_ACTION)
"""What has to be yes for a yes as a whole: the rest can be arranged, with partners and with money."""

FIELDS = ("title", "identifier", "programme", "type_of_action")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of the call as it is stored. ``text`` stands at ``start`` of the part, or of the field."""

    text: str
    part: int | None
    """Index into the call's parts; ``None`` for a field."""
    start: int
    field: str | None = None
    """One of :data:`FIELDS`, or ``budget.grant_max``: an amount as it is stored."""

    def stands_in(self, call: Call) -> bool:
        """Whether the call says exactly this, exactly there."""
        whole = stored_text(call, self)
        return bool(self.text) and whole[self.start : self.start + len(self.text)] == self.text


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule came to."""

    rule: Rule
    answer: Answer
    reason: str
    """Why, in a few English words, without the funder's own."""
    quotation: Quotation | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """All rules together; ``said`` where an officer has decided otherwise."""

    findings: tuple[Finding, ...]
    said: "Override | None" = None

    @property
    def answer(self) -> Answer:
        """What an officer said; else no where a rule says no, yes where :data:`DECISIVE` rules do, else unclear."""
        return self.said.answer if self.said else self.by_rules

    @property
    def by_rules(self) -> Answer:
        """The answer whatever an officer said."""
        if self.against:
            return Answer.NO
        met = {each.rule for each in self.findings if each.answer is Answer.YES}
        return Answer.YES if met.issuperset(DECISIVE) else Answer.UNCLEAR

    @property
    def against(self) -> tuple[Finding, ...]:
        """The rules that exclude the applicant."""
        return tuple(each for each in self.findings if each.answer is Answer.NO)

    @property
    def telling(self) -> Finding | None:
        """The finding to show where there is room for one: what excludes, else what is open, else who may apply."""
        first = (*self.against, *self._decisive(Answer.UNCLEAR), *self._decisive(Answer.YES))
        return next(iter(first), None)

    def _decisive(self, answer: Answer) -> tuple[Finding, ...]:
        return tuple(each for each in self.findings if each.rule in DECISIVE and each.answer is answer)


@dataclass(frozen=True, slots=True)
class Override:
    """What an officer said of a call; it wins over the rules."""

    answer: Answer
    by: str
    why: str = ""


def stored_text(call: Call, quotation: Quotation) -> str:
    """The text that a quotation is from; empty where the call holds no such part or field."""
    if quotation.part is not None:
        return call.parts[quotation.part].text if quotation.part < len(call.parts) else ""
    if quotation.field in FIELDS:
        return getattr(call, quotation.field) or ""
    name = (quotation.field or "").removeprefix("budget.")
    money = getattr(call.budget, name) if name in ("total", "grant_min", "grant_max") else None
    return "" if money is None else str(money.amount)
