"""Triggers that let a table grow and nothing else (R28), for SQLite and PostgreSQL. Used by revisions."""

from __future__ import annotations

from alembic import op

MESSAGE = "history is append-only"

_SQLITE = (
    "CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{message}'); END",
    "CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, '{message}'); END",
    # INSERT OR REPLACE removes the old row without asking the trigger above.
    "CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}"
    " WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) BEGIN SELECT RAISE(ABORT, '{message}'); END",
)
_POSTGRESQL = (
    "CREATE FUNCTION {table}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS"
    " $$ BEGIN RAISE EXCEPTION '{message}'; END $$",
    "CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}"
    " FOR EACH ROW EXECUTE FUNCTION {table}_is_append_only()",
    "CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}"
    " FOR EACH STATEMENT EXECUTE FUNCTION {table}_is_append_only()",
)
_STATEMENTS = {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}


def guard(table: str, same: str) -> None:
    """Refuse UPDATE, DELETE, REPLACE and TRUNCATE on ``table``.

    ``same`` is the SQL that tells a row (id, or its unique columns) that NEW would take the place of.
    """
    for statement in _STATEMENTS[op.get_context().dialect.name]:
        op.execute(statement.format(table=table, message=MESSAGE, same=same))


def release(table: str) -> None:
    """Take away what lives outside the table, before or after it was dropped: PostgreSQL's function."""
    if op.get_context().dialect.name == "postgresql":
        op.execute(f"DROP FUNCTION {table}_is_append_only() CASCADE")
