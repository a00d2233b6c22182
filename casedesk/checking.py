"""The checklist run on a case as it stands, its outcome kept, and the case's own columns after it."""

from collections.abc import Sequence
from datetime import datetime

from casedesk.accounts.gateway import BoundCertificate
from casedesk.models import Case
from intake import records
from intake.facts import Facts, Kind
from intake.models import Document
from verification import certificates, checklist, findings
from verification.certificates import Expected, Offered, authorities, chains
from verification.findings import Channel, Dossier, Outcome
from verification.models import ChecklistPolicy, Finding, Judgement


def run(case: Case, now: datetime) -> None:
    """Run every rule and keep the findings, in the caller's transaction; saves the case's columns."""
    documents = records.documents_of(case.id)
    facts = records.facts_of(case.id, documents)
    policy = ChecklistPolicy.on(case.arrived_on)
    found = checklist.check(Dossier(facts, Channel(case.channel), case.arrived_on, policy))
    judged = [_judged(case, finding) for finding in found]
    _keep(case, judged, documents, now)
    case.verdict = findings.verdict_of(judged)
    _take_over(case, facts)
    case.save(update_fields=["verdict", "company_name", "tax_code", "reply_address", "request"])


def certificate_on(
    case: Case, offered: Offered, bound: BoundCertificate | None, now: datetime
) -> tuple[Sequence[certificates.Problem], certificates.Link]:
    """Hold a certificate against a case and the authorities on file; return what speaks against it, its chain."""
    link = chains.link(offered.certificate, authorities.trust(), now, offered.others)
    expected = Expected(case.tax_code, now, bound_serial=bound.serial if bound else None)
    return certificates.problems(offered.certificate, expected, link), link


def _judged(case: Case, finding: findings.Finding) -> findings.Finding:
    """A doubt that a clerk has judged passes, as long as it is still the same doubt."""
    if finding.outcome != Outcome.UNSURE:
        return finding
    word = Judgement.objects.filter(case=case, rule=finding.rule, why=finding.why).last()
    if word is None:
        return finding
    return findings.Finding(finding.rule, Outcome.PASS, word.note, finding.documents, finding.fields)


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
            order=order,
            checked_at=now,
        )
        for order, finding in enumerate(found)
    )


def _take_over(case: Case, facts: Facts) -> None:
    """Repeat on the case what its lists show; the reply address is the one in the request letter alone."""
    letter = next((document for _, document in facts.of_kind(Kind.REQUEST_LETTER)), None)
    licence = next((document for _, document in facts.of_kind(Kind.BUSINESS_LICENCE)), None)
    papers = [paper for paper in (licence, letter) if paper]
    case.company_name = next((p.value("company_name") for p in papers if p.value("company_name")), "")[:300]
    case.tax_code = next((p.value("tax_code") for p in reversed(papers) if p.value("tax_code")), "")[:20]
    case.reply_address = letter.value("email")[:254] if letter else ""
    case.request = facts.request.value if facts.request else ""
