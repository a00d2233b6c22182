"""The driver's tables."""

from casedesk.models.attachment import Attachment
from casedesk.models.case import (
    CHANNEL_LABELS,
    OPEN_STATES,
    REQUEST_LABELS,
    SUPPLEMENTABLE_STATES,
    TECHNICIANS_STATES,
    Case,
    State,
)
from casedesk.models.clock import CalendarDay, CaseType, Clock, DayCounter
from casedesk.models.event import Act, Event
from casedesk.models.letter_order import LetterOrder
from casedesk.models.note import Mention, Note
from casedesk.models.presence import Presence
from casedesk.models.question import Question
from casedesk.models.saved_filter import SavedFilter
from casedesk.models.team import Queue, User
from casedesk.models.watch import Watch

__all__ = [
    "CHANNEL_LABELS",
    "OPEN_STATES",
    "REQUEST_LABELS",
    "SUPPLEMENTABLE_STATES",
    "TECHNICIANS_STATES",
    "Act",
    "Attachment",
    "CalendarDay",
    "Case",
    "CaseType",
    "Clock",
    "DayCounter",
    "Event",
    "LetterOrder",
    "Mention",
    "Note",
    "Presence",
    "Question",
    "Queue",
    "SavedFilter",
    "State",
    "User",
    "Watch",
]
