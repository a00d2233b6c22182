"""A site with a case in every state that has a page of its own, made without reading anything."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from django.core.files.base import ContentFile

from casedesk import actions, attachments, checking, given, notes, questions, reception
from casedesk.attachments import Upload
from casedesk.models import Absence, CalendarDay, Case, Queue, RoutingRule, State, User
from casedesk.reception import Arrival
from casedesk.samples import certificates
from intake.facts import Request
from intake.models import Field
from letters import texts, versions
from letters.forms import Form
from letters.models import Signer, SignerAbsence
from tests import make, paper
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
    _administer(technician, now)
    return {name: case.number for name, case in cases.items()}


def _administer(technician: User, now: datetime) -> None:
    """Make a row in each of the administrator's tables that starts empty."""
    day, authority = now.date(), certificates.authority()
    signer = Signer.objects.create(name="Lê Thị Mẫu", title="GIÁM ĐỐC", effective_from=day)
    SignerAbsence.objects.create(signer=signer, first_day=day + timedelta(90), last_day=day + timedelta(91))
    words = replace(texts.built_in(Form.REFUSAL), title="Phiếu từ chối hồ sơ")
    for form_words in (texts.built_in(Form.REFUSAL), words):
        versions.save(Form.REFUSAL, form_words, technician, now, "Viết gọn hơn")
    Absence.objects.create(person=technician, first_day=day + timedelta(90), last_day=day + timedelta(91))
    RoutingRule.objects.create(order=9, queue=Queue.objects.all()[0], effective_from=day + timedelta(90))
    ChecklistPolicy.objects.create(effective_from=day + timedelta(90), cmnd_ended_on=day)
    CalendarDay.objects.create(day=day + timedelta(90), is_worked=False, notice="Thử")
    made = x509.CertificateRevocationListBuilder().issuer_name(authority.certificate.subject)
    made = made.last_update(now - timedelta(days=3)).next_update(now + timedelta(days=4))
    authorities.add(made.sign(authority.key, hashes.SHA256()).public_bytes(Encoding.DER), now)


def _case(state: State, now: datetime, **columns: object) -> Case:
    made = make.case(state, now=now, arrived_on=now.date(), **columns)  # type: ignore[arg-type]
    scan = made.scans.get()
    scan.file.save(scan.sha256, ContentFile(paper.pdf(pages=4)))
    checking.run(made, now)
    return made
