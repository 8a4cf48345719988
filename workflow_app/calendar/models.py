"""How far the clock of a demo database was moved on, beyond the setting CLOCK_SHIFT."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workflow_app.db import Base


class ClockJump(Base):
    """One row at most: seconds by which the demo's clock runs ahead of CLOCK_SHIFT."""

    __tablename__ = "clock_jump"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    seconds: Mapped[int] = mapped_column(BigInteger)
