"""Every table, imported once, so that foreign keys and migrations see them all."""

from workflow_app.calendar.models import ClockJump
from workflow_app.db import Base
from workflow_app.files import StoredFile
from workflow_app.history.models import ChainHead, Event
from workflow_app.indicators.models import Baseline, Indicator, IndicatorVersion
from workflow_app.jobs.models import Job
from workflow_app.letters.models import Enclosure, Letter, LetterCheck, LetterSubject, Recipient
from workflow_app.meetings.models import Meeting, Resolution, ResolutionOffice
from workflow_app.offices.models import Office
from workflow_app.people.models import Person, Posting, ResetCode, SignIn, SignInFailure
from workflow_app.registers.models import Book, RegisterEntry
from workflow_app.reports.models import Evidence, Report
from workflow_app.scoring.models import Score
from workflow_app.years.models import Cycle, Framework, IndicatorFamily

__all__ = [
    "Base",
    "Baseline",
    "Book",
    "ChainHead",
    "ClockJump",
    "Cycle",
    "Enclosure",
    "Event",
    "Evidence",
    "Framework",
    "Indicator",
    "IndicatorFamily",
    "IndicatorVersion",
    "Job",
    "Letter",
    "LetterCheck",
    "LetterSubject",
    "Meeting",
    "Office",
    "Person",
    "Posting",
    "Recipient",
    "RegisterEntry",
    "Report",
    "ResetCode",
    "Resolution",
    "ResolutionOffice",
    "Score",
    "SignIn",
    "SignInFailure",
    "StoredFile",
]
