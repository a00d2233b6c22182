"""A site with a case in every state that has a page of its own, made without reading anything."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from time import sleep

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from django.core.files.base import ContentFile
from django.db import transaction

from casedesk import (
    actions,
    answering,
    attachments,
    checking,
    fulfilment,
    given,
    notes,
    questions,
    readdressing,
    reception,
)
from casedesk.accounts import loads, registering
from casedesk.accounts.declared import RegistrationKind
from casedesk.accounts.gateway import BoundCertificate
from casedesk.accounts.models import Account, RegistryPolicy
from casedesk.accounts.registering import Declared, DeclaredTerminal, DeclaredUser
from casedesk.attachments import Upload
from casedesk.models import Absence, CalendarDay, Case, Queue, RoutingRule, State, User
from casedesk.reception import Arrival
from casedesk.samples import certificates
from intake.facts import Request
from intake.models import Field
from letters import texts, versions
from letters.forms import Form
from letters.kinds import Kind as Letter
from letters.models import Message, MessageState, Signer, SignerAbsence
from tests import mails, make, paper
from verification.certificates import authorities
from verification.findings import Channel
from verification.models import ChecklistPolicy


def furnish() -> dict[str, str]:
    """Make the cases in the database of a site whose people exist; return their numbers by what they show."""
    now = datetime.now(UTC)
    clerk, boss = (User.objects.get(username=name) for name in ("vanthu", "lanhdao"))
    technician = User.objects.get(username="kythuat1")
    cases = {
        "review": _case(State.CHECKED, now, channel=Channel.WALK_IN, request=Request.REBIND_LOST),
        "supplement": _case(State.SUPPLEMENT_REQUESTED, now),
        "rebind": _case(State.ASSIGNED, now, technician=technician, request=Request.REBIND_RENEWED),
        "password": _case(State.ASSIGNED, now, technician=technician),
        "proposed": _case(State.ASSIGNED, now, technician=technician),
        "late": _case(State.CHECKED, now - timedelta(days=30)),
        "closed": _case(State.CLOSED, now),
    }
    cases["joined"] = _case(State.JOINED, now, joined_into=cases["review"])
    actions.propose(cases["proposed"].pk, None, "Đã gọi hỏi.", technician, now)
    review = cases["review"]
    Field.objects.filter(document__case=review, name__in=("email", "full_name")).update(certain=False)
    Field.objects.filter(document__case=review, name="id_number").update(value="00108", certain=False)
    checking.run(review, now)
    given.add(review.pk, certificates.make(make.COMPANY, "0100000028", now), "moi.cer", clerk, now)
    notes.add(review, "Đã gọi hỏi công ty @lanhdao", clerk, now)
    questions.ask(review.pk, boss, "Dấu này có đúng không?", clerk, now)
    attachments.add(review, Upload("thu.png", paper.png(), "thư của doanh nghiệp"), clerk, now)
    reception.set_aside(Arrival("thu.txt", b"khong", Channel.POST, now.date()), "Tệp không phải giấy tờ.", now)
    _letter(cases["password"], MessageState.REFUSED, "550 5.1.1 User unknown", now)
    _letter(cases["rebind"], MessageState.UNKNOWN, "Connection unexpectedly closed", now)
    readdressing.ask(cases["password"].pk, "moi@mauthu.example", "Đã gọi hỏi.", clerk, now)
    _administer(technician, now)
    cases |= {
        "bound": _changed(now, technician, Request.REBIND_LOST),
        "handed": _changed(now, technician, Request.RESET_PASSWORD),
    }
    others = {"mail": str(_mail(cases, now))} | _accounts(technician, boss, now)
    return {name: case.number for name, case in cases.items()} | others


def _changed(now: datetime, technician: User, request: Request) -> Case:
    """Make a case that has ended with its account changed."""
    case = _case(State.ASSIGNED, now, technician=technician, request=request)
    new = certificates.make(make.COMPANY, make.TAX_CODE, now) if request != Request.RESET_PASSWORD else None
    actions.propose(case.pk, new, "Đã gọi hỏi.", technician, now)
    actions.approve(case.pk, User.objects.get(username="lanhdao"), now)
    fulfilment.carry_out(Case.objects.get(pk=case.pk))
    _answered(case, now)
    return case


def _answered(case: Case, now: datetime) -> None:
    """Write the answer and end the case; the site's own worker may be at it as well, and takes its time."""
    for _again in range(200):
        if not answering.write_next(now) and Case.objects.get(pk=case.pk).state != State.FULFILLED:
            break
        sleep(0.1)
    with transaction.atomic():
        held = Case.objects.select_for_update().get(pk=case.pk)
        if held.state == State.ANSWERED:
            answering.close(held, now)


