"""An indicator that an office keeps for itself, not proposed yet: it holds up no year, and a closed year takes it no more."""

from __future__ import annotations

import pytest

from tests.stages import Play, state_of
from workflow_app.demo.second_half import close_out
from workflow_app.demo.stage import Stage
from workflow_app.errors import Refused
from workflow_app.indicators import operations as indicators


def _keep(stage: Stage) -> int:
    """The id of a draft that the tourism office writes down and does not propose."""
    with stage.at("2022-10-14 09:00"), stage.working("tourism.officer") as (session, actor):
        row = indicators.new_indicator(
            session, actor, cycle_id=stage.ids["cycle"], component_no=1, name="ตัวชี้วัดที่ยังไม่เสนอ", unit="ร้อยละ"
        )
        return row.id


def test_a_draft_that_nobody_proposed_does_not_hold_up_the_closing_of_the_year(played: Play) -> None:
    stage = played("report_results")
    kept = _keep(stage)
    close_out(stage)
    assert state_of(stage, "cycle", stage.ids["cycle"]) == "closed"
    assert state_of(stage, "indicator", kept) == "new"


def test_a_closed_year_takes_no_proposal(played: Play) -> None:
    stage = played("report_results")
    kept = _keep(stage)
    close_out(stage)
    with stage.at("2023-02-21 09:00"), pytest.raises(Refused) as refused:
        stage.step("tourism.officer", "indicator", kept, "propose")
    assert any("ปีนี้ปิดรับตัวชี้วัดแล้ว" in reason for reason in refused.value.reasons)
    assert state_of(stage, "indicator", kept) == "new"
