"""The checklist run on a case as it stands, its outcome kept, and the case's own columns after it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from django.utils import translation
from django.utils.translation import gettext as _
from rapidfuzz.distance import Levenshtein

from casedesk import history, mailed, search, sla
from casedesk.accounts.gateway import AccountRecord, BoundCertificate, gateway
from casedesk.lib.outcomes import NeedsPerson, TryAgain
from casedesk.models import Act, AddressChange, Case
from intake import records
from intake.facts import Document as ReadDocument
from intake.facts import Facts, Kind
from intake.models import Document, Field
from verification import certificates, checklist, evidence, findings
from verification.certificates import Expected, Offered, authorities, chains, kept
from verification.findings import Bearer, Channel, Dossier, NewCertificate, Outcome, Record
from verification.models import ChecklistPolicy, Finding, Judgement

_SECOND_REQUEST_DAYS = 30
_MOST_NAMED = 3
_MISREAD_DIGITS = 3
_OURS = {"incomplete"}
"""Codes of what is not the company's to mend: an authority that an administrator has not put on file."""


def run(case: Case, now: datetime) -> None:
    """Run every rule and keep the findings, in the caller's transaction; saves the case's columns."""
    documents = records.documents_of(case.id)
    facts = records.facts_of(case.id, documents)
    policy = ChecklistPolicy.on(case.arrived_on)
    _take_over(case, facts, documents)
    account, problem = _account(case)
    bearer, record = Bearer(case.bearer_name, case.bearer_id), _record(case, account, problem)
    new = _new_certificate(case, account, now)
    letters = (index for index, row in enumerate(documents) if row.kind == Kind.REQUEST_LETTER)
    unseen = frozenset(index for index in letters if mailed.is_unseen(documents[index]))
    dossier = Dossier(facts, Channel(case.channel), case.arrived_on, policy, record, bearer, new, unseen)
    found = checklist.check(dossier)
    _keep_evidence(dossier, documents)
    judged = [_judged(case, finding) for finding in found]
    _keep(case, judged, documents, now)
    case.verdict = findings.verdict_of(judged)
    _recount(case, now)
    case.save(update_fields=["verdict", "company_name", "tax_code", "reply_address", "request", "due_on"])
    search.refresh(case)


def address_in(facts: Facts) -> str:
    """Return the address for the answer as the request letter says it."""
    letter = next((document for _, document in facts.of_kind(Kind.REQUEST_LETTER)), None)
    return letter.value("email")[:254] if letter else ""


def certificate_on(
    case: Case, offered: Offered, bound: BoundCertificate | None, now: datetime
) -> tuple[Sequence[certificates.Problem], certificates.Link]:
    """Hold a certificate against a case and the authorities on file; return what speaks against it, its chain."""
    link = chains.link(offered.certificate, authorities.trust(), now, offered.others)
    serial = _serial_in_letter(case, offered)
    expected = Expected(case.tax_code, now, serial, bound.serial if bound else None)
    return certificates.problems(offered.certificate, expected, link), link


def _new_certificate(case: Case, account: AccountRecord | None, now: datetime) -> NewCertificate | None:
    """Judge the new certificate that was handed in; an authority that we lack is no fault of the company's.

    A signature that does not hold is a doubt until the company has signed another file.
    """
    row = kept.row_of(case.pk)
    with translation.override("vi"):
        broken = () if row and row.has_signed else kept.broken(case.pk)
        if row is None:
            return NewCertificate(doubts=broken) if broken else None
        bound = account.certificate if account else None
        against, _link = certificate_on(case, kept.offered_by(row), bound, now)
    doubts = tuple(problem.why for problem in against if problem.code in _OURS)
    failures = tuple(problem.why for problem in against if problem.code not in _OURS)
    return NewCertificate(failures, (*doubts, *broken))


def _serial_in_letter(case: Case, offered: Offered) -> str:
    """Return the serial that the letter names, where it counts: confirmed by a person, or like no misreading."""
    documents = Document.objects.filter(case=case, kind=Kind.REQUEST_LETTER, is_superseded=False)
    field = Field.objects.filter(document__in=documents, name="certificate_serial").exclude(value="").first()
    if field is None or not field.certain:
        return ""
    is_misread = Levenshtein.distance(field.value, offered.certificate.serial) <= _MISREAD_DIGITS
    return "" if is_misread and field.confirmed_by_id is None else field.value


