"""Which queue a case goes to, and which technician: decided here, written by the caller."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from casedesk import sla
from casedesk.lib.outcomes import NeedsPerson
from casedesk.models import TECHNICIANS_STATES, Case, Queue, User


@dataclass(frozen=True, slots=True)
class Assignment:
    """A queue, a technician, and one line that says why."""

    queue: Queue
    technician: User
    why: str


def assign(case: Case) -> Assignment:
    """Choose the queue by request and the technician with the fewest open cases.

    Raises `NeedsPerson` when the request is unknown or nobody of the queue is there.
    """
    case_type = sla.case_type(case.request, case.arrived_on)
    if case_type is None:
        raise NeedsPerson(_("Chưa rõ doanh nghiệp đề nghị gì: hãy chọn yêu cầu của hồ sơ."))
    technician = least_loaded(case_type.queue)
    if technician is None:
        raise NeedsPerson(
            _("Hàng đợi «%(queue)s» không có kỹ thuật viên nào đang làm việc.") % {"queue": case_type.queue.name}
        )
    why = _("hàng đợi «%(queue)s», đang giữ ít hồ sơ nhất (%(count)d)") % {
        "queue": case_type.queue.name,
        "count": technician.open_cases,  # type: ignore[attr-defined]
    }
    return Assignment(case_type.queue, technician, why)


def least_loaded(queue: Queue) -> User | None:
    """Return the technician of a queue with the fewest open cases, with `open_cases` counted on it."""
    present = queue.technicians.filter(is_active=True, is_technician=True, is_away=False)
    counted = present.annotate(open_cases=Count("cases", filter=Q(cases__state__in=TECHNICIANS_STATES)))
    return counted.order_by("open_cases", "id").first()
