"""Bytes: letters, scans, PDFs, evidence, emblems. Written and read here and nowhere else."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from sqlalchemy import LargeBinary, String, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, load_only, mapped_column, undefer

from workflow_app.db import Base
from workflow_app.errors import NotFound

_INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


class StoredFile(Base):
    """Bytes by their SHA-256; the same bytes are kept once. Names belong to the record that owns the file."""

    __tablename__ = "stored_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    size: Mapped[int] = mapped_column()
    media_type: Mapped[str] = mapped_column(String(120))
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


def store(session: Session, content: bytes, media_type: str) -> StoredFile:
    """The row that keeps ``content``; the one that was there already when the bytes are known.

    ``media_type`` must have been found from the bytes (``uploads.check``), not said by whoever sent them. Safe
    when two transactions store the same bytes at the same moment.
    """
    digest = hashlib.sha256(content).hexdigest()
    question = select(StoredFile).where(StoredFile.digest == digest)
    known = session.scalar(question)
    if known is not None:
        return known
    values = {"digest": digest, "size": len(content), "media_type": media_type, "content": content}
    insert = _INSERTS[session.get_bind().dialect.name]
    session.execute(insert(StoredFile).values(values).on_conflict_do_nothing(index_elements=["digest"]))
    return session.scalars(question).one()


def read(session: Session, file_id: int) -> tuple[bytes, str]:
    """Bytes and media type of a stored file. Raises NotFound when there is no such file."""
    row = session.get(StoredFile, file_id, options=[undefer(StoredFile.content)])
    if row is None:
        raise NotFound
    return row.content, row.media_type


def damaged(session: Session) -> Iterator[int]:
    """Ids of the files whose bytes are no longer those that were stored; one file in memory at a time."""
    head = load_only(StoredFile.digest, StoredFile.size)
    ids = session.scalars(select(StoredFile.id).order_by(StoredFile.id)).all()
    for file_id in ids:
        row = session.get_one(StoredFile, file_id, options=[head, undefer(StoredFile.content)])
        if len(row.content) != row.size or hashlib.sha256(row.content).hexdigest() != row.digest:
            yield file_id
        session.expunge(row)
