"""Facts about this database itself, such as that it holds the demo's world."""

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.insert import insert
from db.rows import Row


class SettingRow(Row):
    """One fact."""

    __tablename__ = "settings"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


def get(session: Session, key: str) -> str | None:
    """The fact of that name, if it has been set."""
    return session.scalar(select(SettingRow.value).where(SettingRow.key == key))


def set(session: Session, key: str, value: str) -> None:
    """Let the fact of that name be this."""
    statement = insert(session, SettingRow).values(key=key, value=value)
    session.execute(statement.on_conflict_do_update(index_elements=["key"], set_={"value": value}))
