"""Pages of the registers: books, the rows of one as the official form has them, as a spreadsheet, and their opening."""

from __future__ import annotations

from decimal import Decimal

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from wtforms import SelectField

from workflow_app import clock
from workflow_app.errors import Invalid
from workflow_app.fiscal import calendar_year
from workflow_app.offices.models import Office
from workflow_app.people.rules import Role
from workflow_app.registers import export, operations, queries
from workflow_app.registers.rules import BOOKS, MODE_LABELS, BookMode
from workflow_app.thai import digits
from workflow_app.web.downloads import download
from workflow_app.web.forms import Figure, Form, form_errors, options
from workflow_app.web.letters import whole
from workflow_app.web.request import access, actor, argument, reading, say, see_other, writing

bp = Blueprint("registers", __name__, url_prefix="/registers")

REGISTRAR = frozenset({Role.REGISTRAR})
READERS = REGISTRAR | {Role.PROCESS_OWNER}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KIND_CHOICES = [(book.code, book.label) for book in BOOKS.values()]
MODE_CHOICES = [(str(mode), label) for mode, label in MODE_LABELS.items()]


class BookForm(Form):
    """A book of the own office to be opened."""

    kind = SelectField("ทะเบียน", choices=options(KIND_CHOICES), coerce=str)
    year = SelectField("ปี พ.ศ.", coerce=str)
    mode = SelectField("ผู้ออกเลข", choices=options(MODE_CHOICES), coerce=str)
    first_number = Figure("เลขเริ่มต้น", needed=True, render_kw={"inputmode": "numeric"})


@bp.get("")
@access(READERS)
def index() -> ResponseReturnValue:
    """The books by year, with how many rows each has."""
    with reading() as session:
        books = queries.books(session, actor())
    return render_template("registers/index.html", books=books, names=BOOKS, modes=MODE_LABELS)


@bp.get("/<int:book_id>")
@access(READERS)
def show(book_id: int) -> ResponseReturnValue:
    """The rows of a book; the last page unless ``page`` says another or "all", or ``q`` finds some."""
    wanted, asked = argument("q"), argument("page")
    with reading() as session:
        number = None if asked == "all" else whole(asked)
        page = queries.book_page(session, actor(), book_id, page=number, wanted=wanted)
        letters = queries.letters_of_entries(session, actor(), page.entries)
    return render_template(
        "registers/show.html",
        page=page,
        name=BOOKS[page.book.kind].label,
        mode=MODE_LABELS[page.book.mode],
        headings=[heading for heading, _width in export.columns_of(page.book)],
        rows=[(entry, export.cells_of(entry)) for entry in page.entries],
        letters=letters,
        wanted=wanted,
    )


@bp.get("/<int:book_id>/register.xlsx")
@access(READERS)
def spreadsheet(book_id: int) -> ResponseReturnValue:
    """The whole book as a spreadsheet."""
    with reading() as session:
        page = queries.book_page(session, actor(), book_id)
    content = export.workbook([export.BookSheet(page.office, page.book, page.entries)])
    name = digits(f"{BOOKS[page.book.kind].label} {page.office} {page.book.year}")
    return download(content, XLSX, f"{name}.xlsx")


@bp.route("/new", methods=["GET", "POST"])
@access(REGISTRAR)
def new() -> ResponseReturnValue:
    """Open a book of the own office: who gives its numbers, and from which number on."""
    form = _book_form()
    status = 422 if form.is_submitted() else 200
    if form.validate_on_submit():
        try:
            _open(form)
        except Invalid as invalid:
            form_errors(form, invalid)
        else:
            say("เปิดทะเบียนแล้ว")
            return see_other("registers.index")
    return render_template("registers/new.html", form=form), status


def _book_form() -> BookForm:
    this_year = calendar_year(clock.today())
    form = BookForm(data={"mode": str(BookMode.EXTERNAL), "year": str(this_year), "first_number": Decimal(1)})
    form.year.choices = options((str(year), digits(str(year))) for year in (this_year, this_year + 1))
    return form


def _open(form: BookForm) -> None:
    first = form.first_number.data
    if first != first.to_integral_value() or first > 999_999_999:
        raise Invalid({"first_number": "ต้องเป็นจำนวนเต็มตั้งแต่ ๑ ขึ้นไป"})
    with writing() as session:
        office = session.get_one(Office, actor().office_id)
        operations.set_up_book(
            session,
            actor(),
            office,
            form.kind.data,
            int(form.year.data),
            BookMode(form.mode.data),
            int(first),
        )
