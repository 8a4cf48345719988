"""A worker that imports nothing but its own part still knows every table."""

from __future__ import annotations

import subprocess
import sys


def test_the_worker_alone_knows_every_table() -> None:
    code = (
        "import workflow_app.jobs.queue\n"
        "from sqlalchemy.orm import configure_mappers\n"
        "from workflow_app.db import Base\n"
        "configure_mappers()\n"
        "print(len([key.column for table in Base.metadata.sorted_tables for key in table.foreign_keys]))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 40
