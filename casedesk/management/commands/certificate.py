"""`manage.py certificate FILE…`: what a certificate says, who stands behind it, and what speaks against it."""

import json
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.utils import timezone
from django.utils.translation import gettext as _

from casedesk.management.arguments import iso_date
from verification import certificates
from verification.certificates import Expected, NotACertificate, Trust, authorities, chains

NONE, NOT_ACCEPTED = 2, 1


class Command(BaseCommand):
    """One line a file. Ends with 0 when all are acceptable, 1 when one is not, 2 when a file is no certificate."""

    help = "Reads certificates (.cer, .crt, .pem, .p7b, signed PDF) and says what speaks against them."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the files, the authorities to trust, the day and the tax code."""
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument(
            "--trust", type=Path, metavar="DIR", help="authorities and CRLs; the list on file otherwise"
        )
        parser.add_argument(
            "--at", type=iso_date, metavar="YYYY-MM-DD", help="the day to judge by; today otherwise"
        )
        parser.add_argument("--tax-code", default="", metavar="MST")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *args: Any, files: list[Path], trust: Path | None, at: date | None, **options: Any) -> None:
        """Print one line a file."""
        if trust and not trust.is_dir():
            raise CommandError(_("--trust phải là một thư mục."), returncode=NONE)
        known = authorities.in_folder(trust) if trust else self._on_file()
        moment = timezone.make_aware(datetime.combine(at, time(12))) if at else timezone.now()
        worst = 0
        for path in files:
            told, status = _told(path, known, Expected(options["tax_code"], moment))
            worst = max(worst, status)
            self.stdout.write(json.dumps(told, ensure_ascii=False) if options["as_json"] else _line(told))
        if worst:
            raise SystemExit(worst)

    def _on_file(self) -> Trust:
        try:
            return authorities.trust()
        except DatabaseError:
            self.stderr.write(_("Chưa có cơ sở dữ liệu: không có danh sách tổ chức cấp tin cậy nào."))
            return Trust()


def _told(path: Path, trust: Trust, expected: Expected) -> tuple[dict[str, Any], int]:
    try:
        offered = certificates.offered(path.read_bytes())
    except OSError as gone:
        return _nothing(path, "unreadable", str(gone.strerror)), NONE
    except NotACertificate as refused:
        return _nothing(path, refused.code, str(refused)), NONE
    one = offered.certificate
    link = chains.link(one, trust, expected.at, offered.others)
    against = certificates.problems(one, expected, link)
    told = {
        "file": path.name, "company": one.company, "tax_code": one.tax_code, "serial": one.serial,
        "issuer": one.issuer, "not_before": _iso(one.not_before), "not_after": _iso(one.not_after), "key": one.key,
        "signing": one.is_signing, "chain": link.chain.value,
        "valid_at": one.not_before <= expected.at <= one.not_after, "revoked": link.revoked,
        "problems": [problem.code for problem in against],
    }  # fmt: skip
    return told, NOT_ACCEPTED if against else 0


def _nothing(path: Path, code: str, why: str) -> dict[str, Any]:
    """Return the line of a file that holds no certificate that can be used."""
    names = ("company", "tax_code", "serial", "issuer", "not_before", "not_after", "key", "signing", "chain",
             "valid_at", "revoked")  # fmt: skip
    return {"file": path.name} | dict.fromkeys(names) | {"problems": [code], "why": why}


def _iso(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def _line(told: dict[str, Any]) -> str:
    """Return a line for people."""
    problems = ", ".join(told["problems"]) or _("chấp nhận được")
    if told["serial"] is None:
        return f"{told['file']}: {told['why']}"
    shown = (told["company"], told["tax_code"] or "–", told["serial"], told["chain"], problems)
    return f"{told['file']}: {' · '.join(shown)}"
