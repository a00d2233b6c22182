"""Every form of an act carries where its person saw the case; a stale one is answered 409 and changes nothing."""

import re

import pytest
from django.urls import reverse

from casedesk import actions, checking, endings
from casedesk.models import Case, State, User
from tests import make
from tests.web.conftest import SignedIn

pytestmark = pytest.mark.django_db
NOW = make.NOW

FORMS: dict[str, tuple[State, str, dict[str, str]]] = {
    "accept": (State.CHECKED, "review", {}),
    "refuse": (State.CHECKED, "refuse", {"reason": "Sai nơi nhận."}),
    "request_supplement": (State.CHECKED, "request_supplement", {"note": "Bản rõ hơn."}),
    "fulfil": (State.ASSIGNED, "fulfil", {"step": "propose", "note": "Đã gọi."}),
    "approve": (State.PROPOSED, "approve", {}),
    "send_back": (State.PROPOSED, "approve", {"reason": "Chưa gọi lại."}),
    "reassign": (State.ASSIGNED, "case", {}),
    "take_over": (State.ASSIGNED, "case", {}),
    "withdraw": (State.ASSIGNED, "withdraw", {"reason": "Công ty rút."}),
    "stop": (State.ASSIGNED, "stop", {"reason": "Công ty giải thể."}),
    "reopen": (State.STOPPED, "reopen", {"reason": "Dừng nhầm."}),
}
"""For each address: where the case is, the page whose form it is, and what the form says besides."""


def standing(state: State, technician: User) -> Case:
    case = make.case(State.ASSIGNED if state == State.PROPOSED else state, technician=technician)
    checking.run(case, NOW)
    if state == State.PROPOSED:
        actions.propose(case.pk, None, "", technician, NOW)
    return Case.objects.get(pk=case.pk)


def remembered(page: str) -> str:
    found = re.findall(r'name="seen_state" value="([a-z_]+\.\d+)"', page)
    assert found
    assert len(set(found)) == 1
    return str(found[0])


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("is_stale", [False, True], ids=["fresh", "stale"])
def test_a_form_and_what_another_did_meanwhile(name: str, is_stale: bool, signed_in: SignedIn) -> None:
    state, page, data = FORMS[name]
    me = make.user("supervisor", "technician")
    case = standing(state, me if name == "fulfil" else make.user("technician"))
    client, url = signed_in(person=me), reverse(f"web:{name}", args=[case.number])
    seen = remembered(client.get(reverse(f"web:{page}", args=[case.number])).content.decode())
    if is_stale:
        first = make.user("supervisor", full_name="Lê Thị Trước")
        again = endings.reopen if state == State.STOPPED else endings.stop
        again(case.pk, "Tôi làm trước.", first, NOW)
    known = Case.objects.filter(pk=case.pk).values().get()
    form = data | {"seen_state": seen, "technician": str(make.user("technician").pk)}
    response = client.post(url, form)
    if not is_stale:
        assert response.status_code == 302
        return
    shown = response.content.decode()
    assert response.status_code == 409
    assert "Lê Thị Trước đã làm" in shown
    assert all(text in shown for text in data.values() if len(text) > 7)
    assert Case.objects.filter(pk=case.pk).values().get() == known


def test_a_form_that_comes_back_remembers_what_was_seen_first(signed_in: SignedIn) -> None:
    case, client = standing(State.CHECKED, make.user("technician")), signed_in("clerk")
    url = reverse("web:refuse", args=[case.number])
    response = client.post(url, {"reason": " ", "seen_state": case.seen_state})
    assert response.status_code == 409
    assert remembered(response.content.decode()) == case.seen_state


def test_the_ends_are_offered_to_who_may_make_them(signed_in: SignedIn) -> None:
    case = standing(State.ASSIGNED, make.user("technician"))
    url = reverse("web:case", args=[case.number])
    offered = {
        role: re.findall(r'data-test="(to-withdraw|to-stop|to-reopen)"', signed_in(role).get(url).content.decode())
        for role in ("technician", "clerk", "supervisor")
    }
    assert offered == {"technician": [], "clerk": ["to-withdraw"], "supervisor": ["to-withdraw", "to-stop"]}
    endings.stop(case.pk, "Nhầm.", make.user("supervisor"), NOW)
    assert 'data-test="to-reopen"' in signed_in("supervisor").get(url).content.decode()
    assert 'data-test="to-reopen"' not in signed_in("clerk").get(url).content.decode()


def test_a_supervisor_who_is_a_technician_takes_over(signed_in: SignedIn) -> None:
    case, me = standing(State.ASSIGNED, make.user("technician")), make.user("supervisor", "technician")
    signed_in(person=me).post(reverse("web:take_over", args=[case.number]), {"seen_state": case.seen_state})
    case = Case.objects.get(pk=case.pk)
    assert case.technician == me
    assert case.assigned_because == f"giao cho {me} vì tự nhận xử lý"
    page = signed_in("clerk").get(reverse("web:case", args=[case.number])).content.decode()
    assert case.assigned_because in page
