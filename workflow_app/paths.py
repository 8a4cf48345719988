"""Where the folders beside the code are, in a checkout and in an installed wheel alike."""

from __future__ import annotations

from pathlib import Path

from workflow_app.errors import NotConfigured

PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """The folder ``name`` ("templates", "letter_templates"): in the package, then beside it.

    Never looked for in the working directory, so that a command gives the same answer wherever it is called.
    Raises NotConfigured when neither place has it.
    """
    for candidate in (PACKAGE / name, PACKAGE.parent / name):
        if candidate.is_dir():
            return candidate
    raise NotConfigured(f"ไม่พบโฟลเดอร์ {name} ของโปรแกรม ให้ติดตั้งโปรแกรมใหม่")
