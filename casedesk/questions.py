"""Asking a colleague about a case under review, and the colleague's answer."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from casedesk import access, history
from casedesk.access import Act as Right
from casedesk.actions import CannotDo, locked
from casedesk.lib.compiled import Compiled
from casedesk.models import Act, Case, Question, State, User

LONGEST = 2000
_OF_CASE = Compiled(lambda case: Question.objects.filter(case=case).select_related("asked_by", "asked_of"))


def colleagues_of(person: User) -> Sequence[User]:
    """Return whom a person may ask: everybody else who works here and may see cases."""
    others = User.objects.filter(is_active=True).exclude(pk=person.pk).order_by("is_away", "full_name", "username")
    return [other for other in others if access.may(other, Right.TAKE_PART)]


def ask(case_id: int, of: User | None, text: str, by: User, now: datetime) -> None:
    """Ask a colleague; the question stands in that person's inbox until it is answered."""
    if of is None or of not in colleagues_of(by):
        raise CannotDo(_("Hãy chọn một đồng nghiệp được xem hồ sơ."))
    text = _text(text, _("Hãy ghi câu hỏi."))
    with locked(case_id, by, Right.REVIEW, State.CHECKED) as case:
        Question.objects.create(case=case, asked_by=by, asked_of=of, text=text, asked_at=now)
        history.add(case, Act.QUESTION_ASKED, now, by=by, note=f"→ {of}: {text}", asked_of=of.pk)


def answer(question_id: int, text: str, by: User, now: datetime) -> None:
    """Answer a question as the one whom it was put to, whatever has become of the case since."""
    if not access.may(by, Right.TAKE_PART):
        raise PermissionDenied
    with transaction.atomic():
        question = Question.objects.select_for_update().select_related("case", "asked_by").get(pk=question_id)
        if question.asked_of_id != by.pk:
            raise PermissionDenied(_("Câu hỏi này gửi cho người khác."))
        if question.answered_at:
            raise CannotDo(_("Bạn đã trả lời câu hỏi này."))
        question.answer, question.answered_at = _text(text, _("Hãy ghi câu trả lời.")), now
        question.save(update_fields=["answer", "answered_at"])
        note = f"→ {question.asked_by}: {question.answer}"
        history.add(question.case, Act.QUESTION_ANSWERED, now, by=by, note=note, question=question.pk)


def with_any(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Read with each case whether it has questions, so that `of_case` asks for none in vain."""
    return cases.annotate(has_questions=Exists(Question.objects.filter(case=OuterRef("pk"))))


def of_case(case: Case) -> Sequence[Question]:
    """Return a case's questions, those without an answer first."""
    found = _OF_CASE(case.pk) if getattr(case, "has_questions", True) else []
    return sorted(found, key=lambda question: question.answered_at is not None)


def _text(text: str, empty: str) -> str:
    text = text.strip()
    if not text:
        raise CannotDo(empty)
    if len(text) > LONGEST:
        raise CannotDo(_("Nhiều nhất %(longest)d chữ.") % {"longest": LONGEST})
    return text
