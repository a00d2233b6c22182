"""The driver's tables."""

from casedesk.models.address_change import AddressChange
from casedesk.models.attachment import Attachment
from casedesk.models.board import DayFigures, DigestSent, OverdueReason
from casedesk.models.case import CHANNEL_LABELS, REQUEST_LABELS, Case
from casedesk.models.clock import CalendarDay, CaseType, Clock, DayCounter, Extension, OnSupplement
from casedesk.models.event import LOOKS, MOVES, Act, Chain, Event
from casedesk.models.letter_order import LetterOrder
from casedesk.models.link import Link
from casedesk.models.mail import IncomingFile, IncomingMail, JoinedBy, MailFolder, MailKind, MailState
from casedesk.models.note import Mention, Note
from casedesk.models.presence import Presence
from casedesk.models.question import Question
from casedesk.models.register import Register, RegisterAct, RegisterEvent, RegisterRow
from casedesk.models.routing import Absence, Flag, RoutingRule
from casedesk.models.saved_filter import SavedFilter
from casedesk.models.search import SearchEntry
from casedesk.models.state import (
    FINAL_STATES,
    OPEN_STATES,
    REOPENABLE_STATES,
    SUPPLEMENTABLE_STATES,
    TECHNICIANS_STATES,
    UNDECIDED_STATES,
    State,
)
from casedesk.models.team import Queue, User
from casedesk.models.watch import Watch

__all__ = [
    "CHANNEL_LABELS",
    "FINAL_STATES",
    "LOOKS",
    "MOVES",
    "OPEN_STATES",
    "REOPENABLE_STATES",
    "REQUEST_LABELS",
    "SUPPLEMENTABLE_STATES",
    "TECHNICIANS_STATES",
    "UNDECIDED_STATES",
    "Absence",
    "Act",
    "AddressChange",
    "Attachment",
    "CalendarDay",
    "Case",
    "CaseType",
    "Chain",
    "Clock",
    "DayCounter",
    "DayFigures",
    "DigestSent",
    "Event",
    "Extension",
    "Flag",
    "IncomingFile",
    "IncomingMail",
    "JoinedBy",
    "LetterOrder",
    "Link",
    "MailFolder",
    "MailKind",
    "MailState",
    "Mention",
    "Note",
    "OnSupplement",
    "OverdueReason",
    "Presence",
    "Question",
    "Queue",
    "Register",
    "RegisterAct",
    "RegisterEvent",
    "RegisterRow",
    "RoutingRule",
    "SavedFilter",
    "SearchEntry",
    "State",
    "User",
    "Watch",
]
