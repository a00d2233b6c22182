"""Mail that came in on screen: what is said of its sender, what may be done, and that its HTML can do nothing."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from pytest_django.fixtures import Settings

from casedesk import search
from casedesk.incoming import papers
from casedesk.models import Case, IncomingMail, MailState, State
from tests import mails, make, paper
from tests.mails import STRANGER, mail, passed, sent, take
from tests.web.conftest import SignedIn

pytestmark = pytest.mark.django_db
HTML = "<p>Xin <b>chào</b> <a href='https://noikhac.example/x'>bấm</a><img src='https://noikhac.example/y'></p>"


@pytest.fixture(autouse=True)
def mailbox(settings: Settings) -> None:
    settings.INCOMING_MAIL = settings.INCOMING_MAIL | {"verifier": mails.OUR_SERVER}


@pytest.fixture
def waiting() -> Case:
    return make.case(State.SUPPLEMENT_REQUESTED)


def with_html(html: str = HTML) -> bytes:
    raw = mail(sender=STRANGER).replace(b'text/plain; charset="utf-8"', b'text/html; charset="utf-8"')
    head = raw[: raw.index(b"\n\n")].replace(b"base64", b"8bit").replace(b"7bit", b"8bit")
    return head + b"\n\n" + html.encode()


def page(signed_in: SignedIn, row: IncomingMail, role: str = "clerk") -> str:
    return signed_in(role).get(reverse("web:incoming_mail", args=[row.pk])).content.decode()


def test_questions_stand_first_and_an_empty_list_says_what_comes(waiting: Case, signed_in: SignedIn) -> None:
    client = signed_in("clerk")
    assert "Không có thư nào chờ xếp" in client.get("/thu-den/").content.decode()
    take(mail(subject="thư lạ", sender=STRANGER))
    take(mail(subject="thư của hồ sơ", In_Reply_To=sent(waiting).message_id))
    shown = client.get("/thu-den/").content.decode()
    assert shown.index("thư lạ") < shown.index("thư của hồ sơ")
    assert "Không có thư nào chờ xếp" not in shown


def test_questions_beyond_the_first_are_a_page_away(signed_in: SignedIn) -> None:
    for number in range(101):
        take(mail(subject=f"thư-{number:03d}"))
    client = signed_in("clerk")
    assert "thư-000" not in client.get("/thu-den/").content.decode()
    last = IncomingMail.objects.all()[99].pk
    assert "thư-000" in client.get(f"/thu-den/?muc=question&truoc={last}").content.decode()


def test_older_mail_is_on_further_pages(signed_in: SignedIn, waiting: Case) -> None:
    for number in range(52):
        row = take(mail(subject=f"thư-{number:02d}"))
        IncomingMail.objects.filter(pk=row.pk).update(state=MailState.SET_ASIDE)
    client = signed_in("auditor")
    first = client.get("/thu-den/?muc=set_aside").content.decode()
    assert "thư-51" in first
    assert "thư-01" not in first
    assert (
        "thư-01"
        in client.get(f"/thu-den/?muc=set_aside&truoc={IncomingMail.objects.all()[49].pk}").content.decode()
    )
    assert client.get("/thu-den/?muc=la").status_code == 400


SENDERS: dict[str, tuple[dict[str, Any], str, str]] = {
    "known and vouched for": (passed(), make.EMAIL, "đã xác minh, đúng địa chỉ nhận trả lời"),
    "known, not vouched for": ({}, make.EMAIL, "chưa xác minh người gửi"),
    "unknown": ({}, STRANGER, "chưa xác minh người gửi; không phải địa chỉ nhận trả lời của hồ sơ"),
    "unknown, vouched for": (
        passed("noikhac.example"),
        STRANGER,
        "tên miền đã xác minh, nhưng không phải địa chỉ nhận trả lời của hồ sơ",
    ),
    "vouched for by another server": (passed(server="mx.noikhac.example"), make.EMAIL, "chưa xác minh người gửi"),
}


@pytest.mark.parametrize("who", SENDERS)
def test_what_is_known_of_the_sender_is_said(who: str, waiting: Case, signed_in: SignedIn) -> None:
    headers, sender, words = SENDERS[who]
    row = take(mail(In_Reply_To=sent(waiting).message_id, sender=sender, **headers))
    assert f"{words}</span>" in page(signed_in, row)
    assert f"{words}</span>" in signed_in("clerk").get(f"/ho-so/{waiting.number}/").content.decode()


def test_html_is_shown_in_a_sandbox_with_a_policy_of_its_own(signed_in: SignedIn) -> None:
    row = take(with_html())
    assert 'sandbox=""' in page(signed_in, row)
    assert "hình ở xa không được tải" in page(signed_in, row)
    answer = signed_in("clerk").get(reverse("web:mail_frame", args=[row.pk]))
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert policy.endswith("sandbox")
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    shown = answer.content.decode()
    assert "Xin <b>chào</b> bấm ‹https://noikhac.example/x›" in shown
    assert "<img" not in shown


def test_markup_of_a_mail_stays_text(signed_in: SignedIn) -> None:
    evil = "<script>alert(1)</script>"
    row = take(
        mail(subject=evil, text=evil, sender=f'"{evil}" <{STRANGER}>', files=((f"{evil}.pdf", paper.pdf(1)),))
    )
    for address in ("/thu-den/", reverse("web:incoming_mail", args=[row.pk])):
        shown = signed_in("clerk").get(address).content.decode()
        assert "<script>alert" not in shown
        assert "&lt;script&gt;alert" in shown


def test_a_file_is_saved_and_never_shown(signed_in: SignedIn) -> None:
    row = take(mail(files=(("a.html", b"<script>alert(1)</script>"),)))
    answer = signed_in("technician").get(reverse("web:mail_file", args=[row.pk, row.files.get().pk]))
    assert answer.content == b"<script>alert(1)</script>"
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_file_of_another_mail_is_not_found(signed_in: SignedIn) -> None:
    row, other = take(mail(files=(("a.pdf", paper.pdf(1)),))), take(mail())
    assert signed_in("clerk").get(reverse("web:mail_file", args=[other.pk, row.files.get().pk])).status_code == 404


def test_a_clerk_links_a_mail_and_brings_its_papers(waiting: Case, signed_in: SignedIn) -> None:
    row, client = take(mail(sender=STRANGER, files=(("a.pdf", paper.pdf(1)),))), signed_in("clerk")
    client.post(reverse("web:link_mail", args=[row.pk]), {"number": waiting.number})
    shown = page(signed_in, row)
    assert "Nhận làm giấy tờ bổ sung" in shown
    client.post(reverse("web:bring_mail", args=[row.pk]), {"file": row.files.get().pk})
    waiting.refresh_from_db()
    assert (waiting.state, waiting.scans.count()) == (State.RECEIVED, 2)
    assert waiting.scans.latest("pk").added_by is not None


def test_a_wrong_number_is_told(signed_in: SignedIn) -> None:
    row = take(mail())
    answer = signed_in("clerk").post(reverse("web:link_mail", args=[row.pk]), {"number": "<b>la"}, follow=True)
    assert "Không có hồ sơ &lt;b&gt;la." in answer.content.decode()


def test_a_clerk_opens_a_case_or_sets_aside(signed_in: SignedIn) -> None:
    client = signed_in("clerk")
    row = take(mail(files=(("a.pdf", paper.pdf(1)),)))
    client.post(reverse("web:open_case_of_mail", args=[row.pk]), {"file": row.files.get().pk})
    row.refresh_from_db()
    assert row.case == Case.objects.get()
    other = take(mail(subject="quảng cáo"))
    client.post(reverse("web:set_mail_aside", args=[other.pk]), {"reason": "Quảng cáo"})
    assert "Quảng cáo" in client.get("/thu-den/?muc=set_aside").content.decode()


def test_who_only_reads_is_offered_nothing(waiting: Case, signed_in: SignedIn) -> None:
    row = take(mail(files=(("a.pdf", paper.pdf(1)),)))
    for role in ("auditor", "technician"):
        shown = page(signed_in, row, role)
        assert 'data-test="link"' not in shown
        assert 'data-test="choose' not in shown


def test_mail_and_letters_stand_in_order_of_time(waiting: Case, signed_in: SignedIn) -> None:
    take(mail(subject="sớm"), now=make.NOW - timedelta(hours=2))
    letter = sent(waiting)
    for subject, hours in (("sớm", -2), ("muộn", 2)):
        now = make.NOW + timedelta(hours=hours)
        take(mail(subject=subject, In_Reply_To=letter.message_id), now=now)
    shown = signed_in("clerk").get(f"/ho-so/{waiting.number}/").content.decode()
    shown = shown[shown.index('id="thu-tu"') :]
    assert shown.index("muộn") < shown.index("sớm")


def test_an_unopened_mail_brings_its_case_into_the_inbox(waiting: Case, signed_in: SignedIn) -> None:
    row = take(mail(In_Reply_To=sent(waiting).message_id))
    inbox = "/hop-viec/?muc=mail"
    assert waiting.number in signed_in("technician").get(inbox).content.decode()
    page(signed_in, row, "auditor")
    assert waiting.number in signed_in("clerk").get(inbox).content.decode()
    page(signed_in, row, "clerk")
    assert waiting.number not in signed_in("clerk").get(inbox).content.decode()


def test_papers_that_came_by_mail_are_marked_for_the_clerk(waiting: Case, signed_in: SignedIn) -> None:
    take(mail(In_Reply_To=sent(waiting).message_id, files=(("a.pdf", paper.pdf(1)),)))
    papers.bring_owed(make.NOW)
    scan = waiting.scans.latest("pk")
    scan.pages.create(number=1, kind="other")
    Case.objects.filter(pk=waiting.pk).update(state=State.CHECKED)
    for address in (f"/ho-so/{waiting.number}/", f"/ho-so/{waiting.number}/kiem-tra/"):
        assert "nhận qua thư điện tử" in signed_in("clerk").get(address).content.decode()


def test_a_case_is_found_by_its_mail(waiting: Case) -> None:
    take(mail(subject="Bổ sung hộ chiếu gia hạn", In_Reply_To=sent(waiting).message_id))
    found = search.find("ho chieu gia han", papers=False)
    assert found
    assert [case.pk for case, _hits in found.cases] == [waiting.pk]
