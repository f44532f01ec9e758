"""The database put away as a file, and brought back from one; a file is there whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from config.settings import Settings
from convoca.clock import instant
from convoca.wiring import Program
from db import backup
from db.engine import engine_for
from domain.errors import Problem


class CannotKeep(Problem):
    """Raised where a file, or a folder, cannot be written."""

    def __init__(self, path: Path, error: OSError) -> None:
        reason = error.strerror or error
        super().__init__(f"Cannot write {path} ({reason}): make room, or name another place. Nothing was half written.")


class CannotRead(Problem):
    """Raised where a file that is to be read is not there, or may not be read."""


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """Yield a file that takes its name when the block ends well, and leaves nothing behind when it does not."""
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            try:
                yield file
                file.flush()
                os.fsync(file.fileno())
                # A temporary file is its owner's alone; the file is as private.
                Path(file.name).replace(path)
            except BaseException:
                Path(file.name).unlink(missing_ok=True)
                raise
    except OSError as error:
        raise CannotKeep(path, error) from error


def keep(program: Program, path: Path) -> Iterator[str]:
    """Write a backup; others go on working meanwhile."""
    with whole_file(path) as file:
        manifest = backup.write(program.engine, file, now=program.now)
    size = path.stat().st_size / 1e6
    yield f"Kept {manifest.rows:,} rows of {len(manifest.tables)} tables in {path}, {size:,.1f} MB."
    yield "It holds everything that the database does, people's names and the key of signed links too: keep it safe."


def bring_back(path: Path, *, replace: bool) -> Iterator[str]:
    """Let the database hold what a backup does; an interruption leaves it as it was."""
    settings = Settings.read()
    engine = engine_for(settings.database)
    try:
        with path.open("rb") as file:
            manifest = backup.check(file, name=str(path))
            backup.restore(engine, file, manifest, name=str(path), replace=replace)
    except OSError as error:
        raise CannotRead(
            f"Cannot read {path} ({error.strerror or error}): name a file that convoca backup made."
        ) from error
    finally:
        engine.dispose()
    age = (instant(settings) - manifest.made_at).days
    made = f"{manifest.made_at:%Y-%m-%d %H:%M} UTC"
    yield f"Restored {manifest.rows:,} rows of {len(manifest.tables)} tables, as they were at {made}, {age} days ago."
    yield "Next: start convoca serve and convoca schedule again."
