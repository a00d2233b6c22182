"""The administrator's page of texts: a look on a case, faults told, versions compared, an older one used again."""

import pytest
from django.urls import reverse

from letters import texts, versions
from letters.forms import Form
from letters.models import FormHandling, LetterText
from tests import make
from tests.web.conftest import SignedIn

pytestmark = pytest.mark.django_db
HOUSE = texts.built_in(Form.REFUSAL)


def typed(**changed: str) -> dict[str, str]:
    parts = {part: getattr(HOUSE, part) for part in texts.PARTS}
    return parts | {"seen": HOUSE.digest, "why": "viết rõ hơn"} | changed


def url(name: str, *more: object) -> str:
    return reverse(f"web:{name}", args=["refusal", *more])


def test_the_page_shows_the_words_and_every_value_with_its_meaning(signed_in: SignedIn) -> None:
    page = signed_in("administrator").get(url("letter_text")).content.decode()
    assert "Phiếu từ chối tiếp nhận giải quyết hồ sơ" in page
    assert "ten_cong_ty" in page and "Tên doanh nghiệp" in page and "ly_do" in page and "bắt buộc" in page
    assert "lien_ket" not in page


def test_good_words_become_the_next_version(signed_in: SignedIn) -> None:
    client = signed_in("administrator")
    answer = client.post(url("letter_text"), typed(body=HOUSE.body.replace("Qua", "Sau khi")))
    assert answer.status_code == 302
    row = LetterText.objects.get(version=2)
    assert (
        row.why == "viết rõ hơn"
        and row.by is not None
        and "Sau khi xem xét" in versions.current(Form.REFUSAL).body
    )
    assert LetterText.objects.get(version=1).words == HOUSE


def test_faults_are_told_and_what_was_typed_stays(signed_in: SignedIn) -> None:
    answer = signed_in("administrator").post(url("letter_text"), typed(body="{{ ten_cong_ti }}"))
    page = answer.content.decode()
    assert answer.status_code == 409 and "Có phải là {{ ten_cong_ty }}?" in page
    assert "{{ ten_cong_ti }}</textarea>" in page
    assert not LetterText.objects.exists()


def test_another_persons_save_is_not_overwritten(signed_in: SignedIn) -> None:
    client = signed_in("administrator")
    client.post(url("letter_text"), typed(title="Một"))
    answer = client.post(url("letter_text"), typed(title="Hai"))
    assert answer.status_code == 409 and "Người khác vừa lưu" in answer.content.decode()
    assert versions.current(Form.REFUSAL).title == "Một"


def test_a_look_is_a_picture_with_the_mail_beside_it(signed_in: SignedIn) -> None:
    answer = signed_in("administrator").post(url("preview_text"), typed(), headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert 'src="data:image/png;base64,' in page and "hồ sơ bịa" in page and "<html" not in page
    assert len(page) < 200_000


@pytest.mark.parametrize(("roles", "sees"), [(("administrator",), False), (("administrator", "clerk"), True)])
def test_a_look_on_a_real_case_shows_its_company_to_who_may_see_it(
    roles: tuple[str, ...], sees: bool, signed_in: SignedIn
) -> None:
    case = make.case()
    page = signed_in(*roles).post(url("preview_text"), typed(case_number=case.number)).content.decode()
    assert (make.COMPANY in page, make.TAX_CODE in page, case.number in page.split("look-mail")[1]) == (sees,) * 3
    assert ("dữ liệu được che" in page) is not sees


def test_a_look_tells_faults_and_unknown_cases(signed_in: SignedIn) -> None:
    client = signed_in("administrator")
    assert "{{ x }}" in client.post(url("preview_text"), typed(body="{{ x }}")).content.decode()
    assert "Không có hồ sơ 99" in client.post(url("preview_text"), typed(case_number="99")).content.decode()


@pytest.mark.parametrize("form", Form)
def test_every_form_can_be_looked_at_on_any_case(form: Form, signed_in: SignedIn) -> None:
    words = texts.built_in(form)
    data = {part: getattr(words, part) for part in texts.PARTS} | {"case_number": make.case().number}
    page = signed_in("administrator").post(reverse("web:preview_text", args=[form]), data).content.decode()
    assert "data:image/png" in page


def test_an_older_version_is_compared_and_used_again(signed_in: SignedIn) -> None:
    client = signed_in("administrator")
    client.post(url("letter_text"), typed(title="Tên mới"))
    page = client.get(url("letter_text_past")).content.decode()
    assert "Tên mới" in page and "diff-line removed" in page and "diff-line added" in page
    client.post(url("use_text_again", 1))
    assert versions.current(Form.REFUSAL) == HOUSE
    assert LetterText.objects.latest("version").why == "Dùng lại lần 1"


def test_how_letters_go_out_is_set(signed_in: SignedIn) -> None:
    client = signed_in("administrator")
    client.post(url("set_handling"), {"handling": "paper"})
    assert FormHandling.objects.get().handling == "paper"
    assert client.post(url("set_handling"), {"handling": "x"}).status_code == 409


def test_an_unknown_form_is_not_found(signed_in: SignedIn) -> None:
    assert signed_in("administrator").get("/mau-thu/khong-co/").status_code == 404
