"""A notice without the people in it: who signs, who answers, and how to reach them."""

import re
from itertools import groupby

from crawler.parse.html import lines

SHORT = 12
"""Words. An address is a run of lines as short as this; a line that says more is a sentence."""

REACH = re.compile(
    r"[\w.+-]+\s?@\s?[\w-]+\.\w+|\(at\)|"
    r"\b(?:e-?mail|courriel|correo electrónico|correu electrònic|tel|telephone|teléfono|telèfon|téléphone|phone|fax|"
    r"mobile|whatsapp)\b|"
    r"(?<![\d/.,-])(?:\+|00)\s?\d[\d\s().-]{6,}\d",
    re.IGNORECASE,
)
"""An address of a mailbox, a telephone number, or the word before one. In English, French, Spanish and Catalan."""

TITLE = re.compile(r"\b(?:M\.|D\.ª|(?:Mr|Mrs|Ms|Mme|Mlle|Dr|Eng|Sr|Sra|Don|Doña|Dña)\b\.?)\s+[A-ZÀ-Ý]")
"""A title before a name."""

LABEL = re.compile(
    r"^\W*(?:attn|attention|att|à l['’]attention(?: de)?|contacts?|contact person|personne de contact|"
    r"persona de contact[eo]|focal point|name|nom|nombre|firmante|signant|signatari|fdo|signed|signé|firmado|signat|"
    r"lugar de la firma|fecha de la firma)\s*[.:]",
    re.IGNORECASE,
)
"""The label of a name, at the start of a line."""


BETWEEN = re.compile(r"(?<=[.;!?])(?<!\b\w\.)(?<!\b\w\w\.)(?<!\b\w\w\w\.)\s+(?=[A-ZÀ-Ý¿¡])")
"""Between two sentences; after a short word the full stop may be that of a title, and the name comes next."""


def without_contacts(markup: str) -> str:
    """Return markup as text without contacts: a sentence that has one is dropped, and so is the whole of an address."""
    kept: list[str] = []
    for is_short, run in groupby(lines(markup).splitlines(), key=lambda line: len(line.split()) <= SHORT):
        block = list(run)
        if is_short:
            kept += [] if any(map(names_somebody, block)) else block
        else:
            kept += [text for line in block if (text := _sentences(line))]
    return "\n".join(kept)


def names_somebody(line: str) -> bool:
    return any(sign.search(line) for sign in (REACH, TITLE, LABEL))


def _sentences(line: str) -> str:
    return " ".join(each for each in BETWEEN.split(line) if not names_somebody(each))
