"""From which score on a page shows a match: the service's threshold, or what an officer moved a project's to."""

from sqlalchemy.orm import Session

from db.thresholds import beside
from domain.match import Thresholds
from matcher.curve import Point
from matcher.shipped_figures import figures
from web.window import Window

ASKED_WITH = "full"
"""The measurement that stands for projects: whole descriptions."""


def thresholds(session: Session, window: Window, plan_id: str) -> Thresholds:
    """Those that hold for the projects of a plan."""
    return beside(session, plan_id, Thresholds(worth_a_look=window.threshold, strong=window.strong))


def measured() -> list[Point]:
    """What each threshold costs, as it was measured before the program was shipped."""
    return [each for each in figures().thresholds if each.query == ASKED_WITH]


def nearest(threshold: float) -> Point:
    """The measurement that is nearest to a threshold."""
    return min(measured(), key=lambda each: abs(each.threshold - threshold))