def _accounts(technician: User, boss: User, now: datetime) -> dict[str, str]:
    """Make User IDs and terminals of the account in every standing, a request that waits, a file with flaws."""
    account, old = Account.objects.get(tax_code=make.TAX_CODE), now - timedelta(days=3)
    bound = BoundCertificate("5401ABCD", "CA cũ", make.COMPANY, old, now + timedelta(days=300))
    first = Declared((DeclaredUser("A0123001", "Trần Thị Bình", bound),), (DeclaredTerminal("MAY01"),))
    entered = registering.enter(account, RegistrationKind.NEW, first, "CV 12", technician, old)
    registering.approve(entered.pk, boss, old)
    more = Declared((DeclaredUser("A0123002", "Lê Văn Chín", bound),), (DeclaredTerminal("MAY02"),))
    registering.approve(
        registering.enter(account, RegistrationKind.NEW, more, "CV 13", technician, now).pk, boss, now
    )
    end = Declared(terminals=(DeclaredTerminal("MAY01", ends=True),))
    waiting = registering.enter(account, RegistrationKind.CHANGE, end, "CV 14", technician, now)
    table = "Loại,Mã số thuế,Tên,Thư điện tử\nTK,0100000028,,khong\nXX,0100000028,A,\n"
    load = loads.hand_in("so.csv", table.encode(), "Sổ tháng 11", technician, now)
    loads.work_next(now)
    return {"tax_code": account.tax_code, "registration": str(waiting.pk), "load": str(load.pk)}


def _mail(cases: dict[str, Case], now: datetime) -> int:
    """Make a supplement, an automatic reply and a question with hostile HTML; return the last."""
    number = cases["supplement"].number
    files = (("cccd.pdf", paper.pdf(2)), ("hinh.zip", b"PK\x03\x04"))
    mails.take(mails.mail(subject=f"Bổ sung hồ sơ {number}", files=files), now=now)
    mails.take(mails.mail(subject=f"Tự động trả lời: {number}", Auto_Submitted="auto-replied"), now=now)
    page = "<h2>Kính gửi</h2><p>Xin <a href='https://noikhac.example'>bấm</a><img src='https://noikhac.example/x'></p>"
    raw = mails.with_html(
        mails.mail(sender=f"Kế toán <{mails.STRANGER}>", files=(("don.pdf", paper.pdf(3)),)), page
    )
    return mails.take(raw, now=now).pk


def _administer(technician: User, now: datetime) -> None:
    """Make a row in each of the administrator's tables that starts empty."""
    day, authority = now.date(), certificates.authority()
    signer = Signer.objects.create(name="Lê Thị Mẫu", title="GIÁM ĐỐC", effective_from=day)
    SignerAbsence.objects.create(signer=signer, first_day=day + timedelta(90), last_day=day + timedelta(91))
    words = replace(texts.built_in(Form.REFUSAL), title="Phiếu từ chối hồ sơ")
    for form_words in (texts.built_in(Form.REFUSAL), words):
        versions.save(Form.REFUSAL, form_words, technician, now, "Viết gọn hơn")
    Absence.objects.create(person=technician, first_day=day + timedelta(90), last_day=day + timedelta(91))
    RegistryPolicy.objects.create(effective_from=day + timedelta(90))
    RoutingRule.objects.create(order=9, queue=Queue.objects.all()[0], effective_from=day + timedelta(90))
    ChecklistPolicy.objects.create(effective_from=day + timedelta(90), cmnd_ended_on=day)
    CalendarDay.objects.create(day=day + timedelta(90), is_worked=False, notice="Thử")
    made = x509.CertificateRevocationListBuilder().issuer_name(authority.certificate.subject)
    made = made.last_update(now - timedelta(days=3)).next_update(now + timedelta(days=4))
    authorities.add(made.sign(authority.key, hashes.SHA256()).public_bytes(Encoding.DER), now)


def _letter(of: Case, state: MessageState, said: str, now: datetime) -> None:
    """Make a letter that no worker sends."""
    with transaction.atomic():
        answering.order(of, Letter.RECEIPT, now)
        answering.write_next(now)
        told = {"last_error": "Cần người xem.", "server_said": said, "attempts": 1}
        Message.objects.filter(case=of).update(state=state, **told)


def _case(state: State, now: datetime, **columns: object) -> Case:
    made = make.case(state, now=now, arrived_on=now.date(), **columns)  # type: ignore[arg-type]
    scan = made.scans.get()
    scan.file.save(scan.sha256, ContentFile(paper.pdf(pages=4)))
    checking.run(made, now)
    return made
