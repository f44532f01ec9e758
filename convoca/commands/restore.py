"""``convoca restore``: the database as a backup holds it."""

from pathlib import Path
from typing import Annotated

import typer


def command(
    file: Annotated[Path, typer.Argument(help="What convoca backup made, on either kind of database.")],
    force: Annotated[bool, typer.Option("--force", help="Replace everything the database holds now.")] = False,
) -> None:
    """Bring a backup back, as a whole or not at all. Stop convoca serve and convoca schedule before.

    Example: convoca restore convoca-backup.zip
    """
    from convoca import backing_up, telling

    telling.sentences(backing_up.bring_back(file, replace=force))
