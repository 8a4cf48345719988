"""The 76 provinces with the two letters of their letter numbers, and their districts. Bangkok is no province.

Letters: ภาคผนวก 1 of the regulation on correspondence (letters.md 2.2); they stand before the postal code of the
letterhead too. Geocodes: the two digits of the Ministry of the Interior, by which district lists are kept.
"""

from __future__ import annotations

from dataclasses import dataclass

from workflow_app.errors import NotFound


@dataclass(frozen=True)
class Province:
    """``code2`` (สก), ``name_th`` without the word จังหวัด (สระแก้ว), ``geocode`` (27)."""

    code2: str
    name_th: str
    geocode: str


PROVINCES: tuple[Province, ...] = (
    Province("กบ", "กระบี่", "81"),
    Province("กจ", "กาญจนบุรี", "71"),
    Province("กส", "กาฬสินธุ์", "46"),
    Province("กพ", "กำแพงเพชร", "62"),
    Province("ขก", "ขอนแก่น", "40"),
    Province("จบ", "จันทบุรี", "22"),
    Province("ฉช", "ฉะเชิงเทรา", "24"),
    Province("ชบ", "ชลบุรี", "20"),
    Province("ชน", "ชัยนาท", "18"),
    Province("ชย", "ชัยภูมิ", "36"),
    Province("ชพ", "ชุมพร", "86"),
    Province("ชร", "เชียงราย", "57"),
    Province("ชม", "เชียงใหม่", "50"),
    Province("ตง", "ตรัง", "92"),
    Province("ตร", "ตราด", "23"),
    Province("ตก", "ตาก", "63"),
    Province("นย", "นครนายก", "26"),
    Province("นฐ", "นครปฐม", "73"),
    Province("นพ", "นครพนม", "48"),
    Province("นม", "นครราชสีมา", "30"),
    Province("นศ", "นครศรีธรรมราช", "80"),
    Province("นว", "นครสวรรค์", "60"),
    Province("นบ", "นนทบุรี", "12"),
    Province("นธ", "นราธิวาส", "96"),
    Province("นน", "น่าน", "55"),
    Province("บก", "บึงกาฬ", "38"),
    Province("บร", "บุรีรัมย์", "31"),
    Province("ปท", "ปทุมธานี", "13"),
    Province("ปข", "ประจวบคีรีขันธ์", "77"),
    Province("ปจ", "ปราจีนบุรี", "25"),
    Province("ปน", "ปัตตานี", "94"),
    Province("อย", "พระนครศรีอยุธยา", "14"),
    Province("พย", "พะเยา", "56"),
    Province("พง", "พังงา", "82"),
    Province("พท", "พัทลุง", "93"),
    Province("พจ", "พิจิตร", "66"),
    Province("พล", "พิษณุโลก", "65"),
    Province("พบ", "เพชรบุรี", "76"),
    Province("พช", "เพชรบูรณ์", "67"),
    Province("พร", "แพร่", "54"),
    Province("ภก", "ภูเก็ต", "83"),
    Province("มค", "มหาสารคาม", "44"),
    Province("มห", "มุกดาหาร", "49"),
    Province("มส", "แม่ฮ่องสอน", "58"),
    Province("ยส", "ยโสธร", "35"),
    Province("ยล", "ยะลา", "95"),
    Province("รอ", "ร้อยเอ็ด", "45"),
    Province("รน", "ระนอง", "85"),
    Province("รย", "ระยอง", "21"),
    Province("รบ", "ราชบุรี", "70"),
    Province("ลบ", "ลพบุรี", "16"),
    Province("ลป", "ลำปาง", "52"),
    Province("ลพ", "ลำพูน", "51"),
    Province("ลย", "เลย", "42"),
    Province("ศก", "ศรีสะเกษ", "33"),
    Province("สน", "สกลนคร", "47"),
    Province("สข", "สงขลา", "90"),
    Province("สต", "สตูล", "91"),
    Province("สป", "สมุทรปราการ", "11"),
    Province("สส", "สมุทรสงคราม", "75"),
    Province("สค", "สมุทรสาคร", "74"),
    Province("สก", "สระแก้ว", "27"),
    Province("สบ", "สระบุรี", "19"),
    Province("สห", "สิงห์บุรี", "17"),
    Province("สท", "สุโขทัย", "64"),
    Province("สพ", "สุพรรณบุรี", "72"),
    Province("สฎ", "สุราษฎร์ธานี", "84"),
    Province("สร", "สุรินทร์", "32"),
    Province("นค", "หนองคาย", "43"),
    Province("นภ", "หนองบัวลำภู", "39"),
    Province("อท", "อ่างทอง", "15"),
    Province("อจ", "อำนาจเจริญ", "37"),
    Province("อด", "อุดรธานี", "41"),
    Province("อต", "อุตรดิตถ์", "53"),
    Province("อน", "อุทัยธานี", "61"),
    Province("อบ", "อุบลราชธานี", "34"),
)
"""In the order of the dictionary."""


def province(name: str) -> Province:
    """Return the province called ``name``, with or without จังหวัด before it. Raises ``NotFound``."""
    wanted = name.strip().removeprefix("จังหวัด").strip()
    for candidate in PROVINCES:
        if candidate.name_th == wanted:
            return candidate
    raise NotFound(f"ไม่พบจังหวัด “{wanted[:40]}” ในรายชื่อ ๗๖ จังหวัด")


def districts(province_name: str) -> list[str]:
    """Return the districts of a province in the order of their geocodes, without the word อำเภอ. Raises ``NotFound``.

    The first is the district of the provincial seat: ``["เมืองสระแก้ว", "คลองหาด", …]``; the order is not that of
    the office codes, which each province sets itself.
    """
    geocode = province(province_name).geocode
    # Imported here: the package reads its tables from disk, and most processes never ask.
    import geothai

    return [district.name_th.removeprefix("อำเภอ") for district in geothai.districts(geocode)]
