"""A colleague is asked about a case: the question waits in one inbox, the answer comes back to the review."""

import pytest
from django.test import Client
from django.urls import reverse

from casedesk import checking, questions
from casedesk.actions import CannotDo
from casedesk.models import Act, Case, Event, Question, State, User
from tests import make
from tests.web.conftest import SignedIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    made = make.case()
    checking.run(made, make.NOW)
    return made


@pytest.fixture
def colleague() -> User:
    return make.user("technician", full_name="Phạm Văn Biết")


def url(name: str, case: Case, *more: object) -> str:
    return reverse(f"web:{name}", args=[case.number, *more])


def asks(client: Client, case: Case, of: User | None, text: str = "Con dấu này đúng chưa?") -> int:
    return client.post(url("ask", case), {"colleague": str(of.pk) if of else "", "text": text}).status_code


def listed(client: Client) -> tuple[int, bool]:
    """Return how many cases the list says, and whether it shows a link to the question."""
    page = client.get("/hop-viec/?muc=asked")
    return page.context["page"].paginator.count, "#hoi-dap" in page.content.decode()


def test_a_question_waits_in_the_inbox_until_it_is_answered(
    case: Case, colleague: User, signed_in: SignedIn
) -> None:
    clerk, other = signed_in("clerk"), signed_in(person=colleague)
    assert asks(clerk, case, colleague) == 302
    assert listed(other) == (1, True)
    question = Question.objects.get()
    assert "Con dấu này đúng chưa?" in other.get(url("case", case)).content.decode()
    assert other.post(url("answer", case, question.pk), {"answer": "Đúng rồi."}).status_code == 302
    assert listed(other) == (0, False)
    page = clerk.get(url("review", case)).content.decode()
    assert "Đúng rồi." in page
    notes = Event.objects.filter(case=case, act__startswith="question_").values_list("act", "note")
    assert notes[0] == (Act.QUESTION_ASKED, "→ Phạm Văn Biết: Con dấu này đúng chưa?")
    assert [act for act, _ in notes] == [Act.QUESTION_ASKED, Act.QUESTION_ANSWERED]


def test_it_is_the_first_list_of_who_has_nothing_else_to_do(
    case: Case, colleague: User, signed_in: SignedIn
) -> None:
    asks(signed_in("clerk"), case, colleague)
    assert signed_in(person=colleague).get("/hop-viec/").context["listing"].code == "asked"


def test_nobody_else_finds_it_in_the_inbox(case: Case, colleague: User, signed_in: SignedIn) -> None:
    clerk = signed_in("clerk")
    asks(clerk, case, colleague)
    assert listed(clerk) == (0, False)
    assert listed(signed_in("technician")) == (0, False)


def test_two_questions_on_one_case_are_one_row(case: Case, colleague: User, signed_in: SignedIn) -> None:
    clerk = signed_in("clerk")
    asks(clerk, case, colleague)
    asks(clerk, case, colleague, "Và chữ ký?")
    assert listed(signed_in(person=colleague)) == (1, True)


def test_an_answer_may_come_after_the_case_has_moved_on(case: Case, colleague: User, signed_in: SignedIn) -> None:
    asks(signed_in("clerk"), case, colleague)
    Case.objects.filter(pk=case.pk).update(state=State.REFUSED)
    other = signed_in(person=colleague)
    assert listed(other) == (1, True)
    assert other.post(url("answer", case, Question.objects.get().pk), {"answer": "Đúng."}).status_code == 302


@pytest.mark.parametrize(
    ("roles", "columns"),
    [(("administrator",), {}), ((), {}), (("technician",), {"is_active": False})],
    ids=["administrator", "no role", "left"],
)
def test_only_who_may_see_cases_is_asked(
    roles: tuple[str, ...], columns: dict[str, bool], case: Case, signed_in: SignedIn
) -> None:
    wrong = make.user(*roles, **columns)
    assert asks(signed_in("clerk"), case, wrong) == 409
    assert wrong not in questions.colleagues_of(make.user("clerk"))
    assert not Question.objects.exists()


def test_nobody_asks_themselves(case: Case, signed_in: SignedIn) -> None:
    me = make.user("clerk")
    assert asks(signed_in(person=me), case, me) == 409
    assert asks(signed_in(person=me), case, None) == 409


@pytest.mark.parametrize("text", ["", "  ", "a" * 2001], ids=["empty", "blank", "long"])
def test_a_question_has_words_and_not_too_many(
    text: str, case: Case, colleague: User, signed_in: SignedIn
) -> None:
    assert asks(signed_in("clerk"), case, colleague, text) == 409
    assert not Question.objects.exists()


def test_what_was_typed_stays_when_it_is_refused(case: Case, signed_in: SignedIn) -> None:
    sent = {"colleague": "x", "text": "Câu hỏi đã gõ"}
    assert "Câu hỏi đã gõ" in signed_in("clerk").post(url("ask", case), sent).content.decode()


def test_a_technician_asks_nobody(case: Case, colleague: User, signed_in: SignedIn) -> None:
    assert asks(signed_in("technician"), case, colleague) == 403


def test_only_the_one_asked_answers_and_once(case: Case, colleague: User, signed_in: SignedIn) -> None:
    asks(signed_in("clerk"), case, colleague)
    address = url("answer", case, Question.objects.get().pk)
    assert signed_in("technician").post(address, {"answer": "Tôi biết."}).status_code == 403
    other = signed_in(person=colleague)
    assert [other.post(address, {"answer": text}).status_code for text in (" ", "Đúng.", "Sai.")] == [
        409,
        302,
        409,
    ]
    assert Question.objects.get().answer == "Đúng."


def test_a_question_of_another_case_is_not_found(case: Case, colleague: User, signed_in: SignedIn) -> None:
    asks(signed_in("clerk"), case, colleague)
    address = url("answer", make.case(), Question.objects.get().pk)
    assert signed_in(person=colleague).post(address, {"answer": "Đúng."}).status_code == 404


def test_a_case_past_review_is_asked_about_no_more(colleague: User) -> None:
    with pytest.raises(CannotDo, match="nay đã ở bước"):
        questions.ask(make.case(State.ASSIGNED).pk, colleague, "Sao?", make.user("clerk"), make.NOW)


def test_markup_in_a_question_is_text(case: Case, colleague: User, signed_in: SignedIn) -> None:
    clerk = signed_in("clerk")
    asks(clerk, case, colleague, "<script>alert(1)</script>")
    assert "<script>alert" not in clerk.get(url("review", case)).content.decode()
