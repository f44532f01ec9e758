"""Calls that people add: kept like those that sources show, unless one of these shows them already."""

from sqlalchemy.orm import Session

from db import calls
from db.calls import StoredCall
from domain.by_hand import SOURCE


def shown_elsewhere(session: Session, address: str) -> StoredCall | None:
    """The call that a source shows under this reference or identifier, if one does."""
    return next((each for each in calls.find(session, address) if each.call.source != SOURCE), None)
