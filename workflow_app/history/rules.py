"""How a link of the chain is computed: pure, so that the verifier and the writer cannot disagree."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def link(previous: str, values: Mapping[str, Any]) -> str:
    """SHA-256 (hex) of a history row's values together with the digest of the row before it."""
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()
