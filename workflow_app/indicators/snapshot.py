"""The details of an indicator as plain values, for versions and for comparing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from workflow_app.figures import plain
from workflow_app.indicators.models import Indicator

FIELDS = (
    "component_no", "no", "name", "unit", "definition", "formula", "target_text", "criterion", "data_source",
    "evidence_demanded", "remarks", "responsible_office_id", "host_office_id",
)  # fmt: skip


def details_of(row: Indicator, leaves: Sequence[Indicator]) -> dict[str, Any]:
    """All details of an indicator and its children; weights as canonical text (ร้อยละ of the whole)."""
    details = _one(row)
    details["children"] = [_one(leaf) for leaf in leaves if leaf.id != row.id]
    return details


def _one(row: Indicator) -> dict[str, Any]:
    values: dict[str, Any] = {name: getattr(row, name) for name in FIELDS}
    values["weight"] = None if row.weight is None else plain(row.weight)
    return values
