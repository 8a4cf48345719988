"""The demo's provinces: their offices, the people in them, and the accounts to sign in with.

The first is a made-up copy of จังหวัดหนองบัวลำภู whose year 2565 is played to its end; the second has the same kinds of
offices and an empty year, to be carried by hand. All persons are invented. Letter codes other than 0017, 0019, 0023 and
0033 are not known and stay empty.
"""

from __future__ import annotations

from dataclasses import dataclass

from workflow_app.people.rules import Role

PASSWORD = "kpi-demo-2565"


@dataclass(frozen=True)
class DemoOffice:
    """A line office to be opened under the province; ``name`` and ``head`` are without the province's name."""

    code: str
    name: str
    head: str
    owner: str = ""


OFFICES = (
    DemoOffice("health", "สำนักงานสาธารณสุข", "นายแพทย์สาธารณสุข", "0033"),
    DemoOffice("community", "สำนักงานพัฒนาชุมชน", "พัฒนาการ", "0019"),
    DemoOffice("industry", "สำนักงานอุตสาหกรรม", "อุตสาหกรรม"),
    DemoOffice("tourism", "สำนักงานการท่องเที่ยวและกีฬา", "ท่องเที่ยวและกีฬา"),
    DemoOffice("local", "สำนักงานส่งเสริมการปกครองท้องถิ่น", "ท้องถิ่น", "0023"),
    DemoOffice("statistics", "สำนักงานสถิติ", "สถิติ"),
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


@dataclass(frozen=True)
class Cast:
    """A province of the demo. ``outside_district`` works on paper: its receipts are entered by the sender."""

    code: str
    province: str
    place: tuple[str, ...]
    outside_district: str
    accounts: tuple[Account, ...]

    @property
    def center(self) -> str:
        """The name of its สำนักงานจังหวัด."""
        return f"สำนักงาน{self.province}"


#: Post, role and office of everybody but the districts, in the order of the names of a cast.
#: "{}" is the province's name.
SEATS = (
    ("owner", Role.PROCESS_OWNER, "center", "ผู้อำนวยการกลุ่มงานบริหารทรัพยากรบุคคล"),
    ("secretary", Role.COMMITTEE_SECRETARY, "center", "นักทรัพยากรบุคคลชำนาญการ"),
    ("registrar", Role.REGISTRAR, "center", "เจ้าพนักงานธุรการชำนาญงาน"),
    ("checker", Role.CHECKER, "center", "หัวหน้าฝ่ายอำนวยการ"),
    ("chief.checker", Role.CHECKER, "center", "หัวหน้าสำนักงาน{}"),
    ("governor", Role.SIGNER, "province", "ผู้ว่าราชการ{}"),
    ("administrator", Role.ADMINISTRATOR, "center", "นักวิชาการคอมพิวเตอร์"),
    ("center.officer", Role.OFFICE_OFFICER, "center", "นักวิเคราะห์นโยบายและแผน"),
    ("center.head", Role.OFFICE_HEAD, "center", "หัวหน้ากลุ่มงานสำนักงาน{}"),
    ("health.officer", Role.OFFICE_OFFICER, "health", "นักวิชาการสาธารณสุข"),
    ("health.head", Role.OFFICE_HEAD, "health", "นายแพทย์สาธารณสุข{}"),
    ("community.officer", Role.OFFICE_OFFICER, "community", "นักวิชาการพัฒนาชุมชน"),
    ("community.head", Role.OFFICE_HEAD, "community", "พัฒนาการ{}"),
    ("industry.officer", Role.OFFICE_OFFICER, "industry", "นักวิชาการอุตสาหกรรม"),
    ("industry.head", Role.OFFICE_HEAD, "industry", "อุตสาหกรรม{}"),
    ("tourism.officer", Role.OFFICE_OFFICER, "tourism", "นักพัฒนาการท่องเที่ยว"),
    ("tourism.head", Role.OFFICE_HEAD, "tourism", "ท่องเที่ยวและกีฬา{}"),
    ("local.officer", Role.OFFICE_OFFICER, "local", "นักส่งเสริมการปกครองท้องถิ่น"),
    ("local.head", Role.OFFICE_HEAD, "local", "ท้องถิ่น{}"),
    ("statistics.officer", Role.OFFICE_OFFICER, "statistics", "นักวิชาการสถิติ"),
    ("statistics.head", Role.OFFICE_HEAD, "statistics", "สถิติ{}"),
)


def _accounts(
    province: str, prefix: str, names: tuple[str, ...], districts: tuple[tuple[str, str, str], ...]
) -> tuple[Account, ...]:
    """Everybody of a province; ``districts`` are (account, name of the chief, name of the district)."""
    seated = [
        Account(f"{prefix}{username}", name, role, office, position.replace("{}", province))
        for (username, role, office, position), name in zip(SEATS, names, strict=True)
    ]
    chiefs = [
        Account(f"{prefix}district.{username}", name, Role.DISTRICT_CHIEF, district, f"นาย{district}")
        for username, name, district in districts
    ]
    return (*seated, *chiefs)


_NONG_BUA_LAM_PHU = "จังหวัดหนองบัวลำภู"
_SA_KAEO = "จังหวัดสระแก้ว"

#: Its fiscal year 2565 is played from the opening to the close-out.
PLAYED = Cast(
    code="นภ",
    province=_NONG_BUA_LAM_PHU,
    place=("ศาลากลางจังหวัดหนองบัวลำภู", "ถนนตัวอย่าง นภ 39000"),
    outside_district="อำเภอนาวัง",
    accounts=(
        *_accounts(
            _NONG_BUA_LAM_PHU,
            "",
            (
                "นางสาวพิมพ์ใจ แผนดี",
                "นายธนากร จดละเอียด",
                "นางมาลี ทะเบียนแม่น",
                "นายวิชัย ตรวจทาน",
                "นางอรุณี รอบคอบ",
                "นายสุรชัย ผู้นำตัวอย่าง",
                "นายเทวิน ดูแลระบบ",
                "นางสาวกมลชนก เรียบร้อย",
                "นายประเสริฐ นำทีม",
                "นางสาวชุติมา ใส่ใจ",
                "นายอนุชา รักษาดี",
                "นายก้องภพ ชุมชนเข้ม",
                "นางวิลาวัลย์ พัฒนายั่งยืน",
                "นายพีรพล มาตรฐาน",
                "นายสมศักดิ์ โรงงานเขียว",
                "นางสาวดวงเดือน พาเที่ยว",
                "นายชาญชัย กีฬาไทย",
                "นางสาวอ้อมใจ ท้องถิ่น",
                "นายเกรียงไกร เทศบาลดี",
                "นายณัฐพล ตัวเลข",
                "นางสาวรัตนา นับถ้วน",
            ),
            (
                ("mueang", "นายบุญเลิศ เมืองร่ม", "อำเภอเมืองหนองบัวลำภู"),
                ("naklang", "นายสันติ กลางทุ่ง", "อำเภอนากลาง"),
                ("nonsang", "นางปราณี โนนสูง", "อำเภอโนนสัง"),
                ("sibunrueang", "นายมานพ บุญเรือง", "อำเภอศรีบุญเรือง"),
                ("suwannakhuha", "นายวีระ ถ้ำทอง", "อำเภอสุวรรณคูหา"),
            ),
        ),
        Account(
            "district.officer", "นางสาวจิราภา ช่วยงาน", Role.DISTRICT_OFFICER, "อำเภอเมืองหนองบัวลำภู", "ปลัดอำเภอ"
        ),
    ),
)

#: Nothing has happened yet: whoever tries the system opens the year here and carries it by hand.
PRACTICE = Cast(
    code="สก",
    province=_SA_KAEO,
    place=("ศาลากลางจังหวัดสระแก้ว", "ถนนสุวรรณศร สก 27000"),
    outside_district="อำเภอวังสมบูรณ์",
    accounts=(
        *_accounts(
            _SA_KAEO,
            "sk.",
            (
                "นางสาวอรนุช ตั้งต้น",
                "นายกิตติ บันทึกดี",
                "นางสมพร รับส่ง",
                "นายประวิทย์ ทวนคำ",
                "นางศิริพร ถี่ถ้วน",
                "นายอดิศร ปกครองตัวอย่าง",
                "นายภาณุ เปิดระบบ",
                "นางสาวนฤมล งานเรียบ",
                "นายสมบัติ พาคณะ",
                "นางสาวเบญจวรรณ ห่วงใย",
                "นายวรพจน์ สุขภาพดี",
                "นายธีรศักดิ์ บ้านร่วม",
                "นางจันทร์เพ็ญ ชุมชนสุข",
                "นายเอกชัย ได้มาตรฐาน",
                "นายวิโรจน์ อุตสาหะ",
                "นางสาวมณีรัตน์ ชวนเดิน",
                "นายไพศาล นักกีฬา",
                "นางสาวสุดา เทศบาล",
                "นายมนตรี ท้องถิ่นดี",
                "นายศุภชัย แม่นยำ",
                "นางวราภรณ์ สถิติดี",
            ),
            (
                ("mueang", "นายสมคิด ร่มเย็น", "อำเภอเมืองสระแก้ว"),
                ("khlonghat", "นายประยูร คลองใส", "อำเภอคลองหาด"),
                ("taphraya", "นางอัมพร ชายแดน", "อำเภอตาพระยา"),
                ("wangnamyen", "นายสุพจน์ น้ำเย็น", "อำเภอวังน้ำเย็น"),
                ("watthananakhon", "นายดำรง นครใหม่", "อำเภอวัฒนานคร"),
                ("aranyaprathet", "นายชูชาติ ด่านใหญ่", "อำเภออรัญประเทศ"),
                ("khaochakan", "นางกัลยา ภูเขา", "อำเภอเขาฉกรรจ์"),
                ("khoksung", "นายสำราญ โคกสูง", "อำเภอโคกสูง"),
            ),
        ),
        Account(
            "sk.district.officer", "นางสาวพรทิพย์ ช่วยเหลือ", Role.DISTRICT_OFFICER, "อำเภอเมืองสระแก้ว", "ปลัดอำเภอ"
        ),
    ),
)

#: Printed at the end of the set-up, the first of each role; the practice province has something to be done.
ACCOUNTS = (*PRACTICE.accounts, *PLAYED.accounts)
