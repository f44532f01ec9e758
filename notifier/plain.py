"""Other people's text in a mail: harmless, and short where there is little room."""

import shlex

from domain.plain_text import link, plain

__all__ = ["CUT", "link", "plain", "shell", "short"]


CUT = " […]"
"""Said at the end of a text that goes on."""


def short(text: str, limit: int) -> str:
    """Return the text, cut between two words after at most ``limit`` characters and saying so."""
    text = plain(text)
    if len(text) <= limit:
        return text
    head, space, _ = text[: limit + 1].rpartition(" ")
    return (head if space else text[:limit]) + CUT


def shell(word: str) -> str:
    """Return the word as one argument of a command line, safe to be copied into a terminal."""
    return shlex.quote(plain(word))
