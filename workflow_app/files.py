"""Bytes: letters, scans, PDFs, evidence, emblems. Written and read here and nowhere else."""

from __future__ import annotations

import hashlib

from sqlalchemy import LargeBinary, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from workflow_app.db import Base
from workflow_app.errors import NotFound


class StoredFile(Base):
    """Bytes by their SHA-256; the same bytes are kept once. Names belong to the record that owns the file."""

    __tablename__ = "stored_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    size: Mapped[int] = mapped_column()
    media_type: Mapped[str] = mapped_column(String(120))
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


def store(session: Session, content: bytes, media_type: str) -> StoredFile:
    """The row that keeps ``content``; the one that was there already when the bytes are known."""
    digest = hashlib.sha256(content).hexdigest()
    known = session.scalar(select(StoredFile).where(StoredFile.digest == digest))
    if known is not None:
        return known
    row = StoredFile(digest=digest, size=len(content), media_type=media_type, content=content)
    session.add(row)
    session.flush()  # callers need the id
    return row


def read(session: Session, file_id: int) -> tuple[bytes, str]:
    """Bytes and media type of a stored file. :raises NotFound: no such file."""
    row = session.get(StoredFile, file_id)
    if row is None:
        raise NotFound
    return row.content, row.media_type
