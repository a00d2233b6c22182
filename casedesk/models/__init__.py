"""The driver's tables."""

from casedesk.models.case import (
    CHANNEL_LABELS,
    OPEN_STATES,
    REQUEST_LABELS,
    SUPPLEMENTABLE_STATES,
    TECHNICIANS_STATES,
    Case,
    State,
)
from casedesk.models.clock import CalendarDay, CaseType, Clock, DayCounter, Extension, OnSupplement
from casedesk.models.event import Act, Event
from casedesk.models.letter_order import LetterOrder
from casedesk.models.presence import Presence
from casedesk.models.question import Question
from casedesk.models.team import Queue, User

__all__ = [
    "CHANNEL_LABELS",
    "OPEN_STATES",
    "REQUEST_LABELS",
    "SUPPLEMENTABLE_STATES",
    "TECHNICIANS_STATES",
    "Act",
    "CalendarDay",
    "Case",
    "CaseType",
    "Clock",
    "DayCounter",
    "Event",
    "Extension",
    "LetterOrder",
    "OnSupplement",
    "Presence",
    "Question",
    "Queue",
    "State",
    "User",
]
