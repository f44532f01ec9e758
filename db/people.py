"""People: those the plan names, kept in step with it, and those who were added by hand."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.columns import Word
from db.errors import NotStored, SameAddress
from db.lock import one_at_a_time
from db.rows import Row
from domain.people import LANGUAGES, Alerts, Frequency, Member, Role, Weekday
from domain.plan import Person, Plan


class PersonRow(Row):
    """A person, their role and their wishes."""

    __tablename__ = "people"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    email: Mapped[str]
    folded_email: Mapped[str] = mapped_column(unique=True)
    """Case-folded by Python, alike on every database."""
    language: Mapped[str]
    role: Mapped[Role] = mapped_column(Word(Role))
    plan: Mapped[str]
    by_hand: Mapped[bool]
    offboarded_at: Mapped[datetime | None]
    frequency: Mapped[Frequency] = mapped_column(Word(Frequency))
    weekday: Mapped[int]
    alerts: Mapped[Alerts] = mapped_column(Word(Alerts))
    threshold: Mapped[float | None]


def folded(email: str) -> str:
    """An address as two of them are compared."""
    return email.strip().casefold()


def synchronise(session: Session, plan: Plan) -> list[Member]:
    """Bring in the people a plan names, and return those who are new.

    Name and address follow the plan; language, role and wishes are the person's own once they are in. The plan's
    officer is raised to that role. Raises :class:`SameAddress`.
    """
    one_at_a_time(session.connection(), "people")
    known = {each.id: each for each in everyone(session)}
    fresh = []
    for person in plan.people:
        role = Role.OFFICER if person.id == plan.officer else Role.LEAD
        if (old := known.get(person.id)) is None:
            fresh.append(add(session, _from_plan(person, plan, role)))
        else:
            _follow(session, old, person, role)
    return fresh


def _from_plan(person: Person, plan: Plan, role: Role) -> Member:
    # The plan may speak more languages than the window does.
    language = person.language if person.language in LANGUAGES else "en"
    return Member(id=person.id, name=person.name, email=person.email, language=language, role=role, plan=plan.id)


def _follow(session: Session, old: Member, person: Person, role: Role) -> None:
    wanted = {
        "name": person.name,
        "email": person.email,
        "by_hand": False,
        "role": role if role is Role.OFFICER and not old.role.covers(role) else old.role,
    }
    if wanted != {name: getattr(old, name) for name in wanted}:
        change(session, old.id, wanted)


def add(session: Session, member: Member) -> Member:
    """Keep somebody new; raise :class:`SameAddress` where the id or the address is somebody's already."""
    _refuse_taken(session, member.email, but=None)
    if get(session, member.id) is not None:
        raise SameAddress(f"There is a person {member.id!r} already: choose another id.")
    session.add(PersonRow(**asdict(member), folded_email=folded(member.email)))
    session.flush()
    return member


def change(session: Session, id: str, values: Mapping[str, Any]) -> Member:
    """Change some of a person's fields; raise :class:`NotStored` or :class:`SameAddress`."""
    written = dict(values)
    if "email" in written:
        _refuse_taken(session, written["email"], but=id)
        written["folded_email"] = folded(written["email"])
    session.execute(update(PersonRow).where(PersonRow.id == id).values(written))
    return known(session, id)


def _refuse_taken(session: Session, email: str, *, but: str | None) -> None:
    other = by_email(session, email)
    if other is not None and other.id != but:
        raise SameAddress(f"{email} is the address of {other.name} ({other.id}) already: two people cannot share one.")


def get(session: Session, id: str) -> Member | None:
    """The person of that id, offboarded or not."""
    return _one(session, PersonRow.id == id)


def known(session: Session, id: str) -> Member:
    """The person of that id; raise :class:`NotStored` if there is none."""
    found = get(session, id)
    if found is None:
        raise NotStored(f"There is no person {id!r}: convoca people list shows who there is.")
    return found


def by_email(session: Session, email: str) -> Member | None:
    """The person of that address, whatever its case."""
    return _one(session, PersonRow.folded_email == folded(email))


def everyone(session: Session) -> list[Member]:
    """All people by name, those who left among them."""
    rows = session.execute(select(*PersonRow.__table__.columns).order_by(PersonRow.name, PersonRow.id)).mappings()
    return [member(row) for row in rows]


def active(people: Iterable[Member]) -> list[Member]:
    """Those who come in."""
    return [each for each in people if each.active]


def _one(session: Session, wanted: ColumnElement[bool]) -> Member | None:
    row = session.execute(select(*PersonRow.__table__.columns).where(wanted)).mappings().one_or_none()
    return None if row is None else member(row)


def member(row: Mapping[Any, Any]) -> Member:
    """The value of a row of ``people``."""
    values = {name: row[name] for name in Member.__dataclass_fields__}
    return Member(**values | {"weekday": Weekday(values["weekday"])})
