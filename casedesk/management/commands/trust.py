"""`manage.py trust add|list|remove`: the certification authorities that the centre trusts."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from verification.certificates import NotACertificate, authorities
from verification.models import RevocationList, TrustedAuthority


class Command(BaseCommand):
    """Authorities are known by the SHA-256 of their certificate; a list of revoked ones (CRL) comes likewise."""

    help = "Adds, lists and removes trusted certification authorities and their lists of revoked certificates."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what to do and with which files or fingerprints."""
        acts = parser.add_subparsers(dest="act", required=True)
        acts.add_parser("add").add_argument("files", nargs="+", type=Path, metavar="FILE")
        acts.add_parser("list")
        acts.add_parser("remove").add_argument("fingerprints", nargs="+", metavar="SHA256")

    def handle(self, *args: Any, act: str, **options: Any) -> None:
        """Do it; a file that is neither leaves the others added, and ends with 2."""
        if act == "add":
            self._add(options["files"])
        elif act == "remove":
            self._remove(options["fingerprints"])
        for row in TrustedAuthority.objects.all() if act == "list" else ():
            kind = _("gốc") if row.is_root else _("trung gian")
            self.stdout.write(f"{row.sha256}  {kind}  {row.not_after:%Y-%m-%d}  {row.name}{_aside(row)}")
        for one in RevocationList.objects.all() if act == "list" else ():
            self.stdout.write(f"CRL  {one.last_update:%Y-%m-%d}  {one.count}  {one.issuer}")

    def _add(self, files: list[Path]) -> None:
        wrong, now = [], timezone.now()
        for path in files:
            try:
                for row in authorities.add(path.read_bytes(), now):
                    name = row.sha256 if isinstance(row, TrustedAuthority) else "CRL"
                    known = _(" (đã có trong danh sách)") if row.added_at < now else ""
                    self.stdout.write(f"{name}  {row}{known}{_aside(row)}")
            except NotACertificate as refused:
                wrong.append(f"{path.name}: {refused}")
            except OSError as gone:
                wrong.append(_("%(path)s: không mở được tệp (%(why)s)") % {"path": path, "why": gone.strerror})
        if wrong:
            raise CommandError("\n".join(wrong), returncode=2)

    def _remove(self, fingerprints: list[str]) -> None:
        removed = authorities.remove(fingerprints)
        self.stdout.write(_("Đã bỏ %(count)s tổ chức cấp khỏi danh sách tin cậy.") % {"count": removed})
        if removed < len(set(fingerprints)):
            raise CommandError(_("Có vân tay không có trong danh sách."), returncode=1)


def _aside(row: TrustedAuthority | RevocationList) -> str:
    """Say what an administrator should know of a row beside its name."""
    if isinstance(row, TrustedAuthority) and row.not_after < timezone.now():
        return _(" (đã hết hạn)")
    return ""
