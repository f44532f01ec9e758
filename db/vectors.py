"""What the encoder has computed, so that no text is encoded twice."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.chunks import chunks
from db.insert import insert
from db.rows import Row

STORED = np.dtype("<f4")


class VectorRow(Row):
    """The vector of one text under one model."""

    __tablename__ = "vectors"

    model: Mapped[str] = mapped_column(primary_key=True)
    """Everything the vector depends on besides the text: name, hash, backend and precision of the model."""
    text_hash: Mapped[str] = mapped_column(primary_key=True)
    dimension: Mapped[int]
    vector: Mapped[bytes]
    """``dimension`` little-endian float32."""


def get(session: Session, hashes: Sequence[str], *, model: str) -> dict[str, NDArray[np.float32]]:
    """The vectors of those texts that are known, by the text's hash; each read-only, of shape (dimension,)."""
    found = {}
    for some in chunks(list(dict.fromkeys(hashes))):
        query = select(VectorRow.text_hash, VectorRow.vector)
        for hash, vector in session.execute(query.where(VectorRow.model == model, VectorRow.text_hash.in_(some))):
            found[hash] = np.frombuffer(vector, STORED).astype(np.float32, copy=False)
    return found


def put(session: Session, vectors: Mapping[str, NDArray[np.float32]], *, model: str) -> None:
    """Keep the vectors of shape (dimension,) by their text's hash; a hash that is known keeps the vector it has."""
    rows = [
        {"model": model, "text_hash": hash, "dimension": vector.size, "vector": vector.astype(STORED).tobytes()}
        for hash, vector in vectors.items()
    ]
    if rows:
        session.execute(insert(session, VectorRow).on_conflict_do_nothing(), rows)


def counts(session: Session) -> dict[str, int]:
    """How many vectors there are under each model."""
    query = select(VectorRow.model, func.count()).group_by(VectorRow.model).order_by(VectorRow.model)
    return dict(session.execute(query).all())
