"""Facts about this database itself, such as that it holds the demo's world."""

from secrets import token_hex

from sqlalchemy import delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.insert import insert
from db.rows import Row

SIGNING_KEY = "signing_key"
MODEL = "model"
"""The model that was chosen to read texts; not there where it is the default one."""


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


def forget(session: Session, key: str) -> None:
    """Let there be no fact of that name."""
    session.execute(delete(SettingRow).where(SettingRow.key == key))


def signing_key(session: Session) -> bytes:
    """The key of this database for what is signed, such as links in mails: 32 bytes, made when first asked for."""
    if (known := get(session, SIGNING_KEY)) is not None:
        return bytes.fromhex(known)
    made = insert(session, SettingRow).values(key=SIGNING_KEY, value=token_hex(32))
    session.execute(made.on_conflict_do_nothing())
    return bytes.fromhex(session.scalars(select(SettingRow.value).where(SettingRow.key == SIGNING_KEY)).one())
