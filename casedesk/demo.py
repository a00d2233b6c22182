"""The demo: made-up people who sign in, accounts of made-up companies, and sample dossiers that arrive."""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from casedesk import attachments, sla
from casedesk.accounts import registering
from casedesk.accounts.gateway import BoundCertificate
from casedesk.accounts.models import Account, Binding, Declarant, DeclarantCertificate, Terminal
from casedesk.actions import CannotDo
from casedesk.attachments import Upload
from casedesk.lib import sealing
from casedesk.models import Case, Queue, User
from casedesk.samples import certificates, dossiers, signed_pdfs
from casedesk.scan_folder import FOLDERS
from casedesk.search.folding import fold
from letters.models import Letterhead
from verification.certificates import authorities
from verification.findings import Channel

PEOPLE: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "vanthu": ("Lê Thị Thu", ("clerk",)),
    "kythuat1": ("Phạm Minh Đức", ("technician",)),
    "kythuat2": ("Vũ Hải Yến", ("technician",)),
    "lanhdao": ("Đỗ Quang Huy", ("supervisor",)),
    "kiemtra": ("Ngô Thị Minh", ("auditor",)),
    "quantri": ("Quản trị hệ thống", ("administrator",)),
}
SEED = 20
COUNT = 12


def people() -> None:
    """Make the demo's people on the first start, with the password that the demo's environment holds."""
    if User.objects.exists():
        return
    for username, (full_name, roles) in PEOPLE.items():
        person = User(username=username, full_name=full_name, **{f"is_{role}": True for role in roles})
        person.set_password(_password())
        person.save()
    Letterhead.objects.filter(signer="").update(signer=PEOPLE["lanhdao"][0])
    for queue in Queue.objects.all():
        queue.technicians.set(User.objects.filter(is_technician=True))


def greeting(port: int) -> str:
    """Return where to look and how to sign in."""
    rows = [f"  {name:10} {PEOPLE[name][0]} ({', '.join(_role_names(name))})" for name in PEOPLE]
    return "\n".join(
        [
            "",
            f"Casedesk: http://127.0.0.1:{port}/",
            f"Đăng nhập bằng một trong các tên sau, mật khẩu chung: {_password()}",
            *rows,
            f"Thư mục quét: {settings.SCAN_FOLDER} (buu-dien: gửi bưu điện, truc-tiep: nộp trực tiếp)",
            f"Thư gửi đi được giữ lại ở http://127.0.0.1:{port}/thu-thu/ (không ra ngoài máy này)",
            f"Chứng thư số mẫu để thử: {settings.DATA_ROOT / 'certificates'}",
            "Ctrl-C để dừng; mọi dữ liệu được giữ lại.",
            "",
        ]
    )


def papers(say: Callable[[str], object], stopped: Callable[[], bool]) -> None:
    """Make the sample dossiers on the first start and drop them into the scan folder, one by one."""
    done = settings.DATA_ROOT / "samples-made"
    if done.exists():
        return
    today = sla.today(timezone.now())
    for number, sample in enumerate(dossiers.series(COUNT, SEED, received=today), start=1):
        if stopped():
            return
        register(sample.truth)
        _drop(sample, number)
        deliver(timezone.now())
        say(f"Hồ sơ mẫu {number}/{COUNT} đã vào thư mục quét.")
    done.touch()


def deliver(now: datetime) -> None:
    """Attach each signed PDF whose scan has become a case, as a clerk does with what the company sends on."""
    for path in sorted(_waiting().glob("*.pdf")):
        case = Case.objects.filter(scans__sha256=path.stem).first()
        if case is None:
            continue
        with suppress(CannotDo):
            upload = Upload("cong-van-ky-so.pdf", path.read_bytes(), "doanh nghiệp gửi kèm hồ sơ")
            attachments.add(case, upload, User.objects.get(username="vanthu"), now)
        path.unlink()


