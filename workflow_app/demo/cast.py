"""The made-up copy of จังหวัดหนองบัวลำภู: its offices, the people in them, and the accounts to sign in with.

All persons are invented. Letter codes other than 0017, 0019, 0023 and 0033 are not known and stay empty.
"""

from __future__ import annotations

from dataclasses import dataclass

from workflow_app.people.rules import Role

PROVINCE_CODE = "นภ"
PROVINCE = "จังหวัดหนองบัวลำภู"
CENTER = f"สำนักงาน{PROVINCE}"
PASSWORD = "ตัวชี้วัด-2565"
PLACE = ("ศาลากลางจังหวัดหนองบัวลำภู", "ถนนตัวอย่าง นภ 39000")
#: The district that works on paper: its receipts are entered by the sender.
OUTSIDE_DISTRICT = "อำเภอนาวัง"


@dataclass(frozen=True)
class DemoOffice:
    """A line office to be opened under the province."""

    code: str
    name: str
    head_position: str
    owner: str = ""


OFFICES = (
    DemoOffice("health", f"สำนักงานสาธารณสุข{PROVINCE}", f"นายแพทย์สาธารณสุข{PROVINCE}", "0033"),
    DemoOffice("community", f"สำนักงานพัฒนาชุมชน{PROVINCE}", f"พัฒนาการ{PROVINCE}", "0019"),
    DemoOffice("industry", f"สำนักงานอุตสาหกรรม{PROVINCE}", f"อุตสาหกรรม{PROVINCE}"),
    DemoOffice("tourism", f"สำนักงานการท่องเที่ยวและกีฬา{PROVINCE}", f"ท่องเที่ยวและกีฬา{PROVINCE}"),
    DemoOffice("local", f"สำนักงานส่งเสริมการปกครองท้องถิ่น{PROVINCE}", f"ท้องถิ่น{PROVINCE}", "0023"),
    DemoOffice("statistics", f"สำนักงานสถิติ{PROVINCE}", f"สถิติ{PROVINCE}"),
)


@dataclass(frozen=True)
class Account:
    """Somebody to sign in as. ``office`` is a code of OFFICES, "center", "province", or a district's name."""

    username: str
    name: str
    role: Role
    office: str
    position: str
    password: str = PASSWORD


def _pair(office: str, officer: str, head: str, position: str) -> tuple[Account, Account]:
    """An office's officer and its head."""
    return (
        Account(f"{office}.officer", officer, Role.OFFICE_OFFICER, office, "นักวิเคราะห์นโยบายและแผน"),
        Account(f"{office}.head", head, Role.OFFICE_HEAD, office, position),
    )


ACCOUNTS: tuple[Account, ...] = (
    Account("owner", "นางสาวพิมพ์ใจ แผนดี", Role.PROCESS_OWNER, "center", "ผู้อำนวยการกลุ่มงานบริหารทรัพยากรบุคคล"),
    Account("secretary", "นายธนากร จดละเอียด", Role.COMMITTEE_SECRETARY, "center", "นักทรัพยากรบุคคลชำนาญการ"),
    Account("registrar", "นางมาลี ทะเบียนแม่น", Role.REGISTRAR, "center", "เจ้าพนักงานธุรการชำนาญงาน"),
    Account("checker", "นายวิชัย ตรวจทาน", Role.CHECKER, "center", "หัวหน้าฝ่ายอำนวยการ"),
    Account("chief.checker", "นางอรุณี รอบคอบ", Role.CHECKER, "center", f"หัวหน้า{CENTER}"),
    Account("governor", "นายสุรชัย ผู้นำตัวอย่าง", Role.SIGNER, "province", f"ผู้ว่าราชการ{PROVINCE}"),
    Account("administrator", "นายเทวิน ดูแลระบบ", Role.ADMINISTRATOR, "center", "นักวิชาการคอมพิวเตอร์"),
    *_pair("center", "นางสาวกมลชนก เรียบร้อย", "นายประเสริฐ นำทีม", f"หัวหน้ากลุ่มงาน{CENTER}"),
    *_pair("health", "นางสาวชุติมา ใส่ใจ", "นายแพทย์อนุชา รักษาดี", f"นายแพทย์สาธารณสุข{PROVINCE}"),
    *_pair("community", "นายก้องภพ ชุมชนเข้ม", "นางวิลาวัลย์ พัฒนายั่งยืน", f"พัฒนาการ{PROVINCE}"),
    *_pair("industry", "นายพีรพล มาตรฐาน", "นายสมศักดิ์ โรงงานเขียว", f"อุตสาหกรรม{PROVINCE}"),
    *_pair("tourism", "นางสาวดวงเดือน พาเที่ยว", "นายชาญชัย กีฬาไทย", f"ท่องเที่ยวและกีฬา{PROVINCE}"),
    *_pair("local", "นางสาวอ้อมใจ ท้องถิ่น", "นายเกรียงไกร เทศบาลดี", f"ท้องถิ่น{PROVINCE}"),
    *_pair("statistics", "นายณัฐพล ตัวเลข", "นางสาวรัตนา นับถ้วน", f"สถิติ{PROVINCE}"),
    Account(
        "district.mueang",
        "นายบุญเลิศ เมืองร่ม",
        Role.DISTRICT_CHIEF,
        "อำเภอเมืองหนองบัวลำภู",
        "นายอำเภอเมืองหนองบัวลำภู",
    ),
    Account("district.naklang", "นายสันติ กลางทุ่ง", Role.DISTRICT_CHIEF, "อำเภอนากลาง", "นายอำเภอนากลาง"),
    Account("district.nonsang", "นางปราณี โนนสูง", Role.DISTRICT_CHIEF, "อำเภอโนนสัง", "นายอำเภอโนนสัง"),
    Account(
        "district.sibunrueang", "นายมานพ บุญเรือง", Role.DISTRICT_CHIEF, "อำเภอศรีบุญเรือง", "นายอำเภอศรีบุญเรือง"
    ),
    Account(
        "district.suwannakhuha", "นายวีระ ถ้ำทอง", Role.DISTRICT_CHIEF, "อำเภอสุวรรณคูหา", "นายอำเภอสุวรรณคูหา"
    ),
    Account(
        "district.officer", "นางสาวจิราภา ช่วยงาน", Role.DISTRICT_OFFICER, "อำเภอเมืองหนองบัวลำภู", "ปลัดอำเภอ"
    ),
)
