"""Internal notes: kept as written, shown to whom they name until the case is opened."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from casedesk import checking, notes
from casedesk.models import Act, Case, Event, Mention, Note, User
from tests import make
from tests.web.conftest import SignedIn
from tests.web.test_inbox import shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    made = make.case()
    checking.run(made, make.NOW)
    return made


@pytest.fixture
def colleague() -> User:
    return make.user("technician", username="ky.thuat-1", full_name="Phạm Văn Biết")


def url(name: str, case: Case) -> str:
    return reverse(f"web:{name}", args=[case.number])


def write(client: Client, case: Case, text: str) -> str:
    return client.post(url("add_note", case), {"text": text}, follow=True).content.decode()


def reminded(person: User, signed_in: SignedIn) -> list[str]:
    return shown(signed_in(person=person).get("/hop-viec/?muc=mentioned"))


def test_notes_stand_on_the_case_and_in_the_review_the_newest_first(case: Case, signed_in: SignedIn) -> None:
    clerk = signed_in("clerk")
    write(clerk, case, "Đã gọi điện.")
    write(clerk, case, "Họ sẽ gửi lại.")
    for name in ("case", "review"):
        page = clerk.get(url(name, case)).content.decode()
        assert page.index("Họ sẽ gửi lại.") < page.index("Đã gọi điện.")
    assert Event.objects.filter(case=case, act=Act.NOTED).count() == 2


@pytest.mark.parametrize("opens", ["case", "review"])
def test_who_is_named_is_reminded_until_they_open_the_case(opens: str, case: Case, signed_in: SignedIn) -> None:
    person = make.user("clerk", username="vanthu2", full_name="Lê Thị Hai")
    page = write(signed_in("clerk"), case, "@vanthu2 xem giúp con dấu")
    assert "nhắc Lê Thị Hai" in page
    assert reminded(person, signed_in) == [case.number]
    signed_in(person=person).get(url(opens, case))
    assert reminded(person, signed_in) == []
    assert Mention.objects.get().seen_at is not None


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("@ky.thuat-1 xem", True),
        ("nhờ @KY.THUAT-1.", True),
        ("(@ky.thuat-1), gấp", True),
        ("@ky.thuat-1 và @ky.thuat-1", True),
        ("gửi tới ai@ky.thuat-1", False),
        ("@ky.thuat-12", False),
        ("@", False),
    ],
    ids=["first", "other letters, full stop", "brackets", "twice", "an address", "longer", "alone"],
)
def test_what_names_a_person(text: str, named: bool, case: Case, colleague: User, signed_in: SignedIn) -> None:
    write(signed_in("clerk"), case, text)
    assert (reminded(colleague, signed_in) == [case.number]) == named
    assert Mention.objects.count() == int(named)


def test_opening_another_case_leaves_the_reminder(case: Case, colleague: User, signed_in: SignedIn) -> None:
    write(signed_in("clerk"), case, "@ky.thuat-1")
    signed_in(person=colleague).get(url("case", make.case()))
    signed_in("technician").get(url("case", case))
    assert reminded(colleague, signed_in) == [case.number]


def test_a_reminder_counts_a_case_once(case: Case, colleague: User, signed_in: SignedIn) -> None:
    for text in ("@ky.thuat-1 một", "@ky.thuat-1 hai"):
        write(signed_in("clerk"), case, text)
    response = signed_in(person=colleague).get("/hop-viec/")
    assert response.context["listing"].code == "mentioned"
    assert {listing.code: count for listing, count in response.context["listings"]}["mentioned"] == 1


def test_nobody_reminds_themselves(case: Case, signed_in: SignedIn) -> None:
    me = make.user("clerk", username="toi")
    write(signed_in(person=me), case, "@toi nhớ gọi lại")
    assert not Mention.objects.exists()


def test_an_unknown_name_is_said_and_the_note_kept(case: Case, signed_in: SignedIn) -> None:
    page = write(signed_in("clerk"), case, "@khong-co xem giúp")
    assert "Không có ai tên đăng nhập @khong-co" in page
    assert Note.objects.get().text == "@khong-co xem giúp"


@pytest.mark.parametrize(
    ("roles", "columns"),
    [(("administrator",), {}), ((), {}), (("technician",), {"is_active": False})],
    ids=["administrator", "no role", "left"],
)
def test_who_may_see_no_case_is_not_reminded(
    roles: tuple[str, ...], columns: dict[str, bool], case: Case, signed_in: SignedIn
) -> None:
    make.user(*roles, username="nguoi-la", **columns)
    response = signed_in("clerk").post(url("add_note", case), {"text": "@nguoi-la xem"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "@nguoi-la không được xem hồ sơ" in page
    assert "@nguoi-la xem</textarea>" in page
    assert not Note.objects.exists()


@pytest.mark.parametrize(
    "text",
    ["", "  \n", "a" * 2001, " ".join(f"@a{n}" for n in range(21))],
    ids=["empty", "blank", "long", "everybody"],
)
def test_a_note_has_words_and_not_too_many(text: str, case: Case, signed_in: SignedIn) -> None:
    assert signed_in("clerk").post(url("add_note", case), {"text": text}).status_code == 409
    assert not Note.objects.exists()


def test_two_thousand_letters_are_taken_whole(case: Case, signed_in: SignedIn) -> None:
    write(signed_in("clerk"), case, "Ậ" * notes.LONGEST)
    assert len(Note.objects.get().text) == notes.LONGEST


CHANGES: dict[str, Callable[[Note], object]] = {
    "delete all": lambda _note: Note.objects.all().delete(),
    "update all": lambda _note: Note.objects.update(text="khác"),
    "delete": lambda note: note.delete(),
    "save": lambda note: note.save(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_note_is_never_changed_or_deleted(change: Callable[[Note], object], case: Case) -> None:
    kept = notes.add(case, "Đã gọi.", make.user("clerk"), make.NOW).note
    with pytest.raises(TypeError):
        change(kept)
    assert Note.objects.get().text == "Đã gọi."


def test_markup_in_a_note_is_text(case: Case, signed_in: SignedIn) -> None:
    assert "<script>alert" not in write(signed_in("clerk"), case, "<script>alert(1)</script>")


def test_names_stand_beside_the_box(case: Case, colleague: User, signed_in: SignedIn) -> None:
    make.user("administrator", username="quantri")
    page = signed_in("clerk").get(url("case", case)).content.decode()
    assert "@ky.thuat-1" in page
    assert "@quantri" not in page
