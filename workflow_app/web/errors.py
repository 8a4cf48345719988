"""From an exception to a page in Thai with its status. Views contain no ``try`` for these."""

from __future__ import annotations

import logging

from flask import Flask, current_app, render_template
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from workflow_app.errors import DomainError, Invalid, Refused

log = logging.getLogger(__name__)

TITLES = {
    400: "คำขอไม่ถูกต้อง",
    404: "ไม่พบหน้าหรือข้อมูลที่ต้องการ",
    405: "หน้านี้ใช้วิธีนี้ไม่ได้",
    409: "ยังดำเนินการไม่ได้",
    413: "ข้อมูลที่ส่งมาใหญ่เกินกำหนด",
    415: "ชนิดของข้อมูลที่ส่งมาใช้ไม่ได้",
    422: "ข้อมูลยังไม่ถูกต้อง",
    429: "ลองหลายครั้งเกินกำหนด",
    500: "ระบบขัดข้อง",
    503: "ระบบยังไม่พร้อม",
}
ADVICE = {
    400: "กลับไปหน้าก่อนแล้วลองอีกครั้ง",
    404: "ที่อยู่อาจพิมพ์ผิด หรือเป็นข้อมูลที่ท่านไม่มีสิทธิ์ดู",
    405: "เปิดหน้านี้จากปุ่มหรือลิงก์ในระบบ",
    500: "ข้อมูลที่บันทึกไว้แล้วไม่สูญหาย ลองอีกครั้ง หากยังไม่ได้ให้แจ้งผู้ดูแลระบบพร้อมเวลาที่พบ",
    503: "มีผู้ใช้งานพร้อมกันมาก ยังไม่ได้บันทึก กลับไปหน้าก่อนแล้วกดอีกครั้ง",
}
FORM_EXPIRED = "แบบฟอร์มนี้หมดอายุหรือไม่ได้เปิดจากระบบ กลับไปหน้าก่อน โหลดหน้าใหม่ แล้วบันทึกอีกครั้ง"
MOVED_ON = "มีผู้แก้ไขข้อมูลนี้ก่อนท่านบันทึก เปิดหน้าใหม่เพื่อดูข้อมูลล่าสุดแล้วบันทึกอีกครั้ง"


def init_app(app: Flask) -> None:
    """Answer every named error, and every other one, with a page."""
    app.register_error_handler(DomainError, _domain)
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(RequestEntityTooLarge, _too_large)
    app.register_error_handler(StaleDataError, _stale)
    app.register_error_handler(OperationalError, _busy)
    app.register_error_handler(HTTPException, _http)


def page(status: int, sentence: str, reasons: tuple[str, ...] = ()) -> ResponseReturnValue:
    """The error page of ``status`` (HTTP code): one sentence and, where there are several, all reasons."""
    # A server fault may be in the database or in the session itself: its page asks neither.
    name = "errors/fault.html" if status >= 500 else "errors/error.html"
    title = TITLES.get(status, "ดำเนินการไม่ได้")
    body = render_template(name, status=status, title=title, sentence=sentence, reasons=reasons)
    return body, status


def _domain(error: DomainError) -> ResponseReturnValue:
    reasons: tuple[str, ...] = ()
    if isinstance(error, Refused):
        reasons = error.reasons
    if isinstance(error, Invalid):
        reasons = tuple(error.fields.values())
    # Not yours and not there must not differ in a byte, whatever the message says.
    sentence = ADVICE[404] if error.status == 404 else error.message
    return page(error.status, sentence, reasons)


def _csrf(error: CSRFError) -> ResponseReturnValue:
    return page(400, FORM_EXPIRED)


def _stale(error: StaleDataError) -> ResponseReturnValue:
    return page(409, MOVED_ON)


def _busy(error: OperationalError) -> ResponseReturnValue:
    log.error("the database did not answer", exc_info=error)
    return page(503, ADVICE[503])


def _too_large(error: RequestEntityTooLarge) -> ResponseReturnValue:
    files = current_app.extensions["settings"].max_upload_mb
    text = current_app.config["MAX_FORM_MEMORY_SIZE"] // (1024 * 1024)
    return page(413, f"ส่งแฟ้มได้ไม่เกิน {files} เมกะไบต์ และข้อความในแบบฟอร์มได้ไม่เกิน {text} เมกะไบต์ ยังไม่ได้บันทึกข้อมูล")


def _http(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None or error.code is None or error.code < 400:
        return error.get_response()
    answer = page(error.code, ADVICE.get(error.code, "กลับไปหน้าก่อนแล้วลองอีกครั้ง"))
    headers = [(name, value) for name, value in error.get_headers() if name in ("Allow", "Retry-After")]
    return (*answer, headers) if isinstance(answer, tuple) else answer
