"""What Alembic runs for each command: the revisions, on the connection that ``migrations`` opened."""

from __future__ import annotations

from alembic import context

from workflow_app.tables import Base


def run() -> None:
    """Run the revisions asked for, inside the transaction that is already open."""
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=Base.metadata,
        render_as_batch=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
