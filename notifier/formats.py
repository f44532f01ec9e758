"""Days, numbers, money and cities as the language of a mail writes them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from babel import Locale
from babel.dates import format_date, get_timezone_location
from babel.numbers import format_currency, format_decimal

from domain.money import Money

LOCALES = {"en": "en_GB"}
"""The country where a language alone does not say how days are written."""


@dataclass(frozen=True, slots=True)
class Formats:
    """The ways one language writes things; each is a filter of the templates, under its own name."""

    locale: Locale

    @classmethod
    def of(cls, language: str) -> "Formats":
        """Those of ``ca``, ``es`` or ``en``."""
        return cls(Locale.parse(LOCALES.get(language, language)))

    def filters(self) -> Mapping[str, Callable[..., str]]:
        """By the names that the templates use."""
        every = (self.dated, self.weekday, self.number, self.money, self.city)
        return {each.__name__: each for each in every}

    def dated(self, on: date) -> str:
        """``7 September 2026``, ``7 de setembre del 2026``"""
        return format_date(on, "long", locale=self.locale)

    def weekday(self, on: date) -> str:
        """``Monday``, ``dilluns``"""
        return format_date(on, "EEEE", locale=self.locale)

    def number(self, number: int | Decimal) -> str:
        """``4,312``, ``4.312``"""
        return format_decimal(number, locale=self.locale)

    def money(self, money: Money) -> str:
        """``€9,800,000``, ``9.800.000 €``; other currencies by their code, cents only where there are any."""
        digits = "#,##0.00" if money.amount % 1 else "#,##0"
        pattern = self.locale.currency_formats["standard"].pattern.replace("#,##0.00", digits)
        if money.currency != "EUR":
            pattern = pattern.replace("¤#", "¤¤\u00a0#").replace("\u00a0¤", "\u00a0¤¤")
        return format_currency(money.amount, money.currency, pattern, locale=self.locale, currency_digits=False)

    def city(self, zone: str) -> str:
        """``Brussels``, ``Brussel·les``: the city that a zone is named after."""
        return get_timezone_location(zone, locale=self.locale, return_city=True)
