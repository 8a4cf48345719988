"""Make workflow_app/migrations/versions/0001_first.py again from the models.

    .venv/bin/python tools/make_first_migration.py

Only as long as no installation holds data: afterwards a change of the models is a new revision. Run it after
each change of a model; tests/integration/test_migrations.py fails until it was done.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Literal

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.autogenerate.api import AutogenContext
from alembic.migration import MigrationContext
from alembic.operations import ops
from sqlalchemy import ForeignKeyConstraint, create_engine
from sqlalchemy.types import TypeDecorator

from workflow_app.tables import Base

TARGET = Path(__file__).resolve().parent.parent / "workflow_app/migrations/versions/0001_first.py"
HEAD = '''"""The first schema: every table. Made by tools/make_first_migration.py."""

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
'''


def plain_type(kind: str, item: object, context: AutogenContext) -> str | Literal[False]:
    """A type of our own as the plain one beneath it: a revision must not change with the code."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl!r}"
    return False


def late_references() -> list[ForeignKeyConstraint]:
    """References between tables that refer to each other: made after both are there."""
    return [
        constraint
        for table in Base.metadata.sorted_tables
        for constraint in table.foreign_key_constraints
        if constraint.use_alter
    ]


def created(operations: ops.UpgradeOps) -> dict[str, list[ops.MigrateOperation]]:
    """The operations of each table: the table, then its indexes."""
    found: dict[str, list[ops.MigrateOperation]] = {}
    for operation in operations.ops:
        parts = operation.ops if isinstance(operation, ops.ModifyTableOps) else [operation]
        for part in parts:
            found.setdefault(part.table_name, []).append(part)  # type: ignore[attr-defined]
    return found


def table_function(name: str, operations: list[ops.MigrateOperation]) -> str:
    """The source of the function that makes one table with its indexes."""
    code = render_python_code(ops.UpgradeOps(ops=operations), render_item=plain_type)
    body = "\n".join(line for line in code.splitlines() if not line.lstrip().startswith("#"))
    return f"\n\ndef _{name}() -> None:\n    {body.strip()}\n".replace("], )", "])")


def late_function() -> str:
    """The source that makes and drops the late references where the database could not take them at once."""
    lines = ["", "", "def _late_references() -> None:"]
    lines.append("    # SQLite takes a reference to a table that comes later, and cannot add one afterwards.")
    lines.append('    if op.get_context().dialect.name == "sqlite":\n        return')
    for constraint in late_references():
        name = f"{constraint.table.name}_{constraint.column_keys[0]}_fkey"
        target = constraint.elements[0].column
        lines.append(
            f"    op.create_foreign_key({name!r}, {constraint.table.name!r}, {target.table.name!r}, "
            f"{constraint.column_keys!r}, [{target.name!r}])"
        )
    lines += ["", "", "def _drop_late_references() -> None:"]
    lines.append('    if op.get_context().dialect.name == "sqlite":\n        return')
    for constraint in late_references():
        name = f"{constraint.table.name}_{constraint.column_keys[0]}_fkey"
        lines.append(f'    op.drop_constraint({name!r}, {constraint.table.name!r}, type_="foreignkey")')
    return "\n".join(lines) + "\n"


def source() -> str:
    """The whole revision as Python, not yet formatted."""
    with create_engine("sqlite://").connect() as connection:
        context = MigrationContext.configure(connection)
        operations = produce_migrations(context, Base.metadata).upgrade_ops
    assert operations is not None  # produce_migrations always fills it
    tables = created(operations)
    parts = [
        HEAD,
        "",
        "def upgrade() -> None:",
        '    """Make every table, and the triggers of the history."""',
    ]
    parts += ["    for create in _TABLES.values():", "        create()"]
    parts += ["    _late_references()", '    append_only.guard("event", same=SAME_EVENT)']
    parts += ["", "", "def downgrade() -> None:", '    """Drop every table with all that is in it."""']
    parts += ['    append_only.release("event")', "    _drop_late_references()"]
    parts += ["    for name in reversed(_TABLES):", "        op.drop_table(name)"]
    functions = "".join(table_function(name, operations) for name, operations in tables.items())
    names = [f"    {name!r}: _{name}," for name in tables]
    order = "\n".join(["", "", "#: In the order of their references.", "_TABLES = {", *names, "}", ""])
    return "\n".join(parts) + functions + late_function() + order


def main() -> None:
    """Write the revision and put it into the house's form."""
    TARGET.write_text(source(), encoding="utf-8")
    subprocess.run([sys.executable, "-m", "ruff", "format", "--quiet", str(TARGET)], check=True)
    print(TARGET)


if __name__ == "__main__":
    main()