def _judged(case: Case, finding: findings.Finding) -> findings.Finding:
    """A doubt that as many persons as it needs have judged passes, as long as it is still the same doubt."""
    if finding.outcome != Outcome.UNSURE:
        return finding
    words = Judgement.objects.filter(case=case, rule=finding.rule, why=finding.why)
    notes = dict(words.order_by("id").values_list("by", "note"))
    if len(notes) < finding.persons:
        return finding
    return replace(finding, outcome=Outcome.PASS, why=" ".join(dict.fromkeys(notes.values())))


def _keep(case: Case, found: Sequence[findings.Finding], documents: Sequence[Document], now: datetime) -> None:
    case.findings.all().delete()
    Finding.objects.bulk_create(
        Finding(
            case=case,
            rule=finding.rule,
            outcome=finding.outcome,
            why=finding.why,
            documents=[documents[index].id for index in finding.documents],
            fields=list(finding.fields),
            persons=finding.persons,
            order=order,
            checked_at=now,
        )
        for order, finding in enumerate(found)
    )


def _keep_evidence(dossier: Dossier, documents: Sequence[Document]) -> None:
    """Keep with each value what bears it out besides the papers, so that screens say why nobody needs to look."""
    found = evidence.found(dossier)
    changed = []
    for index, document in enumerate(documents):
        for field in document.fields.all():
            said = found.get((index, field.name), "")
            if field.borne_out_by != said:
                field.borne_out_by = said
                changed.append(field)
    Field.objects.bulk_update(changed, ["borne_out_by"])


def _account(case: Case) -> tuple[AccountRecord | None, str]:
    """Look up a case's account; a gateway that does not answer is said, not raised."""
    if not case.tax_code:
        return None, _("chưa rõ mã số thuế.")
    try:
        return gateway().find(case.tax_code), ""
    except (TryAgain, NeedsPerson) as silent:
        return None, str(silent)


def _record(case: Case, account: AccountRecord | None, problem: str) -> Record:
    """Gather what is known of a case's company."""
    since = case.arrived_on - timedelta(days=_SECOND_REQUEST_DAYS)
    earlier = Case.objects.filter(pk__lt=case.pk, arrived_on__gte=since).exclude(tax_code="")
    recent = earlier.filter(tax_code=case.tax_code).order_by("pk").values_list("number", flat=True)[:_MOST_NAMED]
    others = Case.objects.filter(reply_address__iexact=case.reply_address or None).exclude(tax_code="")
    others = others.exclude(tax_code=case.tax_code).exclude(pk=case.pk).order_by("pk")[:_MOST_NAMED]
    sharing = tuple(f"{one.company_name} ({one.number})" for one in others)
    known = Record(False, problem=problem, recent=tuple(recent), sharing=sharing)
    if account is None:
        return known
    return replace(known, is_found=True, email=account.email, phone=account.phone)


def _clearest(papers: Sequence[ReadDocument], name: str) -> str:
    """Return a value as the first paper has it that has it for sure, else as the first that has it at all."""
    found = [field for paper in papers if (field := paper.fields.get(name)) and field.value]
    return next((field.value for field in found if field.certain), found[0].value if found else "")


def _recount(case: Case, now: datetime) -> None:
    """Give the clock the days of the request as it is known now, with the line that says so."""
    moved = sla.recount(case)
    if moved is None:
        return
    was, to = moved
    note = f"{case.get_request_display() or _('Chưa rõ yêu cầu')}: {was:%d/%m/%Y} → {to:%d/%m/%Y}"
    history.add(case, Act.DUE_COUNTED, now, note=note, was=was.isoformat(), to=to.isoformat())


def _take_over(case: Case, facts: Facts, documents: Sequence[Document]) -> None:
    """Repeat on the case what its lists show; the reply address is the one in the request letter alone.

    Where that letter came by mail, the address stays as it is until a person has confirmed the new one.
    """
    index, letter = next(iter(facts.of_kind(Kind.REQUEST_LETTER)), (0, None))
    licence = next((document for _, document in facts.of_kind(Kind.BUSINESS_LICENCE)), None)
    papers = [paper for paper in (licence, letter) if paper]
    case.company_name = _clearest(papers, "company_name")[:300]
    case.tax_code = next((p.value("tax_code") for p in reversed(papers) if p.value("tax_code")), "")[:20]
    address = AddressChange.holding(case.pk, address_in(facts))
    if not (letter and case.reply_address not in ("", address) and mailed.is_unseen(documents[index])):
        case.reply_address = address
    case.request = facts.request.value if facts.request else ""