def register(truth: Mapping[str, Any]) -> None:
    """Make the account that a sample's company has in the registry, and the new certificate it bought.

    The made-up authority behind it is trusted from then on, which must happen nowhere else.
    """
    if not settings.DEMO:
        raise ImproperlyConfigured("Dữ liệu mẫu và tổ chức cấp mẫu chỉ dùng cho bản thử: đặt CASEDESK_DEMO=1.")
    values = _values(truth)
    tax_code = values.get("tax_code", "")
    if not tax_code or Account.objects.filter(tax_code=tax_code).exists():
        return
    name = values.get("company_name", tax_code)
    account = Account.objects.create(
        tax_code=tax_code,
        company_name=name,
        folded=fold(name),
        email=values.get("email", ""),
        phone=values.get("phone", ""),
    )
    now = datetime.now(UTC)
    bought = now - timedelta(days=1100)
    bound = BoundCertificate(
        "54010101" + tax_code.replace("-", ""), "Demo CA", name, bought, now - timedelta(days=20)
    )
    Binding.objects.create(account=account, bound_at=bought, **asdict(bound))
    _declare(account, values.get("representative", "") or name, bound, bought)
    _write_certificate(name, tax_code, values.get("certificate_serial", ""), now)


def _declare(account: Account, who: str, bound: BoundCertificate, begun: datetime) -> None:
    """Give an account a User ID and a terminal, as every company that declares has."""
    code = account.tax_code.replace("-", "")[:9]
    user = Declarant.objects.create(account=account, user_id=f"A{code}", full_name=who[:200], effective_from=begun)
    DeclarantCertificate.objects.create(declarant=user, effective_from=begun, **asdict(bound))
    key = sealing.seal(registering.new_access_key().encode())
    Terminal.objects.create(account=account, terminal_id=f"M{code}", sealed_access_key=key, effective_from=begun)


def _write_certificate(company: str, tax_code: str, serial: str, now: datetime) -> None:
    folder = settings.DATA_ROOT / "certificates"
    folder.mkdir(parents=True, exist_ok=True)
    authorities.add(certificates.authority().pem, now)
    (folder / f"{tax_code}.cer").write_bytes(certificates.make(company, tax_code, now, serial=serial))


def _drop(sample: Any, number: int) -> None:
    """Write beside the scan folder first and move: the watcher never meets half a file."""
    made = settings.DATA_ROOT / "samples"
    made.mkdir(parents=True, exist_ok=True)
    path = Path(sample.save(made / f"{number:03d}"))
    name = next(name for name, channel in FOLDERS.items() if channel == Channel(sample.truth["channel"]))
    folder = settings.SCAN_FOLDER / name / str(sample.truth["received"])
    folder.mkdir(parents=True, exist_ok=True)
    half = folder / f"{path.name}.part"
    shutil.copyfile(path, half)
    _wait(signed_pdfs.save_beside(path, sample.truth), hashlib.sha256(path.read_bytes()).hexdigest())
    with (made / "truth.jsonl").open("a") as truth:
        truth.write(json.dumps(sample.truth, ensure_ascii=False) + "\n")
    half.rename(folder / path.name)


def _wait(signed: Path | None, scan_sha256: str) -> None:
    """Let a signed PDF wait until its scan, known by its hash, is a case."""
    if signed:
        _waiting().mkdir(parents=True, exist_ok=True)
        signed.rename(_waiting() / f"{scan_sha256}.pdf")


def _waiting() -> Path:
    return Path(settings.DATA_ROOT / "samples" / "waiting")


def _values(truth: Mapping[str, Any]) -> dict[str, str]:
    values: dict[str, str] = {}
    for document in truth["documents"]:
        for name, value in document["fields"].items():
            values.setdefault(name, value)
    return values


def _role_names(username: str) -> list[str]:
    return [str(name) for name in User(**{f"is_{role}": True for role in PEOPLE[username][1]}).role_names()]


def _password() -> str:
    password = os.environ.get("CASEDESK_DEMO_PASSWORD", "")
    if not password:
        raise ImproperlyConfigured("Thiếu CASEDESK_DEMO_PASSWORD (mật khẩu của người dùng thử); ./desk up tự tạo.")
    return password
