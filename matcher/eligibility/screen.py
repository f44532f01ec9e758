"""Screens a call: every rule, each answered with the words it rests on."""

from domain.call import Call
from domain.eligibility import Verdict
from domain.plan import Applicant
from matcher.eligibility.applicant_type import applicant_type
from matcher.eligibility.budget import budget
from matcher.eligibility.cofinancing import cofinancing
from matcher.eligibility.consortium import consortium
from matcher.eligibility.country import country
from matcher.eligibility.kinds import kinds_of
from matcher.eligibility.membership import membership
from matcher.eligibility.type_of_action import type_of_action

RULES_VERSION = 1
"""Raised whenever a rule changes, so that every call is screened anew."""


def screen(call: Call, applicant: Applicant) -> Verdict:
    """Return the verdict, one finding a rule in the order of :class:`Rule`. It never touches the score."""
    return Verdict(
        (
            applicant_type(call, applicant),
            country(call, applicant),
            consortium(call),
            membership(call, applicant),
            type_of_action(call, kinds_of(applicant)),
            cofinancing(call, applicant),
            budget(call, applicant),
        )
    )
