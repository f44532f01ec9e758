"""What can go wrong with the memory.

DatabaseError
+-- CannotOpen        the database is not there, not reachable, or not one of ours
+-- NewerDatabase     a newer version of convoca has written it
+-- CannotWrite       it can be read, but not written
|   +-- DiskFull      there is no room left
+-- Busy              another process has held it for too long
+-- Damaged           its file is no longer consistent
+-- BadBackup         a file is no backup of ours, or not a whole one
+-- NotEmpty          a database that is to be restored holds something already
+-- NotStored         what was asked for has never been stored
+-- Unstorable        what is to be stored holds a character that no database takes
+-- AlreadyComposed   this person's message for this period is in the outbox already
+-- SameAddress       two people would have one address, or one id
+-- StillNamed        a person who is to be erased is in the current plan

No message shows a password.
"""

from domain.errors import Problem


class DatabaseError(Problem):
    """Anything that goes wrong with the database; its text is fit to be shown."""


class CannotOpen(DatabaseError):
    """The database is not there, cannot be reached, or is not one of ours."""


class NewerDatabase(DatabaseError):
    """A newer version of convoca has written the database."""

    def __init__(self, database: str, revision: str) -> None:
        super().__init__(
            f"the database {database} was written by a newer version of convoca (revision {revision}): "
            "install that version or name another database in CONVOCA_DATABASE_URL"
        )


class CannotWrite(DatabaseError):
    """The database can be read but not written; nothing of the transaction has been kept."""


class DiskFull(CannotWrite):
    """There is no room left; nothing of the transaction has been kept."""


class Busy(DatabaseError):
    """Another process has held the database for too long."""


class Damaged(DatabaseError):
    """The database is no longer consistent."""


class BadBackup(DatabaseError):
    """A file is no backup of ours, not a whole one, or one of a newer version."""


class NotEmpty(DatabaseError):
    """A database that is to be restored holds something already, which would be lost."""


class NotStored(DatabaseError):
    """What was asked for has never been stored."""


class Unstorable(DatabaseError):
    """What is to be stored holds a character that no database takes."""


class AlreadyComposed(DatabaseError):
    """This person's message for this period is in the outbox already."""


class SameAddress(DatabaseError):
    """Two people would have one address, or one id."""


class StillNamed(DatabaseError):
    """A person who is to be erased is in the current plan."""
