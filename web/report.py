"""The evaluation of a plan for a period: gathered from what is kept, ready to be shown in one language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from db import application_figures, call_funnel
from db.crawl_history import histories
from db.crawls_of_period import Crawled, crawled
from db.engine import reading
from domain.health import CrawlHistory, Health, health
from domain.period import Period
from domain.plan import INSTITUTION_ZONE, Plan
from domain.portion import Portion
from followup.funnel import Funnel
from followup.report import FEW, Evaluation, evaluation
from matcher.backtest import Found
from matcher.shipped_figures import figures as measured
from web.application_filters import Filters
from web.charts import Chart
from web.figure_sentences import Sentences
from web.figure_tables import GROUPINGS, Table, tables
from web.pages.coverage import covered
from web.pages.sources import WORST
from web.report_charts import Charts
from web.window import ReadSource, Window

ALWAYS = Period()


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceOfPeriod:
    """A source, how it was read in the period, and how it is now."""

    source: ReadSource
    crawled: Crawled
    health: Health


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What tables and charts are made of."""

    sums: Mapping[str, Sequence[Portion]]
    """Added up by each of :data:`web.figure_tables.GROUPINGS`."""
    funnel: Funnel

    def tables(self, plan: Plan, period: Period, language: str) -> list[Table]:
        """The tables that have rows."""
        scope = _scope(period)
        some = tables(self.sums, plan=plan, scope=scope, language=language)
        return [each for each in some if each.rows]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All that a report says."""

    found: Evaluation
    language: str
    made_at: datetime
    by: str
    """Whoever asked for it; empty for the command line."""
    title: str
    """The period in words."""
    sentences: Sequence[str]
    scope: Filters
    """The applications of the period."""
    tables: Sequence[Table]
    charts: Mapping[str, Chart]
    """By the table beside which each stands, and those of :mod:`web.report_charts` that have none of their own."""
    sources: Sequence[SourceOfPeriod]
    threshold: float
    strong: float
    backtest: Found
    """How often the call of a past project stood among the first."""
    few: int = FEW


def made(window: Window, plan: Plan, period: Period, *, language: str, by: str = "") -> Report:
    """Gather the report of a closed period."""
    since, after = _moments(period)
    with reading(window.engine) as session:
        counted = _counted(session, plan, period)
        found = evaluation(
            plan,
            period,
            sums=counted.sums,
            undated=_undated(session, plan),
            funnel=counted.funnel,
            coverage=covered(session, window, plan),
            today=window.today(),
        )
        sources = _sources(session, window, since=since, until=after)
    say, shown = Sentences(language), counted.tables(plan, period, language)
    return Report(
        found=found,
        language=language,
        made_at=window.clock(),
        by=by,
        title=say.period(period),
        sentences=list(say.of(found.whole, found.routes, period)),
        scope=_scope(period),
        tables=shown,
        charts=Charts(language).of(shown, found.funnel),
        sources=sources,
        threshold=window.threshold,
        strong=window.strong,
        backtest=next(each for each in measured().backtest if each.system == "convoca"),
    )


def charts(window: Window, plan: Plan, period: Period, *, language: str) -> Mapping[str, Chart]:
    """The charts of the same report, and nothing else of it."""
    with reading(window.engine) as session:
        counted = _counted(session, plan, period)
    return Charts(language).of(counted.tables(plan, period, language), counted.funnel)


def _counted(session: Session, plan: Plan, period: Period) -> Counted:
    sums = {each: application_figures.portions(session, plan.id, period, by=(each,)) for each in GROUPINGS}
    since, after = _moments(period)
    funnel = call_funnel.followed(session, plan.id, since=since, until=after)
    return Counted(sums=sums, funnel=funnel)


def _undated(session: Session, plan: Plan) -> int:
    every = application_figures.portions(session, plan.id, ALWAYS, by=("year",))
    return sum(each.count for each in every if each.year is None)


def _sources(session: Session, window: Window, *, since: datetime, until: datetime) -> list[SourceOfPeriod]:
    now = window.clock()
    known, read = histories(session, now=now), crawled(session, since=since, until=until)
    some = [
        SourceOfPeriod(
            source=each,
            crawled=read.get(each.name, Crawled()),
            health=health(known.get(each.name, CrawlHistory()), cadence=each.cadence, now=now),
        )
        for each in window.sources()
    ]
    return sorted(some, key=lambda each: (WORST.index(each.health.state), each.source.funder, each.source.name))


def _moments(period: Period) -> tuple[datetime, datetime]:
    """When a closed period begins, and when it is over."""
    since, after = period.moments(INSTITUTION_ZONE)
    if since is None or after is None:
        raise ValueError(f"{period} is open")
    return since, after


def _scope(period: Period) -> Filters:
    return Filters(since=f"{period.since}", until=f"{period.until}")
