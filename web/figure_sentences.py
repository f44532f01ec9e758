"""The figures of a period as the sentences that an institution publishes."""

from collections.abc import Iterator, Mapping

from babel.lists import format_list

from domain.period import Period
from domain.portion import Sum
from followup.figures import Figures
from followup.programmes import Route
from web.formats import Formats
from web.language import N_, translations

ROUTES: Mapping[Route, str] = {
    Route.ERDF: N_("by ERDF"),
    Route.NEXT_GENERATION: N_("by Next Generation EU"),
    Route.COMPETITIVE: N_("by competitive calls of other programmes"),
}
"""How the money came: keys of the catalogues."""


class Sentences:
    """What is said in one language."""

    def __init__(self, language: str) -> None:
        self.said = translations(language)
        self.formats = Formats(language, self.said)

    def of(self, whole: Figures, routes: Mapping[Route | None, Figures], period: Period) -> Iterator[str]:
        """The account of a period, and of each way that the money came."""
        yield self._counts(whole, period)
        if not whole.submitted:
            return
        yield self._rates(whole)
        if not whole.granted:
            return
        yield self._money(whole)
        yield self.said.gettext("We lead %(led)s of those granted, and are partner or associate in %(joined)s.") % {
            "led": self._number(whole.led),
            "joined": self._number(whole.joined),
        }
        granted = {way: each for way, each in routes.items() if way is not None and each.granted}
        if len(granted) > 1:
            yield self._routes(granted)

    def period(self, period: Period) -> str:
        """``2025``, ``2019–2023``, or from a day to a day."""
        years, gettext = period.years, self.said.gettext
        if years is not None:
            return str(years[0]) if years[0] == years[1] else f"{years[0]}–{years[1]}"
        since, until = (each and self.formats.day(each) for each in (period.since, period.until))
        if since and until:
            return gettext("From %(since)s to %(until)s") % {"since": since, "until": until}
        if since:
            return gettext("Since %(since)s") % {"since": since}
        return gettext("Until %(until)s") % {"until": until} if until else gettext("In all years")

    def _counts(self, whole: Figures, period: Period) -> str:
        return self.said.ngettext(
            "%(period)s: %(num)s application submitted, %(granted)s granted.",
            "%(period)s: %(num)s applications submitted, %(granted)s granted.",
            whole.submitted,
        ) % {
            "period": self.period(period),
            "num": self._number(whole.submitted),
            "granted": self._number(whole.granted),
        }

    def _rates(self, whole: Figures) -> str:
        of_submitted, of_decided = whole.success_of_submitted, whole.success
        decided = whole.granted + whole.rejected
        if of_submitted is None or of_decided is None:
            return self.said.gettext("None is decided yet.")
        return self.said.gettext(
            "That is %(of_submitted)s of those submitted, and %(of_decided)s of the %(decided)s decided."
        ) % {
            "of_submitted": self.formats.percent(float(of_submitted)),
            "of_decided": self.formats.percent(float(of_decided)),
            "decided": self._number(decided),
        }

    def _money(self, these: Figures) -> str:
        values = {"won": self.sum(these.won), "total": self.sum(these.total)}
        if these.share is None:
            return self.said.gettext("Granted: %(won)s, for a whole budget of %(total)s.") % values
        share = f"{self.formats.number(round(float(these.share) * 100, 2), 2)}\u00a0%"
        return self.said.gettext("Granted: %(won)s, for a whole budget of %(total)s (%(share)s).") % (
            values | {"share": share}
        )

    def _routes(self, granted: Mapping[Route, Figures]) -> str:
        counts = [f"{self._number(each.granted)} {self.said.gettext(ROUTES[way])}" for way, each in granted.items()]
        counted = self.said.gettext("Of those granted: %(routes)s.") % {"routes": self._list(counts)}
        if Route.COMPETITIVE not in granted:
            return counted
        alone = self.said.gettext("By competitive calls alone,")
        money = self._money(granted[Route.COMPETITIVE])
        return f"{counted} {alone} {money[0].lower()}{money[1:]}"

    def sum(self, added: Sum) -> str:
        """Amounts, each in its currency, and of how many applications the amount is not known."""
        known = [self.formats.money(each) for each in added.money]
        if added.unknown:
            num = added.unknown
            text = self.said.ngettext("%(num)s amount not known", "%(num)s amounts not known", num)
            known.append(text % {"num": self._number(num)})
        return self._list(known) if known else self.said.gettext("nothing")

    def _list(self, some: list[str]) -> str:
        return format_list(some, locale=self.formats.locale)

    def _number(self, number: int) -> str:
        return self.formats.number(number)
