"""The sentence of the top score, as the target table prints it (documents 000 and 003)."""

from __future__ import annotations

import pytest

from workflow_app.scoring.criterion import from_json
from workflow_app.scoring.sentence import top_sentence

OTOP = {"kind": "growth", "base": None, "levels": [None, "6"], "or_amount": [None, "1060295997"]}


@pytest.mark.parametrize(
    ("data", "unit", "sentence"),
    [
        (OTOP, "บาท", "ไม่น้อยกว่าร้อยละ ๖ หรือไม่น้อยกว่า ๑,๐๖๐,๒๙๕,๙๙๗ บาท"),
        (OTOP, "ร้อยละ", "ไม่น้อยกว่าร้อยละ ๖ หรือไม่น้อยกว่า ๑,๐๖๐,๒๙๕,๙๙๗ บาท"),
        (
            {**OTOP, "base_period": "ปี 2564 (ในห้วงเวลาเดียวกัน)"},
            "บาท",
            "เพิ่มขึ้นไม่น้อยกว่าร้อยละ ๖ เมื่อเทียบกับปี ๒๕๖๔ (ในห้วงเวลาเดียวกัน) หรือไม่น้อยกว่า ๑,๐๖๐,๒๙๕,๙๙๗ บาท",
        ),
        ({**OTOP, "levels": [None, None]}, "", "ไม่น้อยกว่า ๑,๐๖๐,๒๙๕,๙๙๗ บาท"),
        (
            {"kind": "growth", "base": "9", "levels": ["0", "-5"], "direction": "lower"},
            "",
            "ลดลงไม่น้อยกว่าร้อยละ ๕",
        ),
        ({"kind": "levels", "levels": ["60", "85"]}, "ร้อยละ", "ไม่น้อยกว่าร้อยละ ๘๕"),
        ({"kind": "levels", "levels": ["60", None]}, "ร้อยละ", "ยังไม่กำหนดค่าเป้าหมาย"),
        ({"kind": "levels", "levels": ["25", "21"], "direction": "lower"}, "ต่อพันคน", "ไม่เกิน ๒๑ ต่อพันคน"),
        ({"kind": "top_only", "at": {"op": ">", "value": "95"}}, "ร้อยละ", "มากกว่าร้อยละ ๙๕"),
        ({"kind": "top_only", "at": "32.1"}, "ล้านบาท", "ไม่น้อยกว่า ๓๒.๑ ล้านบาท"),
        (
            {"kind": "top_only", "at": {"op": "<=", "value": "10"}, "or": [{"op": "<", "value": "2"}]},
            "",
            "ไม่เกิน ๑๐ หรือน้อยกว่า ๒",
        ),
        ({"kind": "steps", "steps": 5}, "ระดับ", "ดำเนินการครบ ๕ ขั้นตอน"),
        ({"kind": "checklist", "items": 7}, "", "ดำเนินการครบ ๗ รายการ"),
        ({"kind": "yes_no"}, "", "ดำเนินการแล้วเสร็จ"),
        (
            {"kind": "bands", "bands": [{"to": "90", "score": "4"}, {"from": "90", "score": "5"}]},
            "ร้อยละ",
            "ไม่น้อยกว่าร้อยละ ๙๐",
        ),
        ({"kind": "three_step", "thresholds": ["1", "2", "3"]}, "แห่ง", "ไม่น้อยกว่า ๓ แห่ง"),
        ({"kind": "three_step", "thresholds": ["1", "2", None]}, "แห่ง", "ยังไม่กำหนดค่าเป้าหมาย"),
        (
            {"kind": "two_sided", "standard": "50", "full_within": "10", "zero_at": "20"},
            "คน",
            "เบี่ยงเบนจากค่ามาตรฐาน ๕๐ คน ไม่เกินร้อยละ ๑๐",
        ),
        ({"kind": "proportional", "target": "100"}, "ร้อยละ", "ไม่น้อยกว่าร้อยละ ๑๐๐"),
        ({"kind": "formula", "expression": "A", "then": {"kind": "top_only", "at": "5"}}, "", "ไม่น้อยกว่า ๕"),
        ({"kind": "given"}, "", "ตามคะแนนที่ผู้ประเมินกำหนด"),
    ],
)
def test_the_top_score_is_said_in_one_thai_sentence(
    data: dict[str, object], unit: str, sentence: str
) -> None:
    assert top_sentence(from_json(data), unit=unit) == sentence
