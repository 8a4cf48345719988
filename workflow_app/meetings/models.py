"""Meetings and their resolutions."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from workflow_app.db import Base, Moment, Word
from workflow_app.states.vocabulary import MeetingState


class MeetingKind(StrEnum):
    SELECTION = "selection"
    BRIEFING = "briefing"
    WORKSHOP = "workshop"
    COMMITTEE = "committee"
    WORKING_GROUP = "working_group"

    @property
    def label(self) -> str:
        return MEETING_KIND_LABELS[self]


MEETING_KIND_LABELS = {
    MeetingKind.SELECTION: "ประชุมคัดเลือกตัวชี้วัด",
    MeetingKind.BRIEFING: "ประชุมชี้แจง",
    MeetingKind.WORKSHOP: "ประชุมเชิงปฏิบัติการถ่ายทอดตัวชี้วัด",
    MeetingKind.COMMITTEE: "ประชุมคณะกรรมการ",
    MeetingKind.WORKING_GROUP: "ประชุมคณะทำงาน",
}


class About(StrEnum):
    """What a resolution is about."""

    INDICATOR = "indicator"
    OFFICES = "offices"
    ALL = "all"

    @property
    def label(self) -> str:
        return {"indicator": "ตัวชี้วัด", "offices": "ส่วนราชการที่ระบุ", "all": "ทุกส่วนราชการ"}[self.value]


class Meeting(Base):
    """A meeting of a province's cycle; meetings follow one another (``number``)."""

    __tablename__ = "meeting"
    __table_args__ = (
        Index("ix_meeting_state", "state", "province_id"),
        Index("ix_meeting_cycle", "cycle_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"))
    province_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    kind: Mapped[MeetingKind] = mapped_column(Word(MeetingKind))
    #: The how manyth meeting of this kind in the cycle.
    number: Mapped[int] = mapped_column()
    title: Mapped[str] = mapped_column(String(300))
    starts_at: Mapped[datetime] = mapped_column(Moment)
    place: Mapped[str] = mapped_column(String(300))
    state: Mapped[MeetingState] = mapped_column(Word(MeetingState), default=MeetingState.NEW)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class Resolution(Base):
    """มติ number ``no`` of a meeting."""

    __tablename__ = "resolution"
    __table_args__ = (Index("ix_resolution_meeting", "meeting_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    no: Mapped[int] = mapped_column()
    text: Mapped[str] = mapped_column(Text)
    about: Mapped[About] = mapped_column(Word(About))
    indicator_id: Mapped[int | None] = mapped_column(ForeignKey("indicator.id"))


class ResolutionOffice(Base):
    """An office that a resolution is about."""

    __tablename__ = "resolution_office"

    resolution_id: Mapped[int] = mapped_column(ForeignKey("resolution.id"), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), primary_key=True)
