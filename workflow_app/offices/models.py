"""Offices: a tree of ก.พ.ร., provinces, their offices, districts, and central agencies."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import JSON, Boolean, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from workflow_app.db import Base, Word


class OfficeKind(StrEnum):
    OPDC = "opdc"
    PROVINCE = "province"
    PROVINCIAL_OFFICE = "provincial_office"
    DISTRICT = "district"
    DISTRICT_OFFICE = "district_office"
    CENTRAL = "central"

    @property
    def label(self) -> str:
        return OFFICE_KIND_LABELS[self]


OFFICE_KIND_LABELS = {
    OfficeKind.OPDC: "สำนักงาน ก.พ.ร.",
    OfficeKind.PROVINCE: "จังหวัด",
    OfficeKind.PROVINCIAL_OFFICE: "ส่วนราชการประจำจังหวัด",
    OfficeKind.DISTRICT: "อำเภอ",
    OfficeKind.DISTRICT_OFFICE: "ส่วนราชการประจำอำเภอ",
    OfficeKind.CENTRAL: "ส่วนราชการส่วนกลาง",
}


class Office(Base):
    """One office. Letter codes are configuration: an empty code prints empty, it is never guessed."""

    __tablename__ = "office"
    __table_args__ = (Index("ix_office_province", "province_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[OfficeKind] = mapped_column(Word(OfficeKind))
    name: Mapped[str] = mapped_column(String(200))
    #: The post that letters to this office are addressed to, e.g. "นายอำเภอเมืองหนองบัวลำภู".
    head_position: Mapped[str] = mapped_column(String(200), default="")
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("office.id"))
    #: The province that it belongs to (its own id for a province); None for ก.พ.ร. and central agencies.
    province_id: Mapped[int | None] = mapped_column(ForeignKey("office.id"))
    #: Two letters of its letter number ("สก"), four digits ("0019") and the unit behind the dot ("5").
    letter_letters: Mapped[str] = mapped_column(String(4), default="")
    letter_owner: Mapped[str] = mapped_column(String(8), default="")
    letter_unit: Mapped[str] = mapped_column(String(20), default="")
    #: The office whose registers number its letters; None = its own.
    book_office_id: Mapped[int | None] = mapped_column(ForeignKey("office.id"))
    uses_system: Mapped[bool] = mapped_column(Boolean, default=True)
    #: Lines of the letterhead's address, e.g. ["ศาลากลางจังหวัดสระแก้ว", "ถนนสุวรรณศร สก 27000"].
    place: Mapped[list[str]] = mapped_column(JSON, default=list)
    phones: Mapped[str] = mapped_column(String(200), default="")
    email: Mapped[str] = mapped_column(String(200), default="")
    #: Settings of its letters: font family in the docx, emblem, pre-printed paper.
    letter_font: Mapped[str] = mapped_column(String(40), default="TH SarabunPSK")
    emblem_file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    preprinted_paper: Mapped[bool] = mapped_column(Boolean, default=False)
    sort_order: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}
