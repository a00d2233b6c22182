"""Trusted authorities are an administrator's list; `manage.py certificate` says what speaks against a file."""

import json
from datetime import datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from casedesk.samples import certificates as made_up
from tests import make
from verification.models import TrustedAuthority

pytestmark = pytest.mark.django_db
CA = made_up.authority("CA Của Lệnh")
CODE = "0100000010"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "trust").mkdir()
    (tmp_path / "trust" / "ca.pem").write_bytes(CA.pem)
    (tmp_path / "trust" / "doc.txt").write_text("không phải chứng thư")
    (tmp_path / "moi.cer").write_bytes(made_up.make(make.COMPANY, CODE, make.NOW, by=CA))
    (tmp_path / "rac.cer").write_bytes(b"rac")
    return tmp_path


def told(*arguments: str) -> tuple[list[dict[str, object]], int]:
    """Run the command; return its lines and its exit status."""
    out, status = StringIO(), 0
    try:
        call_command("certificate", *arguments, "--json", stdout=out, stderr=StringIO())
    except SystemExit as end:
        status = int(str(end.code))
    return [json.loads(line) for line in out.getvalue().splitlines()], status


def test_a_certificate_is_told_in_one_object_a_line(files: Path) -> None:
    trust = ("--trust", str(files / "trust"), "--at", "2026-11-23")
    (line,), status = told(str(files / "moi.cer"), *trust, "--tax-code", CODE)
    assert list(line) == [
        "file", "company", "tax_code", "serial", "issuer", "not_before", "not_after", "key", "signing", "chain",
        "valid_at", "revoked", "problems",
    ]  # fmt: skip
    assert (line["file"], line["tax_code"], line["chain"], line["valid_at"]) == ("moi.cer", CODE, "trusted", True)
    assert (line["revoked"], line["problems"], status) == (None, [], 0)
    assert (line["not_before"], line["key"]) == ("2026-11-22T03:00:00Z", "RSA 2048")


def test_the_exit_status_is_the_worst(files: Path) -> None:
    good, garbage = str(files / "moi.cer"), str(files / "rac.cer")
    trust = ("--trust", str(files / "trust"), "--at", "2026-11-23")
    lines, status = told(good, *trust, "--tax-code", "0100000028")
    assert (lines[0]["problems"], status) == (["tax_code"], 1)
    lines, status = told(garbage, good, str(files / "khong-co.cer"), *trust)
    assert ([line["problems"] for line in lines], status) == ([["unreadable"], [], ["unreadable"]], 2)
    lines, status = told(good, "--trust", str(files / "trust"), "--at", "2036-01-01")
    assert (lines[0]["problems"], lines[0]["valid_at"], lines[0]["chain"]) == (["expired"], False, "trusted")


def test_authorities_are_added_listed_and_removed(files: Path) -> None:
    good = str(files / "moi.cer")
    at = ("--at", "2026-11-23")
    assert told(good, *at)[0][0]["problems"] == ["incomplete"]
    for _time in range(2):
        call_command("trust", "add", str(files / "trust" / "ca.pem"), stdout=StringIO())
    row = TrustedAuthority.objects.get()
    assert row.is_root
    assert told(good, *at)[1] == 0
    out = StringIO()
    call_command("trust", "list", stdout=out)
    assert row.sha256 in out.getvalue()
    spread = ":".join(row.sha256[index : index + 2] for index in range(0, 64, 2)).lower()
    call_command("trust", "remove", spread, stdout=StringIO())
    assert not TrustedAuthority.objects.exists()
    with pytest.raises(CommandError, match="không có trong danh sách"):
        call_command("trust", "remove", spread, stdout=StringIO())


def test_a_company_s_certificate_is_no_authority(files: Path) -> None:
    with pytest.raises(CommandError, match="không phải chứng thư của tổ chức cấp") as refused:
        call_command("trust", "add", str(files / "moi.cer"), str(files / "trust" / "ca.pem"), stdout=StringIO())
    assert refused.value.returncode == 2
    assert TrustedAuthority.objects.count() == 1


def test_what_is_no_authority_or_an_expired_one_or_known_is_said(files: Path) -> None:
    with pytest.raises(CommandError, match="cũng không phải danh sách thu hồi"):
        call_command("trust", "add", str(files / "rac.cer"), stdout=StringIO())
    with pytest.raises(CommandError, match="không mở được tệp"):
        call_command("trust", "add", str(files / "khong-co.cer"), stdout=StringIO())
    (files / "cu.pem").write_bytes(made_up.authority("CA Cũ", until=datetime(2020, 6, 1)).pem)
    assert "(đã hết hạn)" in said("add", str(files / "cu.pem"))
    again = said("add", str(files / "cu.pem"), str(files / "trust" / "ca.pem"))
    assert again.count("đã có trong danh sách") == 1
    assert said("list").count("đã hết hạn") == 1


def said(*arguments: str) -> str:
    """Return what the command printed."""
    out = StringIO()
    call_command("trust", *arguments, stdout=out)
    return out.getvalue()


def test_an_administrator_adds_an_authority_in_the_screens_and_nobody_else(client: Client) -> None:
    page = reverse("admin:verification_trustedauthority_add")
    client.force_login(make.user("clerk"))
    assert client.get(page).status_code == 403
    client.force_login(make.user("administrator"))
    assert client.get(page).status_code == 200
    wrong = client.post(page, {"file": SimpleUploadedFile("moi.cer", b"rac")})
    assert "cũng không phải danh sách thu hồi" in wrong.content.decode()
    client.post(page, {"file": SimpleUploadedFile("ca.pem", CA.pem)})
    row = TrustedAuthority.objects.get()
    listed = client.get(reverse("admin:verification_trustedauthority_changelist")).content.decode()
    assert "CA Của Lệnh" in listed
    shown = client.get(reverse("admin:verification_trustedauthority_change", args=[row.pk])).content.decode()
    assert row.sha256[:4] in shown
