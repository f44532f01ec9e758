"""The names of countries that calls list, by their codes: enough to know whether a list was understood to its end."""

import re

NAMES = {
    "AL": "Albania", "AD": "Andorra", "AM": "Armenia", "AT": "Austria", "AZ": "Azerbaijan", "BY": "Belarus",
    "BE": "Belgium", "BA": "Bosnia and Herzegovina", "BG": "Bulgaria", "CA": "Canada", "CN": "China", "HR": "Croatia",
    "CY": "Cyprus", "CZ": "Czechia|Czech Republic", "DK": "Denmark", "EG": "Egypt", "EE": "Estonia",
    "FO": "Faeroes|Faroe Islands", "FI": "Finland", "FR": "France", "GE": "Georgia", "DE": "Germany", "GR": "Greece",
    "HU": "Hungary", "IS": "Iceland", "IE": "Ireland", "IL": "Israel", "IT": "Italy", "JO": "Jordan", "XK": "Kosovo",
    "LV": "Latvia", "LB": "Lebanon", "LI": "Liechtenstein", "LT": "Lithuania", "LU": "Luxembourg", "MT": "Malta",
    "MD": "Moldova", "MC": "Monaco", "ME": "Montenegro", "MA": "Morocco", "NL": "Netherlands|The Netherlands",
    "NZ": "New Zealand", "MK": "North Macedonia", "NO": "Norway", "PS": "Palestine", "PL": "Poland", "PT": "Portugal",
    "RO": "Romania", "RU": "Russia", "SM": "San Marino", "RS": "Serbia", "SK": "Slovakia", "SI": "Slovenia",
    "KR": "South Korea|Republic of Korea", "ES": "Spain|España", "SE": "Sweden", "CH": "Switzerland", "TN": "Tunisia",
    "TR": "Türkiye|Turkey", "UA": "Ukraine", "GB": "United Kingdom", "DZ": "Algeria",
}  # fmt: skip
"""English names by ISO 3166 code (Kosovo: the user-assigned XK)."""

MEMBERS = frozenset(
    {"AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU"}
    | {"IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"}
)
"""The Member States of the Union."""

WIDENING = frozenset(["BG", "HR", "CY", "CZ", "EE", "GR", "HU", "LV", "LT", "MT", "PL", "PT", "RO", "SK", "SI"])
"""Member States that Horizon Europe counts as widening countries (work programme 2026-2027, part 11)."""

UNION = re.compile(
    r"\b(EU|European Union|Union) (Member )?(States|countries)|Member States( of the (European )?Union)?"
)
_NAME = {code: re.compile(rf"\b({names})\b") for code, names in NAMES.items()}


def named(text: str) -> frozenset[str]:
    """The codes of the countries that a text names; those of all Member States where it names these as such."""
    found = {code for code, pattern in _NAME.items() if pattern.search(text)}
    return frozenset(found | MEMBERS if UNION.search(text) else found)
