"""The kinds of applicant that funders name, and which of them an applicant is."""

import re
from enum import StrEnum

from domain.plan import Applicant


class Kind(StrEnum):
    """A group of applicants as funders speak of it."""

    PUBLIC = "public authority"
    NATIONAL = "national authority"
    COMPANY = "company"
    NGO = "non-governmental organisation"
    EDUCATION = "education institution"
    RESEARCH = "research organisation"
    PERSON = "natural person"
    INTERNATIONAL = "international organisation"


WORDS = {
    Kind.NATIONAL: r"(competent )?national (public )?authorit(y|ies)|ministr(y|ies)|central government",
    Kind.PUBLIC: r"public (body|bodies|authorit(y|ies)|entit(y|ies)|administrations?|sector)"
    r"|public or private (legal )?(entit|bod|organi|person)|municipalit(y|ies)|cities|city councils?"
    r"|(local|regional)( (and|or) (local|regional))?( public)? authorit(y|ies)",
    Kind.COMPANY: r"(an? )?(innovative |single )?(SMEs?\b|small[- ](and|or)[- ]medium|start-?ups?|spin-?offs?"
    r"|small mid-?caps?|compan(y|ies)|private (institution|compan))",
    Kind.NGO: r"non-?governmental organi[sz]ations?|NGOs?\b|non-?profit organi[sz]ation|civil society organi[sz]ations?"
    r"|CSOs?\b",
    Kind.EDUCATION: r"(an? )?higher education institutions?|HEIs?\b|universit(y|ies)|schools?\b"
    r"|education and training institutions?",
    Kind.RESEARCH: r"(an? )?research (institution|organi[sz]ation|centre)s?|RTOs?\b|academic institutions?",
    Kind.PERSON: r"(an? )?natural persons?|individuals\b|researchers\b|students\b",
    Kind.INTERNATIONAL: r"international organi[sz]ations?",
}
PATTERNS = {kind: re.compile(rf"\b({words})", re.IGNORECASE) for kind, words in WORDS.items()}


def kinds_in(text: str) -> frozenset[Kind]:
    """The kinds that a text names."""
    return frozenset(kind for kind, pattern in PATTERNS.items() if pattern.search(text))


def kinds_of(applicant: Applicant) -> frozenset[Kind]:
    """What the plan says that the applicant is; empty where it uses other words."""
    return kinds_in(applicant.kind)
