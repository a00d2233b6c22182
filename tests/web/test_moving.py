"""Moving a case on the board by form, without a script: what the board offers, and what the form answers."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from casedesk import forecast, sla
from casedesk.models import Case, State
from tests import make
from tests.web.conftest import SignedIn

pytestmark = pytest.mark.django_db
BOARD = "/bang-theo-doi/"


def planned(state: str = State.ASSIGNED, ahead: int = 2, **columns: object) -> Case:
    """Make a case of a technician that is due so many working days from today."""
    case = make.case(state, technician=make.user("technician"), arrived_on=timezone.localdate(), **columns)  # type: ignore[arg-type]
    case.due_on = in_days(ahead)
    case.save()
    case.clocks.update(due_on=case.due_on)
    return case


def in_days(ahead: int) -> date:
    return forecast.working_day(timezone.localdate(), ahead, sla.calendar())


def url(case: Case, query: str = "") -> str:
    return f"{BOARD}chuyen/{case.number}/{query}"


def test_the_days_show_cases_by_technician(signed_in: SignedIn) -> None:
    case = planned()
    page = signed_in("supervisor").get(BOARD).content.decode()
    cell = page.partition(f'data-who="{case.technician_id}" data-day="{case.due_on:%Y-%m-%d}">')[2].partition(
        "</td>"
    )[0]
    assert f'data-case="{case.number}" draggable="true"' in cell
    assert f'href="{url(case)}"' in cell


def test_a_full_cell_leads_to_the_others(signed_in: SignedIn) -> None:
    first = planned()
    for _number in range(5):
        Case.objects.filter(pk=planned().pk).update(technician=first.technician)
    client = signed_in("supervisor")
    page = client.get(BOARD).content.decode()
    assert "và 2 hồ sơ nữa" in page
    rest = client.get(f"{BOARD}ho-so/?nhom=hen-tra&ngay={first.due_on:%Y-%m-%d}&nguoi={first.technician_id}")
    assert rest.content.decode().count('data-test="move-') == 6


def test_an_auditor_sees_the_days_and_moves_nothing(signed_in: SignedIn) -> None:
    case = planned()
    client = signed_in("auditor")
    page = client.get(BOARD).content.decode()
    assert (f'data-case="{case.number}"' in page, "draggable" in page, url(case) in page) == (True, False, False)
    assert client.post(url(case), {"nguoi": case.technician_id}).status_code == 403


def test_what_was_chosen_on_the_board_is_filled_in(signed_in: SignedIn) -> None:
    case, other = planned(), make.user("technician", full_name="Vũ Hải Yến")
    day = in_days(4)
    page = signed_in("supervisor").get(url(case, f"?nguoi={other.pk}&ngay={day}")).content.decode()
    assert f'<option value="{other.pk}" selected>Vũ Hải Yến' in page
    assert f'<option value="{day}" selected>' in page


def test_a_day_before_the_promised_one_is_explained(signed_in: SignedIn) -> None:
    case = planned(ahead=3)
    page = signed_in("supervisor").get(url(case, f"?ngay={in_days(1)}")).content.decode()
    assert "chỉ dời về sau" in page
    assert f'<option value="{in_days(1)}"' not in page


def test_the_form_moves_and_leads_back(signed_in: SignedIn) -> None:
    case, other, day = planned(), make.user("technician"), in_days(4)
    form = {"nguoi": other.pk, "ngay": str(day), "reason": "Chờ xác minh", "seen_state": case.seen_state}
    answer = signed_in("supervisor").post(url(case), form, follow=True)
    assert answer.redirect_chain[-1][0] == BOARD
    assert f"Đã chuyển hồ sơ {case.number}." in answer.content.decode()
    case.refresh_from_db()
    assert (case.technician, case.due_on) == (other, day)


def test_what_is_refused_comes_back_as_it_was_typed(signed_in: SignedIn) -> None:
    case, day = planned(), in_days(4)
    answer = signed_in("supervisor").post(url(case), {"nguoi": case.technician_id, "ngay": str(day), "reason": ""})
    page = answer.content.decode()
    assert (answer.status_code, "Hãy ghi lý do hẹn lại" in page) == (409, True)
    assert f'<option value="{day}" selected>' in page


def test_a_stale_form_is_told_what_another_did(signed_in: SignedIn) -> None:
    case = planned()
    seen = case.seen_state
    first, second = make.user("technician"), make.user("technician")
    assert signed_in("supervisor").post(url(case), {"nguoi": first.pk, "seen_state": seen}).status_code == 302
    answer = signed_in("supervisor").post(url(case), {"nguoi": second.pk, "seen_state": seen})
    assert (answer.status_code, "đã làm «Giao xử lý»" in answer.content.decode()) == (409, True)
    case.refresh_from_db()
    assert case.technician == first


@pytest.mark.parametrize(
    "query", ["?nguoi=x", "?nguoi=" + "9" * 40, "?ngay=30/11/2026", "?la=1", "?nguoi=1&nguoi=2"]
)
def test_an_unknown_wish_is_refused(query: str, signed_in: SignedIn) -> None:
    assert signed_in("supervisor").get(url(planned(), query)).status_code == 400


def test_who_is_no_technician_is_not_given_a_case(signed_in: SignedIn) -> None:
    case, clerk = planned(), make.user("clerk")
    answer = signed_in("supervisor").post(url(case), {"nguoi": clerk.pk})
    case.refresh_from_db()
    assert (answer.status_code, case.technician == clerk) == (409, False)


def test_a_case_before_acceptance_has_no_hands_to_change(signed_in: SignedIn) -> None:
    case = planned(State.CHECKED)
    page = signed_in("supervisor").get(url(case)).content.decode()
    assert ('data-test="no-hands"' in page, 'data-test="move-day"' in page) == (True, True)


def test_a_case_that_stands_still_offers_nothing(signed_in: SignedIn) -> None:
    case = planned(State.SUPPLEMENT_REQUESTED)
    sla.stop_clock(case, timezone.now() + timedelta(hours=1))
    case.save()
    page = signed_in("supervisor").get(url(case)).content.decode()
    assert ('data-test="no-day"' in page, 'data-test="move"' in page) == (True, False)


def test_an_unknown_case_is_not_found(signed_in: SignedIn) -> None:
    assert signed_in("supervisor").get(f"{BOARD}chuyen/khong-co/").status_code == 404
