"""The whole year of the demo, scene by scene."""

from __future__ import annotations

from workflow_app.demo import first_half, second_half, setting
from workflow_app.demo.stage import Stage

SCENES = (
    ("ตั้งจังหวัด หน่วยงาน บุคลากร และทะเบียน", setting.set_up),
    ("เปิดปีงบประมาณ", first_half.open_year),
    ("ส่วนราชการเสนอตัวชี้วัด", first_half.propose),
    ("ประชุมคัดเลือก", first_half.selection_meeting),
    ("หนังสือแจ้งมติ", first_half.resolutions_letter),
    ("จัดทำรายละเอียดตัวชี้วัด", first_half.write_sheets),
    ("คณะกรรมการจังหวัดเห็นชอบ", first_half.province_review),
    ("หนังสือส่ง (ร่าง) ตัวชี้วัด", first_half.submission_letter),
    ("สำนักงาน ก.พ.ร. พิจารณา", first_half.review_by_opdc),
    ("หนังสือแจ้งค่าเป้าหมายถึงอำเภอ", second_half.targets_letter),
    ("รายงานผลการดำเนินงาน", second_half.report_results),
    ("ส่ง e-SAR ให้คะแนน และปิดปี", second_half.close_out),
)


def play(stage: Stage) -> None:
    """Play every scene, telling each as it begins."""
    for number, (title, scene) in enumerate(SCENES, 1):
        stage.progress(f"[{number}/{len(SCENES)}] {title}")
        scene(stage)
