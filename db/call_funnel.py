"""What became of the calls that people were told of."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.application_rows import ApplicationRow, EventRow
from db.told import ToldRow
from db.votes import VoteRow
from domain.application import Stage
from domain.vote import Word
from followup.funnel import Begun, Call, Funnel, funnel


def followed(session: Session, plan_id: str, *, since: datetime | None, until: datetime | None) -> Funnel:
    """From alert to grant: the calls that were first told of between two moments, the last not in it."""
    told = {
        call: at
        for call, at in _told(session, plan_id).items()
        if (since is None or at >= since) and (until is None or at < until)
    }
    return funnel(told=told, relevant=_relevant(session, plan_id), applications=_begun(session, plan_id))


def _told(session: Session, plan_id: str) -> dict[Call, datetime]:
    query = select(ToldRow.source, ToldRow.reference, func.min(ToldRow.told_at)).where(ToldRow.plan == plan_id)
    rows = session.execute(query.group_by(ToldRow.source, ToldRow.reference))
    return {(source, reference): at for source, reference, at in rows}


def _relevant(session: Session, plan_id: str) -> dict[Call, datetime]:
    said = (VoteRow.plan == plan_id, VoteRow.word == Word.RELEVANT, VoteRow.taken_back_at.is_(None))
    query = select(VoteRow.source, VoteRow.reference, func.min(VoteRow.at)).where(*said)
    rows = session.execute(query.group_by(VoteRow.source, VoteRow.reference))
    return {(source, reference): at for source, reference, at in rows}


def _begun(session: Session, plan_id: str) -> list[Begun]:
    ours = (ApplicationRow.plan == plan_id, ApplicationRow.source.is_not(None))
    go = (
        select(EventRow.application_id, func.min(EventRow.at).label("at"))
        .where(EventRow.field.in_(("created", "stage")), EventRow.new == Stage.PREPARING.value)
        .group_by(EventRow.application_id)
        .subquery()
    )
    query = (
        select(ApplicationRow.source, ApplicationRow.reference, ApplicationRow.stage, go.c.at)
        .outerjoin(go, go.c.application_id == ApplicationRow.id)
        .where(*ours)
    )
    return [
        Begun(call=(source or "", reference or ""), stage=stage, go_at=at)
        for source, reference, stage, at in session.execute(query)
    ]
