"""The charts of a report, drawn from the rows of the tables beside which they stand."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from babel.numbers import format_compact_decimal

from followup.figures import Figures, figures
from followup.funnel import Funnel
from web.charts import Chart, Series
from web.figure_tables import Table
from web.formats import Formats
from web.language import N_, translations

MOST = 12
"""Bars that a chart has room for; the table has all rows."""
UPRIGHT = 8
"""Years that have room side by side."""
CURRENCY = "EUR"
"""In which amounts are compared; the table has those in others."""
STEPS = (N_("Calls that were told of"), N_("Taken up"), N_("Applied for"), N_("Granted"))
"""Of the way from an alert to a grant, as in :class:`followup.funnel.Funnel`."""
MONEY, FUNNEL = "money", "funnel"

Rows = Sequence[tuple[str, Figures]]


class Charts:
    """What is drawn in one language."""

    def __init__(self, language: str) -> None:
        self.said = translations(language)
        self.formats = Formats(language, self.said)

    def of(self, tables: Iterable[Table], funnel: Funnel) -> Mapping[str, Chart]:
        """The charts by the table that each belongs to, the money by :data:`MONEY`, and :data:`FUNNEL`."""
        return dict(self._charts(tables, funnel))

    def _charts(self, tables: Iterable[Table], funnel: Funnel) -> Iterator[tuple[str, Chart]]:
        for table in tables:
            rows: Rows = [(name or self.said.gettext("Not known or none"), each) for name, _, each in table.rows]
            if table.id != "by-year":
                yield table.id, self._counts(table, rows[:MOST])
                continue
            years = _every_year(rows)[-MOST:]
            yield table.id, self._counts(table, years, upright=len(years) <= UPRIGHT)
            if any(CURRENCY in each.amounts for _, row in years for each in (row.requested, row.won, row.total)):
                yield MONEY, self._money(years)
        if funnel.told:
            yield FUNNEL, self._funnel(funnel)

    def _counts(self, table: Table, rows: Rows, *, upright: bool = False) -> Chart:
        name, most = max(rows, key=lambda each: each[1].submitted)
        fact = self.said.gettext("Most in: %(name)s, %(submitted)s submitted, %(granted)s granted.") % {
            "name": name,
            "submitted": self.formats.number(most.submitted),
            "granted": self.formats.number(most.granted),
        }
        return Chart(
            title=self.said.gettext(table.title),
            fact=fact,
            names=tuple(name for name, _ in rows),
            series=(
                self._numbers(self.said.gettext("All submitted"), [each.submitted for _, each in rows]),
                self._numbers(self.said.gettext("All granted"), [each.granted for _, each in rows]),
            ),
            upright=upright,
        )

    def _money(self, rows: Rows) -> Chart:
        name, most = max(rows, key=lambda each: each[1].requested.amounts.get(CURRENCY, 0))
        fact = self.said.gettext("Most was requested in %(year)s: %(amount)s, and %(granted)s granted.") % {
            "year": name,
            "amount": self._amount(most.requested.amounts.get(CURRENCY, 0)),
            "granted": self._amount(most.won.amounts.get(CURRENCY, 0)),
        }
        sums = (
            (N_("Requested"), [each.requested for _, each in rows]),
            (N_("Granted amount"), [each.won for _, each in rows]),
            (N_("Our whole budget"), [each.total for _, each in rows]),
        )
        return Chart(
            title=self.said.gettext("Money by year of submission"),
            fact=fact,
            names=tuple(name for name, _ in rows),
            series=tuple(
                self._amounts(self.said.gettext(label), [float(each.amounts.get(CURRENCY, 0)) for each in some])
                for label, some in sums
            ),
        )

    def _funnel(self, funnel: Funnel) -> Chart:
        numbers = (funnel.told, funnel.fitting, funnel.submitted, funnel.granted)
        names = ("told", "fitting", "submitted", "granted")
        fact = self.said.gettext(
            "Of %(told)s calls that were told of, %(fitting)s were taken up, %(submitted)s applied for and "
            "%(granted)s granted."
        ) % {name: self.formats.number(each) for name, each in zip(names, numbers, strict=True)}
        return Chart(
            title=self.said.gettext("From an alert to a grant"),
            fact=fact,
            names=tuple(map(self.said.gettext, STEPS)),
            series=(self._numbers(self.said.gettext("Calls"), numbers),),
        )

    def _numbers(self, name: str, values: Sequence[int]) -> Series:
        return Series(name=name, values=tuple(map(float, values)), written=tuple(map(self.formats.number, values)))

    def _amounts(self, name: str, values: Sequence[float]) -> Series:
        return Series(name=name, values=tuple(values), written=tuple(map(self._short, values)))

    def _amount(self, amount: float | Decimal) -> str:
        return f"{self._short(amount)} {CURRENCY}"

    def _short(self, amount: float | Decimal) -> str:
        """``1.3M``: the table has it to the cent."""
        return format_compact_decimal(amount, locale=self.formats.locale, fraction_digits=1)


def _every_year(rows: Rows) -> Rows:
    """In the order of time, those without an application too: a gap in time is seen as one."""
    known = {int(name): each for name, each in rows}
    return [(str(year), known.get(year, figures(()))) for year in range(min(known), max(known) + 1)]
