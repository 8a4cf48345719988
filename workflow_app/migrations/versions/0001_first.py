"""The first schema: every table. Made by tools/make_first_migration.py."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from workflow_app.migrations import append_only

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

#: A row of the history that a new one would take the place of.
SAME_EVENT = "id = NEW.id OR (chain_id = NEW.chain_id AND sequence = NEW.sequence)"


def upgrade() -> None:
    """Make every table, and the triggers of the history."""
    for create in _TABLES.values():
        create()
    _late_references()
    append_only.guard("event", same=SAME_EVENT)


def downgrade() -> None:
    """Drop every table with all that is in it."""
    append_only.release("event")
    _drop_late_references()
    for name in reversed(_TABLES):
        op.drop_table(name)


def _clock_jump() -> None:
    op.create_table(
        "clock_jump",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_clock_jump_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock_jump")),
    )


def _framework() -> None:
    op.create_table(
        "framework",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("components", sa.JSON(), nullable=False),
        sa.Column("reporting_rounds", sa.JSON(), nullable=False),
        sa.Column("decimals", sa.JSON(), nullable=False),
        sa.Column("bands", sa.JSON(), nullable=False),
        sa.Column("renormalises", sa.Boolean(), nullable=False),
        sa.Column("top_score", sa.String(length=40), nullable=False),
        sa.Column("table_version", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_framework")),
        sa.UniqueConstraint("fiscal_year", name=op.f("uq_framework_fiscal_year")),
    )


def _person() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("username", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("must_change_password", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("username", name=op.f("uq_person_username")),
    )


def _sign_in_failure() -> None:
    op.create_table(
        "sign_in_failure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=160), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_failure")),
    )
    op.create_index("ix_sign_in_failure", "sign_in_failure", ["key", "at"], unique=False)


def _stored_file() -> None:
    op.create_table(
        "stored_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(length=120), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stored_file")),
        sa.UniqueConstraint("digest", name=op.f("uq_stored_file_digest")),
    )


def _indicator_family() -> None:
    op.create_table(
        "indicator_family",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("framework_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("component_no", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=500), nullable=False),
        sa.Column("unit", sa.String(length=80), nullable=False),
        sa.Column("formula", sa.String(length=2000), nullable=False),
        sa.Column("compulsory", sa.Boolean(), nullable=False),
        sa.Column("weight", sa.String(length=40), nullable=True),
        sa.Column("host_agency", sa.String(length=200), nullable=False),
        sa.Column("criterion", sa.JSON(), nullable=True),
        sa.Column("target_text", sa.String(length=4000), nullable=False),
        sa.ForeignKeyConstraint(
            ["framework_id"], ["framework.id"], name=op.f("fk_indicator_family_framework_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_family")),
        sa.UniqueConstraint("framework_id", "code", name=op.f("uq_indicator_family_framework_id_code")),
    )


def _office() -> None:
    op.create_table(
        "office",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("head_position", sa.String(length=200), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("province_id", sa.Integer(), nullable=True),
        sa.Column("letter_letters", sa.String(length=4), nullable=False),
        sa.Column("letter_owner", sa.String(length=8), nullable=False),
        sa.Column("letter_unit", sa.String(length=20), nullable=False),
        sa.Column("book_office_id", sa.Integer(), nullable=True),
        sa.Column("uses_system", sa.Boolean(), nullable=False),
        sa.Column("place", sa.JSON(), nullable=False),
        sa.Column("phones", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("letter_font", sa.String(length=40), nullable=False),
        sa.Column("emblem_file_id", sa.Integer(), nullable=True),
        sa.Column("preprinted_paper", sa.Boolean(), nullable=False),
        sa.Column("sort_order", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["book_office_id"], ["office.id"], name=op.f("fk_office_book_office_id")),
        sa.ForeignKeyConstraint(
            ["emblem_file_id"], ["stored_file.id"], name=op.f("fk_office_emblem_file_id")
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["office.id"], name=op.f("fk_office_parent_id")),
        sa.ForeignKeyConstraint(["province_id"], ["office.id"], name=op.f("fk_office_province_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office")),
    )
    op.create_index("ix_office_province", "office", ["province_id", "kind"], unique=False)


def _reset_code() -> None:
    op.create_table(
        "reset_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("code_digest", sa.String(length=64), nullable=False),
        sa.Column("expires", sa.String(length=32), nullable=False),
        sa.Column("used", sa.String(length=32), nullable=True),
        sa.Column("given_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["given_by"], ["person.id"], name=op.f("fk_reset_code_given_by")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_reset_code_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reset_code")),
    )


def _book() -> None:
    op.create_table(
        "book",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("mode", sa.String(length=40), nullable=False),
        sa.Column("first_number", sa.Integer(), nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_book_office_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_book")),
        sa.UniqueConstraint("office_id", "kind", "year", name=op.f("uq_book_office_id_kind_year")),
    )


def _chain_head() -> None:
    op.create_table(
        "chain_head",
        sa.Column("chain_id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["chain_id"], ["office.id"], name=op.f("fk_chain_head_chain_id")),
        sa.PrimaryKeyConstraint("chain_id", name=op.f("pk_chain_head")),
    )


def _cycle() -> None:
    op.create_table(
        "cycle",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("province_id", sa.Integer(), nullable=False),
        sa.Column("framework_id", sa.Integer(), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["framework_id"], ["framework.id"], name=op.f("fk_cycle_framework_id")),
        sa.ForeignKeyConstraint(["province_id"], ["office.id"], name=op.f("fk_cycle_province_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cycle")),
        sa.UniqueConstraint("province_id", "fiscal_year", name=op.f("uq_cycle_province_id_fiscal_year")),
    )
    op.create_index("ix_cycle_state", "cycle", ["state", "province_id"], unique=False)


def _event() -> None:
    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("chain_id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("actor", sa.String(length=500), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("record_name", sa.Text(), nullable=False),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("label", sa.String(length=300), nullable=False),
        sa.Column("from_state", sa.String(length=40), nullable=False),
        sa.Column("to_state", sa.String(length=40), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["chain_id"], ["office.id"], name=op.f("fk_event_chain_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sa.UniqueConstraint("chain_id", "sequence", name=op.f("uq_event_chain_id_sequence")),
    )
    op.create_index("ix_event_record", "event", ["kind", "record_id"], unique=False)


def _job() -> None:
    op.create_table(
        "job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("province_id", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("due_at", sa.String(length=32), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("claim", sa.Integer(), nullable=False),
        sa.Column("claimed_until", sa.String(length=32), nullable=True),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("made_at", sa.String(length=32), nullable=False),
        sa.Column("done_at", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["province_id"], ["office.id"], name=op.f("fk_job_province_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
        sa.UniqueConstraint("key", name=op.f("uq_job_key")),
    )
    op.create_index("ix_job_due", "job", ["status", "due_at"], unique=False)


def _posting() -> None:
    op.create_table(
        "posting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("position", sa.String(length=200), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_posting_office_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_posting_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_posting")),
    )
    op.create_index("ix_posting_office", "posting", ["office_id", "role"], unique=False)
    op.create_index("ix_posting_person", "posting", ["person_id"], unique=False)


def _indicator() -> None:
    op.create_table(
        "indicator",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("province_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("family_id", sa.Integer(), nullable=True),
        sa.Column("component_no", sa.Integer(), nullable=False),
        sa.Column("no", sa.String(length=20), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("unit", sa.String(length=80), nullable=False),
        sa.Column("weight", sa.String(length=40), nullable=True),
        sa.Column("compulsory", sa.Boolean(), nullable=False),
        sa.Column("fallback_of_id", sa.Integer(), nullable=True),
        sa.Column("replaced_by_id", sa.Integer(), nullable=True),
        sa.Column("responsible_office_id", sa.Integer(), nullable=False),
        sa.Column("host_office_id", sa.Integer(), nullable=True),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("formula", sa.Text(), nullable=False),
        sa.Column("target_text", sa.Text(), nullable=False),
        sa.Column("criterion", sa.JSON(), nullable=True),
        sa.Column("data_source", sa.Text(), nullable=False),
        sa.Column("evidence_demanded", sa.Text(), nullable=False),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("ability", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("due", sa.String(length=32), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_indicator_cycle_id")),
        sa.ForeignKeyConstraint(
            ["fallback_of_id"], ["indicator.id"], name=op.f("fk_indicator_fallback_of_id")
        ),
        sa.ForeignKeyConstraint(["family_id"], ["indicator_family.id"], name=op.f("fk_indicator_family_id")),
        sa.ForeignKeyConstraint(["host_office_id"], ["office.id"], name=op.f("fk_indicator_host_office_id")),
        sa.ForeignKeyConstraint(["parent_id"], ["indicator.id"], name=op.f("fk_indicator_parent_id")),
        sa.ForeignKeyConstraint(["province_id"], ["office.id"], name=op.f("fk_indicator_province_id")),
        sa.ForeignKeyConstraint(
            ["replaced_by_id"], ["indicator.id"], name=op.f("fk_indicator_replaced_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["responsible_office_id"], ["office.id"], name=op.f("fk_indicator_responsible_office_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator")),
    )
    op.create_index("ix_indicator_cycle", "indicator", ["cycle_id", "component_no"], unique=False)
    op.create_index("ix_indicator_parent", "indicator", ["parent_id"], unique=False)
    op.create_index("ix_indicator_province", "indicator", ["state", "province_id"], unique=False)
    op.create_index("ix_indicator_responsible", "indicator", ["state", "responsible_office_id"], unique=False)


def _letter() -> None:
    op.create_table(
        "letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("sends_kind", sa.String(length=40), nullable=False),
        sa.Column("sends_action", sa.String(length=60), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=True),
        sa.Column("province_id", sa.Integer(), nullable=False),
        sa.Column("drafter_office_id", sa.Integer(), nullable=False),
        sa.Column("issuer_office_id", sa.Integer(), nullable=False),
        sa.Column("register_office_id", sa.Integer(), nullable=False),
        sa.Column("drafted_by_id", sa.Integer(), nullable=False),
        sa.Column("waiting_person_id", sa.Integer(), nullable=True),
        sa.Column("signer_person_id", sa.Integer(), nullable=True),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("circular", sa.Boolean(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("signed", sa.JSON(), nullable=True),
        sa.Column("register_entry_id", sa.Integer(), nullable=True),
        sa.Column("dated", sa.Date(), nullable=True),
        sa.Column("template_digest", sa.String(length=64), nullable=False),
        sa.Column("prepared_file_id", sa.Integer(), nullable=True),
        sa.Column("docx_file_id", sa.Integer(), nullable=True),
        sa.Column("pdf_file_id", sa.Integer(), nullable=True),
        sa.Column("scan_file_id", sa.Integer(), nullable=True),
        sa.Column("pdf_state", sa.String(length=40), nullable=False),
        sa.Column("pdf_error", sa.Text(), nullable=False),
        sa.Column("dispatched_at", sa.String(length=32), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("due", sa.String(length=32), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_letter_cycle_id")),
        sa.ForeignKeyConstraint(["docx_file_id"], ["stored_file.id"], name=op.f("fk_letter_docx_file_id")),
        sa.ForeignKeyConstraint(["drafted_by_id"], ["person.id"], name=op.f("fk_letter_drafted_by_id")),
        sa.ForeignKeyConstraint(
            ["drafter_office_id"], ["office.id"], name=op.f("fk_letter_drafter_office_id")
        ),
        sa.ForeignKeyConstraint(["issuer_office_id"], ["office.id"], name=op.f("fk_letter_issuer_office_id")),
        sa.ForeignKeyConstraint(["pdf_file_id"], ["stored_file.id"], name=op.f("fk_letter_pdf_file_id")),
        sa.ForeignKeyConstraint(
            ["prepared_file_id"], ["stored_file.id"], name=op.f("fk_letter_prepared_file_id")
        ),
        sa.ForeignKeyConstraint(["province_id"], ["office.id"], name=op.f("fk_letter_province_id")),
        sa.ForeignKeyConstraint(
            ["register_entry_id"],
            ["register_entry.id"],
            name=op.f("fk_letter_register_entry_id"),
            use_alter=True,
        ),
        sa.ForeignKeyConstraint(
            ["register_office_id"], ["office.id"], name=op.f("fk_letter_register_office_id")
        ),
        sa.ForeignKeyConstraint(["scan_file_id"], ["stored_file.id"], name=op.f("fk_letter_scan_file_id")),
        sa.ForeignKeyConstraint(["signer_person_id"], ["person.id"], name=op.f("fk_letter_signer_person_id")),
        sa.ForeignKeyConstraint(
            ["waiting_person_id"], ["person.id"], name=op.f("fk_letter_waiting_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
    )
    op.create_index("ix_letter_drafter", "letter", ["state", "drafter_office_id"], unique=False)
    op.create_index("ix_letter_province", "letter", ["province_id", "kind"], unique=False)
    op.create_index("ix_letter_register", "letter", ["state", "register_office_id"], unique=False)
    op.create_index("ix_letter_waiting", "letter", ["state", "waiting_person_id"], unique=False)


def _meeting() -> None:
    op.create_table(
        "meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("province_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("starts_at", sa.String(length=32), nullable=False),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_meeting_cycle_id")),
        sa.ForeignKeyConstraint(["province_id"], ["office.id"], name=op.f("fk_meeting_province_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
    )
    op.create_index("ix_meeting_cycle", "meeting", ["cycle_id"], unique=False)
    op.create_index("ix_meeting_state", "meeting", ["state", "province_id"], unique=False)


def _sign_in() -> None:
    op.create_table(
        "sign_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("posting_id", sa.Integer(), nullable=True),
        sa.Column("began", sa.String(length=32), nullable=False),
        sa.Column("expires", sa.String(length=32), nullable=False),
        sa.Column("ended", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_sign_in_person_id")),
        sa.ForeignKeyConstraint(["posting_id"], ["posting.id"], name=op.f("fk_sign_in_posting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_sign_in_token_digest")),
    )


def _baseline() -> None:
    op.create_table(
        "baseline",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("value", sa.String(length=40), nullable=True),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicator.id"], name=op.f("fk_baseline_indicator_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_baseline")),
        sa.UniqueConstraint("indicator_id", "fiscal_year", name=op.f("uq_baseline_indicator_id_fiscal_year")),
    )


def _enclosure() -> None:
    op.create_table(
        "enclosure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_enclosure_file_id")),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name=op.f("fk_enclosure_letter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enclosure")),
        sa.UniqueConstraint("letter_id", "position", name=op.f("uq_enclosure_letter_id_position")),
    )


def _indicator_version() -> None:
    op.create_table(
        "indicator_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["indicator_id"], ["indicator.id"], name=op.f("fk_indicator_version_indicator_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_version")),
        sa.UniqueConstraint("indicator_id", "number", name=op.f("uq_indicator_version_indicator_id_number")),
    )


def _letter_check() -> None:
    op.create_table(
        "letter_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("result", sa.String(length=20), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name=op.f("fk_letter_check_letter_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_letter_check_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_check")),
        sa.UniqueConstraint("letter_id", "position", name=op.f("uq_letter_check_letter_id_position")),
    )


def _letter_subject() -> None:
    op.create_table(
        "letter_subject",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name=op.f("fk_letter_subject_letter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_subject")),
        sa.UniqueConstraint(
            "letter_id", "kind", "record_id", name=op.f("uq_letter_subject_letter_id_kind_record_id")
        ),
    )
    op.create_index("ix_letter_subject_record", "letter_subject", ["kind", "record_id"], unique=False)


def _recipient() -> None:
    op.create_table(
        "recipient",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=True),
        sa.Column("sender_office_id", sa.Integer(), nullable=False),
        sa.Column("province_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("own_number", sa.String(length=60), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("how", sa.String(length=300), nullable=False),
        sa.Column("assigned_to", sa.String(length=300), nullable=False),
        sa.Column("first_opened_at", sa.String(length=32), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("due", sa.String(length=32), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name=op.f("fk_recipient_letter_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_recipient_office_id")),
        sa.ForeignKeyConstraint(["province_id"], ["office.id"], name=op.f("fk_recipient_province_id")),
        sa.ForeignKeyConstraint(
            ["sender_office_id"], ["office.id"], name=op.f("fk_recipient_sender_office_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recipient")),
    )
    op.create_index("ix_recipient_letter", "recipient", ["letter_id"], unique=False)
    op.create_index("ix_recipient_office", "recipient", ["state", "office_id"], unique=False)
    op.create_index("ix_recipient_sender", "recipient", ["state", "sender_office_id"], unique=False)


def _register_entry() -> None:
    op.create_table(
        "register_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("book_id", sa.Integer(), nullable=False),
        sa.Column("running", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=80), nullable=False),
        sa.Column("dated", sa.Date(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("addressee", sa.Text(), nullable=False),
        sa.Column("action_taken", sa.Text(), nullable=False),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=True),
        sa.Column("scan_file_id", sa.Integer(), nullable=True),
        sa.Column("registered_at", sa.String(length=32), nullable=False),
        sa.Column("registered_by", sa.String(length=300), nullable=False),
        sa.Column("voided", sa.Boolean(), nullable=False),
        sa.Column("void_reason", sa.Text(), nullable=False),
        sa.CheckConstraint("NOT voided OR void_reason <> ''", name=op.f("ck_register_entry_void_has_reason")),
        sa.ForeignKeyConstraint(["book_id"], ["book.id"], name=op.f("fk_register_entry_book_id")),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name=op.f("fk_register_entry_letter_id")),
        sa.ForeignKeyConstraint(
            ["scan_file_id"], ["stored_file.id"], name=op.f("fk_register_entry_scan_file_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_entry")),
        sa.UniqueConstraint("book_id", "running", name=op.f("uq_register_entry_book_id_running")),
    )
    op.create_index("ix_register_entry_letter", "register_entry", ["letter_id"], unique=False)


def _report() -> None:
    op.create_table(
        "report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("province_id", sa.Integer(), nullable=False),
        sa.Column("responsible_office_id", sa.Integer(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("result", sa.JSON(), nullable=True),
        sa.Column("narrative", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("due", sa.String(length=32), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicator.id"], name=op.f("fk_report_indicator_id")),
        sa.ForeignKeyConstraint(["province_id"], ["office.id"], name=op.f("fk_report_province_id")),
        sa.ForeignKeyConstraint(
            ["responsible_office_id"], ["office.id"], name=op.f("fk_report_responsible_office_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint("indicator_id", "months", name=op.f("uq_report_indicator_id_months")),
    )
    op.create_index("ix_report_province", "report", ["state", "province_id"], unique=False)
    op.create_index("ix_report_responsible", "report", ["state", "responsible_office_id"], unique=False)


def _resolution() -> None:
    op.create_table(
        "resolution",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("about", sa.String(length=40), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicator.id"], name=op.f("fk_resolution_indicator_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_resolution_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resolution")),
    )
    op.create_index("ix_resolution_meeting", "resolution", ["meeting_id"], unique=False)


def _score() -> None:
    op.create_table(
        "score",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("scored_by", sa.String(length=40), nullable=False),
        sa.Column("exact", sa.Text(), nullable=False),
        sa.Column("shown", sa.String(length=40), nullable=False),
        sa.Column("inputs", sa.JSON(), nullable=False),
        sa.Column("explanation", sa.JSON(), nullable=False),
        sa.Column("assigned", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("frozen_at", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicator.id"], name=op.f("fk_score_indicator_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score")),
        sa.UniqueConstraint("indicator_id", "scored_by", name=op.f("uq_score_indicator_id_scored_by")),
    )


def _evidence() -> None:
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "(kind = 'file' AND file_id IS NOT NULL) OR (kind = 'system' AND seen_on IS NOT NULL)",
            name=op.f("ck_evidence_evidence_is_shown"),
        ),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_evidence_file_id")),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_evidence_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
    op.create_index("ix_evidence_report", "evidence", ["report_id"], unique=False)


def _resolution_office() -> None:
    op.create_table(
        "resolution_office",
        sa.Column("resolution_id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_resolution_office_office_id")),
        sa.ForeignKeyConstraint(
            ["resolution_id"], ["resolution.id"], name=op.f("fk_resolution_office_resolution_id")
        ),
        sa.PrimaryKeyConstraint("resolution_id", "office_id", name=op.f("pk_resolution_office")),
    )


def _late_references() -> None:
    # SQLite takes a reference to a table that comes later, and cannot add one afterwards.
    if op.get_context().dialect.name == "sqlite":
        return
    op.create_foreign_key(
        "letter_register_entry_id_fkey", "letter", "register_entry", ["register_entry_id"], ["id"]
    )


def _drop_late_references() -> None:
    if op.get_context().dialect.name == "sqlite":
        return
    op.drop_constraint("letter_register_entry_id_fkey", "letter", type_="foreignkey")


#: In the order of their references.
_TABLES = {
    "clock_jump": _clock_jump,
    "framework": _framework,
    "person": _person,
    "sign_in_failure": _sign_in_failure,
    "stored_file": _stored_file,
    "indicator_family": _indicator_family,
    "office": _office,
    "reset_code": _reset_code,
    "book": _book,
    "chain_head": _chain_head,
    "cycle": _cycle,
    "event": _event,
    "job": _job,
    "posting": _posting,
    "indicator": _indicator,
    "letter": _letter,
    "meeting": _meeting,
    "sign_in": _sign_in,
    "baseline": _baseline,
    "enclosure": _enclosure,
    "indicator_version": _indicator_version,
    "letter_check": _letter_check,
    "letter_subject": _letter_subject,
    "recipient": _recipient,
    "register_entry": _register_entry,
    "report": _report,
    "resolution": _resolution,
    "score": _score,
    "evidence": _evidence,
    "resolution_office": _resolution_office,
}
