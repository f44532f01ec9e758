"""What a title says is on offer: a prize, or what the source usually offers."""

import re

from domain.call import Kind

PRIZE = re.compile(r"\b(?:prizes?|awards?)\b", re.IGNORECASE)


def offered(title: str, usually: Kind) -> Kind:
    return Kind.PRIZE if PRIZE.search(title) else usually
