"""The sheet of an indicator: details, number and weight, criterion, past years, children."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from sqlalchemy import select

from tests.web.pages import Browser, words
from tests.web.year import Year, after, year_scenes
from workflow_app.indicators import operations
from workflow_app.indicators.models import Baseline, Indicator

__all__ = ["after", "year_scenes"]

After = Callable[[str], Year]
DETAILS = {
    "name": "อัตราการคลอดมีชีพ", "unit": "ต่อพันคน", "definition": "คำอธิบายใหม่\r\nสองบรรทัด", "formula": "",
    "target_text": "", "data_source": "", "evidence_demanded": "", "remarks": "", "ability": "ทำได้",
}  # fmt: skip


def row(year: Year, key: str) -> Indicator:
    """The indicator as it stands now."""
    with year.database.reading() as session:
        found = session.get_one(Indicator, year.ids[key])
        session.expunge(found)
    return found


def begun(after: After) -> Year:
    """A year in which สาธารณสุข writes the sheet of births and พัฒนาชุมชน that of products."""
    year = after("selection_meeting")
    with year.stage.at("2021-11-01 09:00"):
        year.stage.step("health.officer", "indicator", year.ids["births"], "begin_drafting")
        year.stage.step("community.officer", "indicator", year.ids["products"], "begin_drafting")
    return year


def write(year: Year, browser: Browser, page: str, fields: Mapping[str, Any], key: str = "births") -> Any:
    """Send a form of the sheet with the version that is there now."""
    path = f"/indicators/{year.ids[key]}/{page}"
    return browser.send(path, {"version": row(year, key).version, **fields})


def test_the_office_writes_details_and_they_are_in_the_history(after: After) -> None:
    year = begun(after)
    officer = year.browser("health.officer")
    answer = write(year, officer, "edit", DETAILS)
    assert answer.status_code == 303
    assert row(year, "births").definition == "คำอธิบายใหม่\nสองบรรทัด"
    page = words(officer.open(f"/indicators/{year.ids['births']}"))
    assert "คำอธิบายใหม่ สองบรรทัด" in page and "แก้ไขรายละเอียด" in page


def test_the_process_owner_writes_number_and_weight_and_no_details(after: After) -> None:
    year = begun(after)
    owner = year.browser("owner")
    form = owner.open(f"/indicators/{year.ids['births']}/edit").text
    assert 'name="weight"' in form and 'name="definition"' not in form
    office = row(year, "births").responsible_office_id
    fields = {"no": "๑", "weight": "๑๗.๕", "responsible_office_id": office, "definition": "แอบเขียน"}
    assert write(year, owner, "edit", fields).status_code == 303
    found = row(year, "births")
    assert (found.no, str(found.weight), found.definition) == ("1", "17.5", "")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"weight": "สิบ"}, "น้ำหนัก (ร้อยละของทั้งหมด)"),
        ({"weight": "0"}, "น้ำหนักต้องมากกว่า ๐ และไม่เกิน ๑๐๐"),
        ({"weight": "100.01"}, "น้ำหนักต้องมากกว่า ๐ และไม่เกิน ๑๐๐"),
        ({"weight": "-5"}, "น้ำหนัก"),
        ({"no": "2..1"}, "ลำดับที่ต้องเป็นตัวเลข เช่น ๒ หรือ ๒.๑"),
        ({"no": "²"}, "ลำดับที่ต้องเป็นตัวเลข เช่น ๒ หรือ ๒.๑"),
        ({"no": "ก"}, "ลำดับที่ต้องเป็นตัวเลข เช่น ๒ หรือ ๒.๑"),
        ({"responsible_office_id": "999999"}, "เลือกจากรายการ"),
        ({"responsible_office_id": "x"}, "เลือกจากรายการ"),
    ],
)
def test_a_wrong_number_or_weight_stays_typed_and_says_what_is_wrong(
    after: After, fields: dict[str, str], said: str
) -> None:
    year = begun(after)
    before = row(year, "births").version
    typed = {
        "no": "1", "weight": "20", "responsible_office_id": row(year, "births").responsible_office_id, **fields,
    }  # fmt: skip
    answer = write(year, year.browser("owner"), "edit", typed)
    assert answer.status_code == 422
    assert said in words(answer)
    assert f'value="{typed["no"]}"' in answer.text and f'value="{typed["weight"]}"' in answer.text
    assert row(year, "births").version == before


def test_a_number_is_used_once_in_a_component(after: After) -> None:
    year = begun(after)
    owner = year.browser("owner")
    for key, status in (("births", 303), ("products", 422)):
        office = row(year, key).responsible_office_id
        answer = write(year, owner, "edit", {"no": "1", "responsible_office_id": office}, key)
        assert answer.status_code == status
    assert "ลำดับที่ ๑ ในองค์ประกอบนี้มีตัวชี้วัดอื่นใช้อยู่" in words(answer)


@pytest.mark.case("B42")
def test_an_old_form_is_told_who_was_first_and_may_be_sent_again(after: After) -> None:
    year = begun(after)
    births = year.ids["births"]
    old = row(year, "births").version
    with year.stage.at("2021-11-02 10:00"), year.stage.working("health.head") as (session, actor):
        operations.edit(session, actor, births, seen=None, definition="ของหัวหน้า")
    officer = year.browser("health.officer")
    answer = officer.send(f"/indicators/{births}/edit", {**DETAILS, "version": old})
    assert answer.status_code == 409
    assert "นายอนุชา รักษาดี" in words(answer) and "๒ พ.ย. ๒๕๖๔ ๑๐.๐๐ น." in words(answer)
    assert "คำอธิบายใหม่" in answer.text and f'value="{row(year, "births").version}"' in answer.text
    assert row(year, "births").definition == "ของหัวหน้า"
    assert write(year, officer, "edit", DETAILS).status_code == 303


@pytest.mark.parametrize(
    ("page", "fields"),
    [
        ("edit", DETAILS),
        ("criterion", {"kind": "yes_no", "yes": "5", "no": "0"}),
        ("past", {"past-year-0": "2564", "past-value-0": "24.10"}),
    ],
)
def test_a_form_without_the_version_it_was_made_from_counts_as_old(
    after: After, page: str, fields: dict[str, str]
) -> None:
    year = begun(after)
    answer = year.browser("health.officer").send(f"/indicators/{year.ids['births']}/{page}", fields)
    assert answer.status_code == 409
    assert row(year, "births").criterion is None
    with year.database.reading() as session:
        past = select(Baseline.fiscal_year).where(Baseline.indicator_id == year.ids["births"])
        assert len(session.scalars(past).all()) == 4


def test_what_was_typed_stays_when_the_sheet_was_sent_on_meanwhile(after: After) -> None:
    year = after("write_sheets")
    answer = write(year, year.browser("health.officer"), "edit", DETAILS)
    assert answer.status_code == 409
    assert "แก้ไขไม่ได้เมื่ออยู่ในสถานะ “เสนอคณะกรรมการจังหวัด”" in words(answer) or "แก้ไขไม่ได้เมื่อ" in words(answer)
    assert "คำอธิบายใหม่" in answer.text


def criterion(year: Year, rule: str, **fields: str) -> Any:
    """Send the form of a criterion for births."""
    return write(year, year.browser("health.officer"), "criterion", {"kind": rule, **fields})


LADDER = {"direction": "lower", "interpolate": "y", "floor": "0"}


@pytest.mark.parametrize(
    ("kind", "fields", "stored"),
    [
        (
            "levels",
            {"levels_5": "๒๕", **LADDER},
            {"kind": "levels", "levels": [None, None, None, None, "25"], "direction": "lower"},
        ),
        (
            "growth",
            {"base": "1,000,279,242.45", "base_period": "ปี ๒๕๖๔", "levels_5": "6", "or_amount_5": "1,060,295,997",
             **LADDER, "direction": "higher"},
            {"kind": "growth", "or_amount": [None, None, None, None, "1060295997"], "base_period": "ปี ๒๕๖๔"},
        ),
        ("steps", {"steps": "๔", "scores": "2, 3, 4, 5"}, {"kind": "steps", "steps": 4, "scores": ["0", "2", "3", "4", "5"]}),
        ("yes_no", {"yes": "5", "no": "0"}, {"kind": "yes_no", "yes": "5", "no": "0"}),
        (
            "top_only",
            {"at_op": ">=", "at_value": "32.1", "or_op": ">", "or_value": ""},
            {"kind": "top_only", "at": {"op": ">=", "value": "32.1"}},
        ),
    ],
)  # fmt: skip
def test_each_kind_of_criterion_is_written_shown_and_opened_again_as_it_is(
    after: After, kind: str, fields: dict[str, str], stored: dict[str, Any]
) -> None:
    year = begun(after)
    form = year.browser("health.officer").open(f"/indicators/{year.ids['births']}/criterion?kind={kind}")
    assert form.status_code == 200
    assert criterion(year, kind, **fields).status_code == 303
    found = row(year, "births").criterion or {}
    assert {name: found.get(name) for name in stored} == stored
    again = year.browser("health.officer").open(f"/indicators/{year.ids['births']}/criterion")
    for name, value in fields.items():
        if name not in ("interpolate", "direction", "floor", "at_op", "or_op") and value:
            assert f'name="{name}"' in again.text
    assert again.status_code == 200
    # Sent again as the page shows it, it stays the same rule.
    shown = {
        name: value for name, value in _fields(again.text).items() if name not in ("csrf_token", "version")
    }
    assert criterion(year, kind, **shown).status_code == 303
    assert row(year, "births").criterion == found


def _fields(text: str) -> dict[str, str]:
    """What a browser would send of the form on a page: its inputs, ticked boxes and selected options."""
    found = {}
    for tag in re.findall("<input[^>]*>", text):
        attributes = dict(re.findall('([a-z-]+)="([^"]*)"', tag))
        if attributes.get("type") != "checkbox" or " checked" in tag:
            found[attributes["name"]] = attributes.get("value", "")
    for name, options in re.findall('<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', text, re.DOTALL):
        chosen = re.search('<option selected value="([^"]*)"', options)
        found[name] = (chosen.group(1) if chosen else "").replace("&gt;", ">").replace("&lt;", "<")
    return found


@pytest.mark.parametrize(
    ("kind", "fields", "field"),
    [
        ("levels", {"levels_2": "ยี่สิบ", "levels_5": "25", **LADDER}, "levels_2"),
        ("levels", {"levels_4": "20", "levels_5": "25", **LADDER}, "levels_5"),
        ("levels", {**LADDER, "direction": "sideways"}, "direction"),
        ("growth", {"base": "มาก", "levels_5": "6", **LADDER}, "base"),
        ("growth", {"base": "0", "levels_5": "6", "or_amount_3": "x", **LADDER}, "or_amount_3"),
        ("steps", {"steps": "²"}, "steps"),
        ("steps", {"steps": "0"}, "steps"),
        ("steps", {"steps": ""}, "steps"),
        ("steps", {"steps": "4", "scores": "1,2"}, "scores"),
        ("yes_no", {"yes": "ใช่", "no": "0"}, "yes"),
        ("yes_no", {"yes": "", "no": "0"}, "yes"),
        ("top_only", {"at_op": ">=", "at_value": ""}, "at_value"),
        ("top_only", {"at_op": ">=", "at_value": "x"}, "at_value"),
        ("top_only", {"at_op": ">=", "at_value": "1", "or_op": ">", "or_value": "x"}, "or_value"),
    ],
)
def test_a_problem_of_a_criterion_stands_at_its_field_and_what_was_typed_stays(
    after: After, kind: str, fields: dict[str, str], field: str
) -> None:
    year = begun(after)
    answer = criterion(year, kind, **fields)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text, words(answer)[400:900]
    for name in ("levels_2", "levels_5", "base", "steps", "scores", "yes", "at_value", "or_value"):
        if fields.get(name):
            assert f'value="{fields[name]}"' in answer.text
    assert row(year, "births").criterion is None


def test_unknown_levels_stay_unknown_and_the_page_says_so(after: After) -> None:
    year = begun(after)
    nothing = criterion(year, "levels", **LADDER)
    assert nothing.status_code == 422 and "ต้องทราบค่าอย่างน้อยหนึ่งระดับ" in words(nothing)
    assert criterion(year, "levels", levels_5="น้อยกว่า ๒๕", **LADDER).status_code == 303
    assert row(year, "births").criterion["levels"] == [None, None, None, None, {"op": "<", "value": "25"}]
    officer = year.browser("health.officer")
    assert "None" not in words(officer.open(f"/indicators/{year.ids['births']}"))
    form = officer.open(f"/indicators/{year.ids['births']}/criterion").text
    assert 'name="levels_5" type="text" value="น้อยกว่า 25"' in form.replace(' maxlength="40"', "")
    assert 'name="levels_4" type="text" value=""' in form.replace(' maxlength="40"', "")


def test_an_unknown_kind_shows_the_usual_form(after: After) -> None:
    year = begun(after)
    officer = year.browser("health.officer")
    for kind in ("fly", "", "given", "x" * 500):
        page = officer.open(f"/indicators/{year.ids['births']}/criterion?kind={kind}")
        assert page.status_code == 200 and 'name="levels_1"' in page.text


def test_past_years_are_put_in_place_of_the_old_ones(after: After) -> None:
    year = begun(after)
    officer = year.browser("health.officer")
    before = row(year, "births").version
    form = officer.open(f"/indicators/{year.ids['births']}/past").text
    assert 'value="2561"' in form and 'value="31.2"' in form
    years = {f"past-year-{place}": str(2562 + place) for place in range(3)}
    values = {f"past-value-{place}": "๒๐.๕" for place in range(3)}
    assert write(year, officer, "past", {**years, **values}).status_code == 303
    with year.database.reading() as session:
        stored = session.scalars(select(Baseline).where(Baseline.indicator_id == year.ids["births"]))
        assert [(one.fiscal_year, str(one.value)) for one in stored] == [
            (2562, "20.5"), (2563, "20.5"), (2564, "20.5"),
        ]  # fmt: skip
    assert row(year, "births").version > before


def test_a_child_is_added_for_another_office_which_then_writes_it(after: After) -> None:
    year = begun(after)
    officer = year.browser("health.officer")
    fields = {"name": "ร้อยละของหญิงที่คุมกำเนิด", "unit": "ร้อยละ", "office": year.ids["office.local"]}
    assert write(year, officer, "children/new", fields).status_code == 303
    with year.database.reading() as session:
        child = session.scalars(select(Indicator.id).order_by(Indicator.id.desc()).limit(1)).one()
    assert fields["name"] in words(officer.open(f"/indicators/{year.ids['births']}"))
    local = year.browser("local.officer")
    assert local.open(f"/indicators/{child}/edit").status_code == 200
    assert local.open(f"/indicators/{child}/criterion").status_code == 200
    assert fields["name"] in words(local.open("/inbox"))
    assert local.open(f"/indicators/{year.ids['births']}/edit").status_code == 409


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": "", "office": "0"}, "โปรดกรอก"),
        ({"name": "ย่อย", "office": "x"}, "เลือกจากรายการ"),
        ({"name": "ย่อย", "office": "99999"}, "เลือกจากรายการ"),
    ],
)
def test_a_child_needs_its_name_and_an_office_of_the_province(
    after: After, fields: dict[str, str], said: str
) -> None:
    year = begun(after)
    answer = write(year, year.browser("health.officer"), "children/new", fields)
    assert answer.status_code == 422
    assert said in words(answer)


def test_a_child_of_a_child_is_refused_in_the_form(after: After) -> None:
    year = begun(after)
    fields = {"name": "ย่อยของย่อย", "office": year.ids["office.community"]}
    browser = year.browser("community.officer")
    answer = write(year, browser, "children/new", fields, "products.income")
    assert answer.status_code == 409
    assert "ตัวชี้วัดย่อยมีตัวชี้วัดย่อยของตนเองไม่ได้" in words(answer)
    assert "ย่อยของย่อย" in answer.text
