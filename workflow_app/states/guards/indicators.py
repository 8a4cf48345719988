"""Why an indicator cannot take a step: each guard gives None or the sentence."""

from __future__ import annotations

from workflow_app.states.facts.gathered import looks_at
from workflow_app.states.facts.indicator import IndicatorFacts
from workflow_app.thai import digits


def is_top_level(facts: IndicatorFacts) -> str | None:
    """A child shows its parent's state and takes no step of its own."""
    return None if facts.top_level else "ตัวชี้วัดย่อยเดินไปพร้อมตัวชี้วัดหลักของมัน"


def proposal_complete(facts: IndicatorFacts) -> str | None:
    """A proposal brings name and unit (document 002: 'ตามเกณฑ์ที่กำหนด')."""
    return None if facts.has_name_and_unit else "ต้องระบุชื่อตัวชี้วัดและหน่วยวัดก่อนเสนอ"


@looks_at("baseline_years")
def past_years_known(facts: IndicatorFacts) -> str | None:
    """Three to five past years and the judgement of ability (document 002, resolution 1)."""
    if not 3 <= facts.baseline_years <= 5:
        return digits(f"ต้องมีผลการดำเนินงานย้อนหลัง 3 ถึง 5 ปี (มีอยู่ {facts.baseline_years} ปี)")
    return None if facts.has_ability else "ต้องระบุการประเมินความสามารถในการดำเนินการ"


@looks_at("year_open")
def year_takes_proposals(facts: IndicatorFacts) -> str | None:
    """A draft that lay by while its year closed stays where it is."""
    return None if facts.year_open else "ปีนี้ปิดรับตัวชี้วัดแล้ว จึงเสนอหรือบรรจุเพิ่มไม่ได้"


@looks_at("meeting_held")
def meeting_was_held(facts: IndicatorFacts) -> str | None:
    return None if facts.meeting_held else "ยังไม่มีการประชุมที่บันทึกว่าประชุมแล้ว จึงยังไม่มีมติให้อ้าง"


def is_compulsory(facts: IndicatorFacts) -> str | None:
    """Only what ก.พ.ร. demands enters the year without a resolution."""
    return None if facts.compulsory else "บรรจุได้เฉพาะตัวชี้วัดบังคับ ตัวอื่นต้องเสนอและมีมติคัดเลือก"


def not_compulsory(facts: IndicatorFacts) -> str | None:
    return "ตัวชี้วัดบังคับจากสำนักงาน ก.พ.ร. ต้องคงไว้เป็นตัวหลัก" if facts.compulsory else None


@looks_at("sheets")
def sheet_complete(facts: IndicatorFacts) -> str | None:
    """Each leaf's sheet has what ก.พ.ร. asks for; the sentence names what is missing."""
    gaps = [f"{leaf.name}: {', '.join(leaf.missing)}" for leaf in facts.sheets if leaf.missing]
    return None if not gaps else digits("รายละเอียดตัวชี้วัดยังไม่ครบ – " + "; ".join(gaps))


@looks_at("weight_findings")
def weights_add_up(facts: IndicatorFacts) -> str | None:
    """The components' weights of the active indicators stand as the framework says (70/30)."""
    return None if not facts.weight_findings else "; ".join(facts.weight_findings)


@looks_at("weight_findings", "renormalises")
def weights_add_up_or_renormalised(facts: IndicatorFacts) -> str | None:
    return None if facts.renormalises else weights_add_up(facts)


@looks_at("locked_by_letter")
def not_in_a_letter_for_signature(facts: IndicatorFacts) -> str | None:
    """From for_signature on the letter's own dispatch is the only thing that moves what it names."""
    if facts.follows or facts.locked_by_letter is None:
        return None
    return f"อยู่ในหนังสือ “{facts.locked_by_letter}” รอส่ง ต้องส่งคืนหรือยกเลิกหนังสือนั้นก่อน"


@looks_at("opdc_uses_system")
def opdc_is_outside(facts: IndicatorFacts) -> str | None:
    return "สำนักงาน ก.พ.ร. ใช้ระบบนี้เอง จึงบันทึกแทนไม่ได้" if facts.opdc_uses_system else None


@looks_at("opdc_uses_system")
def opdc_is_inside(facts: IndicatorFacts) -> str | None:
    return None if facts.opdc_uses_system else "สำนักงาน ก.พ.ร. ไม่ได้ใช้ระบบนี้ ให้จังหวัดบันทึกตามหนังสือ"


@looks_at("unreported")
def all_reports_accepted(facts: IndicatorFacts) -> str | None:
    gaps = [f"{leaf} รอบ {months} เดือน" for leaf, months in facts.unreported]
    return None if not gaps else digits("รายงานผลยังไม่ได้รับการรับรอง: " + "; ".join(gaps))


@looks_at("unscored")
def every_leaf_scored(facts: IndicatorFacts) -> str | None:
    return None if not facts.unscored else "ยังไม่มีคะแนนของผู้ประเมิน: " + "; ".join(facts.unscored)
