"""Days, hours, numbers and money as a language writes them."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime, format_skeleton, format_time, format_timedelta
from babel.numbers import format_decimal, format_percent
from babel.support import NullTranslations

from domain.deadlines import Deadline
from domain.money import Money
from domain.plan import INSTITUTION_ZONE

LOCALES = {"en": "en_GB"}
"""The country where a language alone does not say how days are written."""


class Formats:
    """The ways a language writes things; every method but the first is a filter of the templates."""

    def __init__(self, language: str, said: NullTranslations) -> None:
        self.said = said
        self.locale = LOCALES.get(language, language)

    def filters(self) -> Mapping[str, Callable[..., str]]:
        """By the names that the templates use."""
        return {
            "day": self.day,
            "moment": self.moment,
            "number": self.number,
            "percent": self.percent,
            "money": self.money,
            "deadline": self.deadline,
            "countdown": self.countdown,
            "ago": self.ago,
            "country": self.country,
            "short_day": self.short_day,
        }

    def day(self, day: date) -> str:
        """``4 February 2027``"""
        return format_date(day, "long", locale=self.locale)

    def short_day(self, day: date) -> str:
        """``4 Feb``"""
        return format_skeleton("MMMd", day, locale=self.locale)

    def country(self, code: str) -> str:
        """``Italy`` for ``IT``; the code itself where it is none."""
        return str(Locale.parse(self.locale).territories.get(code, code))

    def moment(self, moment: datetime) -> str:
        """``24 November 2026 at 07:00``, in the institution's zone."""
        return format_datetime(moment, "d MMMM y, HH:mm", tzinfo=INSTITUTION_ZONE, locale=self.locale)

    def number(self, number: float | Decimal, places: int | None = None) -> str:
        """``1,234.5``; with ``places`` exactly so many behind the point, as numbers in a column have."""
        pattern = None if places is None else f"#,##0.{'0' * places}"
        return format_decimal(number, pattern, locale=self.locale)

    def percent(self, share: float) -> str:
        return format_percent(share, locale=self.locale)

    def money(self, money: Money) -> str:
        """``12,000,000 EUR``: the currency as the funder names it, cents only where there are any."""
        pattern = "#,##0" if money.amount == money.amount.to_integral_value() else "#,##0.00"
        return f"{format_decimal(money.amount, pattern, locale=self.locale)}\u00a0{money.currency}"

    def amount(self, amount: Decimal) -> str:
        """``12,000,000.50``: as it stands in a field, where :func:`domain.amounts.amount` reads it again."""
        return format_decimal(amount, "#,##0.00", locale=self.locale)

    def deadline(self, deadline: Deadline) -> str:
        """``4 February 2027, 17:00 (Brussels)``; no hour where the funder names none."""
        day = self.day(deadline.on)
        if deadline.at is None:
            return day
        city = deadline.zone.rpartition("/")[2].replace("_", " ")
        return f"{day}, {format_time(deadline.at, 'HH:mm', locale=self.locale)} ({city})"

    def countdown(self, deadline: Deadline, now: datetime) -> str:
        """``71 days left``, ``today``, ``passed``; days are counted in the deadline's own zone."""
        if deadline.passed(now):
            return self.said.gettext("passed")
        days = (deadline.on - now.astimezone(ZoneInfo(deadline.zone)).date()).days
        if days == 0:
            return self.said.gettext("today")
        return self.said.ngettext("%(num)s day left", "%(num)s days left", days) % {"num": self.number(days)}

    def ago(self, moment: datetime, now: datetime) -> str:
        """``3 days ago``"""
        past = min(moment - now, timedelta(0))
        return format_timedelta(past, add_direction=True, locale=self.locale)
