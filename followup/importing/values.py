"""What stands in a cell, as a value: amounts, days and shares as people write them; what is none raises ValueError."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from domain.amounts import MOST_DIGITS, amount
from domain.money import Money
from domain.months import MONTHS
from followup.importing.finding import Kind
from followup.importing.sheet import Cell
from followup.importing.words import NOTHING, folded

NUMBER = re.compile(r"\d(?:[\d.,'’\s]*\d)?")
SYMBOLS = {"€": "EUR", "US$": "USD", "$": "USD", "£": "GBP"}
CURRENCIES = {
    "EUR", "USD", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "RON", "BGN", "TRY", "MAD", "TND", "DZD",
    "EGP", "JOD", "ILS", "BRL", "COP", "ARS", "CLP", "MXN", "PEN", "UYU", "CAD", "JPY", "CNY",
}  # fmt: skip
"""Of the countries with whom a metropolis of the Mediterranean shares projects."""
TIMES = {
    **dict.fromkeys(("m", "mm", "mio", "milio", "milions", "millon", "millones", "million", "millions"), 1_000_000),
    **dict.fromkeys(("k", "mil", "miler", "milers", "miles", "thousand", "thousands"), 1_000),
}
EUROS = {"euro", "euros", "eur", "d", "de", "en", "in"}
ROUGHLY = {"aprox", "approx", "ca", "circa", "aproximadament", "aproximadamente", "approximately"}
DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})", re.ASCII)
ISO = re.compile(r"(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})(?:[T ][\d:.]+)?", re.ASCII)
WRITTEN = re.compile(r"(\d{1,2}) ([a-z]+) (\d{4})|([a-z]+) (\d{1,2}) (\d{4})")
YEARS = range(1986, 2100)
"""From Spain's accession on; a year outside is a slip."""
SERIAL = range((date(1986, 1, 1) - date(1899, 12, 30)).days, (date(2100, 1, 1) - date(1899, 12, 30)).days)
"""Days as spreadsheets count them, where a column lost its format."""
CENT = Decimal("0.01")
MONTH_NAMES = {folded(name): number for name, number in MONTHS.items()}


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount, and whether it was written so that a person should see how it is taken."""

    money: Money
    interpreted: bool


@dataclass(frozen=True, slots=True)
class Day:
    """A day, and how it was understood where that is not plain."""

    on: date
    how: Kind | None = None


def is_nothing(cell: Cell) -> bool:
    """Whether a cell is empty, or says that it is not known."""
    return cell is None or (isinstance(cell, str) and folded(cell) in NOTHING)


def money(cell: Cell, *, unit: str = "", currency: str = "EUR") -> Amount:
    """An amount; ``unit`` is what the heading says of it, ``currency`` what holds where the cell names none."""
    times, currency, _ = _unit(unit, currency)
    match cell:
        case Money():
            return Amount(Money(_cents(cell.amount * times), cell.currency), times != 1)
        case Decimal():
            return Amount(Money(_cents(cell * times), currency), times != 1)
        case str():
            return _written(cell, times, currency)
        case _:
            raise ValueError(f"{cell} is no amount")


def _written(text: str, times: int, currency: str) -> Amount:
    found = NUMBER.findall(text)
    if len(found) != 1 or "-" in text.strip("-–— ") or text.lstrip().startswith(("-", "(")):
        raise ValueError(text)
    own, currency, roughly = _unit(NUMBER.sub(" ", text), currency)
    times = own if own != 1 else times
    number = _scaled(found[0]) if own != 1 else amount(found[0])
    return Amount(Money(_cents(number * times), currency), roughly or times != 1)


def _unit(text: str, currency: str) -> tuple[int, str, bool]:
    """By how much, in which currency, and whether it is only about so much; raise where a word is not known."""
    times, roughly = 1, "~" in text or "≈" in text
    for symbol, code in SYMBOLS.items():
        if symbol in text:
            text, currency = text.replace(symbol, " "), code
    for word in folded(text).split():
        joined = word.removesuffix("eur")
        if word.upper() in CURRENCIES:
            currency = word.upper()
        elif word in TIMES or joined in TIMES:
            times = TIMES.get(word) or TIMES[joined]
        elif word in ROUGHLY:
            roughly = True
        elif word not in EUROS:
            raise ValueError(f"{word} is no unit of money")
    return times, currency, roughly


def _scaled(number: str) -> Decimal:
    """``1,5`` of ``1,5 M€``: beside a word for a multiple, a single mark is the decimal one."""
    plain = re.sub(r"[\s'’]", "", number)
    marks = re.findall(r"[.,]", plain)
    if len(marks) == 1:
        return Decimal(plain.replace(",", "."))
    return amount(plain)


def _cents(number: Decimal) -> Decimal:
    if number < 0 or number >= 10**MOST_DIGITS:
        raise ValueError(f"{number} cannot be meant")
    return number.quantize(CENT, ROUND_HALF_UP)


def day(cell: Cell) -> Day:
    """A day; where day and month could be either, the day comes first."""
    match cell:
        case date():
            return Day(_in_time(cell))
        case Decimal() if abs(cell) < 100_000 and cell == cell.to_integral_value():
            return _counted(int(cell))
        case str():
            return _named(cell)
        case _:
            raise ValueError(f"{cell} is no day")


def year(cell: Cell) -> int:
    """A year that stands by itself, as a number or as text."""
    found = int(cell) if isinstance(cell, Decimal | str) and re.fullmatch(r"\d{4}(?:\.0+)?", str(cell)) else 0
    if found not in YEARS:
        raise ValueError(f"{cell} is no year")
    return found


def _counted(number: int) -> Day:
    if number in YEARS:
        return Day(date(number, 1, 1), Kind.YEAR_ONLY)
    if number not in SERIAL:
        raise ValueError(f"{number} is no day")
    return Day(date.fromordinal(date(1899, 12, 30).toordinal() + number), Kind.DAY_READ)


def _named(text: str) -> Day:
    text = text.strip()
    if re.fullmatch(r"\d{4,5}", text, re.ASCII):
        return _counted(int(text))
    if found := ISO.fullmatch(text):
        return Day(_date(*found.groups()))
    if found := DAY.fullmatch(text):
        first, second, year = int(found[1]), int(found[2]), found[3]
        year = f"20{year}" if len(year) == 2 else year
        if second > 12:
            return Day(_date(year, second=first, third=second), Kind.MONTH_FIRST)
        return Day(_date(year, second, first), Kind.DAY_FIRST if first <= 12 and first != second else None)
    words = " ".join(each for each in folded(text).split() if each not in {"de", "del", "d", "of", "the"})
    found = WRITTEN.fullmatch(re.sub(r"\b(\d{1,2})(?:st|nd|rd|th|r|er)\b", r"\1", words))
    month = found and MONTH_NAMES.get(found[2] or found[4])
    if not found or not month:
        raise ValueError(f"{text} is no day")
    return Day(_date(found[3] or found[6], month, found[1] or found[5]))


def _date(year: str | int, second: str | int, third: str | int) -> date:
    return _in_time(date(int(year), int(second), int(third)))


def _in_time(on: date) -> date:
    if on.year not in YEARS:
        raise ValueError(f"{on} cannot be meant")
    return on


def rate(cell: Cell) -> Decimal:
    """A share in per cent: 85, ``85 %`` and 0.85 are the same."""
    if isinstance(cell, str):
        text = re.sub(r"[\s%]", "", cell).replace(",", ".")
        number = Decimal(text) if re.fullmatch(r"\d{1,3}(?:\.\d+)?", text, re.ASCII) else Decimal(-1)
        whole = "%" in cell
    elif isinstance(cell, Decimal):
        number, whole = cell, False
    else:
        raise ValueError(f"{cell} is no share")
    if not whole and 0 < number <= 1:
        number *= 100
    if not 0 <= number <= 100:
        raise ValueError(f"{cell} is no share")
    return number.quantize(CENT, ROUND_HALF_UP).normalize() if number else Decimal(0)
