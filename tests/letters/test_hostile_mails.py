"""Mails that mean harm or are broken: each is told, its headers are had, and none takes long or much."""

import base64
from collections.abc import Callable

import pytest

from letters.incoming.mail import Mail, Sort
from letters.incoming.parsing import parse

HEAD = b"From: An <an@mauthu.example>\nSubject: thu\nMessage-ID: <1@mauthu.example>\n"


def nested(levels: int, text: bytes = b"chao\n") -> bytes:
    """Write multiparts that lie in each other."""
    parts = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (level, level) for level in range(levels)
    )
    return HEAD + parts + b"Content-Type: text/plain\n\n" + text


def body(kind: str, content: bytes, **headers: str) -> bytes:
    """Write a mail of one part."""
    more = "".join(f"{name.replace('_', '-')}: {value}\n" for name, value in headers.items())
    return HEAD + f"Content-Type: {kind}\n{more}\n".encode() + content


def attached(name: str, content: bytes = b"%PDF-1.4", kind: str = "application/pdf") -> bytes:
    """Write a mail whose one part is a file; the name stands there as it is given."""
    return body(
        kind,
        base64.b64encode(content),
        Content_Disposition=f"attachment; {name}",
        Content_Transfer_Encoding="base64",
    )


def one_file(mail: Mail, name: str) -> bool:
    return [file.name for file in mail.files] == [name]


MAILS: dict[str, tuple[bytes, Callable[[Mail], bool]]] = {
    "nothing at all": (b"", lambda mail: bool(mail.problems) and mail.sender == ""),
    "no body": (HEAD + b"\n", lambda mail: bool(mail.problems) and mail.subject == "thu"),
    "no headers": (b"\n\nchao", lambda mail: mail.text.strip() == "chao"),
    "1,000 multiparts in each other": (nested(1000), lambda mail: bool(mail.problems) and mail.subject == "thu"),
    "50 multiparts in each other": (nested(50), lambda mail: mail.text.strip() == "chao"),
    "90 multiparts over many lines": (nested(90, b"dong\n" * 400_000), lambda mail: bool(mail.problems)),
    "2,000 mails in each other": (
        HEAD + b"Content-Type: message/rfc822\n\n" * 2000 + b"chao",
        lambda mail: bool(mail.problems) and mail.subject == "thu",
    ),
    "a million parts": (
        HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\n" * 1_000_000,
        lambda mail: bool(mail.problems) and mail.subject == "thu",
    ),
    "4,000 parts": (
        HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 4000,
        lambda mail: bool(mail.problems),
    ),
    "a boundary without end": (
        HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nchao",
        lambda mail: mail.text.strip() == "chao",
    ),
    "an empty boundary": (HEAD + b'Content-Type: multipart/mixed; boundary=""\n\n--\n\nchao', lambda mail: True),
    "headers without end": (b"A: b\n" * 100_000, lambda mail: bool(mail.problems)),
    "a header of a megabyte": (b"Subject: " + b"x" * 2**20 + b"\n\nchao", lambda mail: len(mail.subject) <= 255),
    "30,000 addressees": (
        b"To: " + b"a@b.example," * 20_000 + b"\n" + HEAD + b"\nx",
        lambda mail: len(mail.addressed) <= 50,
    ),
    "10,000 references": (
        HEAD + b"References: " + b"<la@x> " * 10_000 + b"<cuoi@x>\n\nx",
        lambda mail: mail.references[0] == "<cuoi@x>" and len(mail.references) <= 50,
    ),
    "NUL everywhere": (
        b"From: a\0@b.example\nSubject: \0x\0\n\n\0chao\0",
        lambda mail: "\0" not in mail.subject + mail.text + mail.sender,
    ),
    "an address that is none": (b'From: ((((("<<<@@@>>>;;;:\n\nx', lambda mail: not mail.is_verified),
    "two senders": (
        b"From: a@b.example, c@d.example\n\nx",
        lambda mail: (mail.sender, len(mail.problems)) == ("", 1),
    ),
    "a name that is an address": (
        b'From: "ketoan@mauthu.example" <ke-gian@noikhac.example>\n\nx',
        lambda mail: mail.sender == "ke-gian@noikhac.example",
    ),
    "a coded name that closes the bracket": (
        b"From: =?utf-8?q?ketoan=40mauthu.example=3E?= <ke-gian@noikhac.example>\n\nx",
        lambda mail: mail.sender == "ke-gian@noikhac.example",
    ),
    "a subject that turns round": (
        "Subject: ho so \u202egpj.exe\n\nx".encode(),
        lambda mail: mail.subject == "ho so gpj.exe",
    ),
    "bare UTF-8 in headers": ("Subject: Hồ sơ\n\nx".encode(), lambda mail: mail.subject == "Hồ sơ"),
    "bare Latin-1 in headers": ("Subject: caf\u00e9\n\nx".encode("latin-1"), lambda mail: mail.subject == "café"),
    "a letter cut by coded words": (
        b"Subject: =?UTF-8?B?4bs=?= =?UTF-8?B?pw==?=\n\nx",
        lambda mail: mail.subject == "ủ",
    ),
    "a coded word with spaces": (
        b"Subject: =?utf-8?q?h=E1=BB=93 s=C6=A1?= 12\n\nx",
        lambda mail: mail.subject == "hồ sơ 12",
    ),
    "a coded word of no charset": (b"Subject: =?x-la?b?!!!?= chao\n\nx", lambda mail: "chao" in mail.subject),
    "windows-1258": (
        body("text/plain; charset=windows-1258", "Ti\u00ea\u0301ng Vi\u00ea\u0323t".encode("cp1258")),
        lambda mail: mail.text == "Tiếng Việt" and not mail.problems,
    ),
    "gb18030": (
        body("text/plain; charset=gb2312", "海关总署㐂".encode("gb18030")),
        lambda mail: mail.text == "海关总署㐂",
    ),
    "an unknown charset": (
        body("text/plain; charset=klingon", "Hồ sơ".encode()),
        lambda mail: mail.text == "Hồ sơ" and bool(mail.problems),
    ),
    "a codec that is no charset": (
        body("text/plain; charset=punycode", b"\xff"),
        lambda mail: bool(mail.problems),
    ),
    "a charset that is a lie": (
        body("text/plain; charset=us-ascii", "Hồ sơ".encode()),
        lambda mail: mail.text == "Hồ sơ",
    ),
    "broken base64": (
        body("text/plain", b"Y2hh!!bw=\n=x", Content_Transfer_Encoding="base64"),
        lambda mail: mail.text.startswith("chao"),
    ),
    "an unknown encoding": (
        body("application/pdf", b"x", Content_Transfer_Encoding="la", Content_Disposition="attachment"),
        lambda mail: bool(mail.files[0].problem),
    ),
    "winmail.dat": (
        attached("filename=winmail.dat", kind="application/ms-tnef"),
        lambda m: bool(m.files[0].problem),
    ),
    "enciphered": (
        attached("filename=smime.p7m", kind="application/pkcs7-mime"),
        lambda mail: bool(mail.problems),
    ),
    "a name with folders": (attached('filename="../../etc/passwd"'), lambda mail: one_file(mail, "passwd")),
    "a name of Windows": (attached('filename="C:\\\\a\\\\b.pdf"'), lambda mail: one_file(mail, "b.pdf")),
    "a name that is markup": (
        attached('filename="<script>x<.pdf"'),
        lambda mail: one_file(mail, "<script>x<.pdf"),
    ),
    "a name that turns round": (
        attached("filename*=utf-8''anh%E2%80%AEfdp.exe"),
        lambda mail: one_file(mail, "anhfdp.exe"),
    ),
    "a name of 5,000 letters": (attached(f'filename="{"a" * 5000}.pdf"'), lambda m: len(m.files[0].name) <= 255),
    "a name in coded words": (
        attached('filename="=?utf-8?b?xJHGoW4ucGRm?="'),
        lambda mail: one_file(mail, "đơn.pdf"),
    ),
    "a name of no charset": (attached("filename*=klingon''%FF.pdf"), lambda mail: len(mail.files) == 1),
    "no name": (attached(""), lambda mail: bool(mail.files[0].name)),
    "a mail within the mail": (
        HEAD + b"Content-Type: message/rfc822\n\n" + attached("filename=trong.pdf"),
        lambda mail: one_file(mail, "trong.pdf"),
    ),
    "words within a mail within the mail": (
        HEAD + b"Content-Type: message/rfc822\n\nFrom: la@x\n\ntrong",
        lambda mail: mail.text.splitlines()[1:] == ["trong"] and mail.sender == "an@mauthu.example",
    ),
    "a report of nothing": (
        HEAD + b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b--\n",
        lambda mail: mail.sort == Sort.AUTOMATIC and mail.report is None,
    ),
    "a report whose status is text": (
        HEAD
        + b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
        + b"--b\nContent-Type: message/delivery-status\n\n\xff\xfe\0la\n\n--b--\n",
        lambda mail: mail.report is not None and not mail.report.ids,
    ),
}


@pytest.mark.parametrize("what", MAILS)
def test_a_hostile_mail_is_understood_as_far_as_it_goes(what: str) -> None:
    raw, is_right = MAILS[what]
    mail = parse(raw, "mx.trungtam.example")
    assert is_right(mail), mail
    assert len(mail.digest) == 64


def test_a_signature_and_a_logo_are_no_papers() -> None:
    parts = (
        b"Content-Type: multipart/mixed; boundary=b\n\n"
        b"--b\nContent-Type: text/plain\n\nchao\n"
        b"--b\nContent-Type: image/png\nContent-ID: <logo>\nContent-Transfer-Encoding: base64\n\niVBORw==\n"
        b"--b\nContent-Type: application/pkcs7-signature; name=smime.p7s\n\nx\n--b--\n"
    )
    assert [file.is_ornament for file in parse(HEAD + parts).files] == [True]


def test_the_plain_text_is_preferred() -> None:
    parts = (
        b"Content-Type: multipart/alternative; boundary=b\n\n"
        b"--b\nContent-Type: text/plain\n\ntron\n--b\nContent-Type: text/html\n\n<p>dep</p>\n--b--\n"
    )
    mail = parse(HEAD + parts)
    assert (mail.text.strip(), mail.html.strip()) == ("tron", "<p>dep</p>")


def test_html_alone_gives_a_text_too() -> None:
    mail = parse(body("text/html", b"<p>Xin ch&agrave;o</p><script>x</script><p>hai</p>"))
    assert mail.text == "Xin chào\nhai"


def test_one_digest_however_it_came() -> None:
    raw = body("text/plain", b"chao")
    assert parse(raw).digest == parse(b"Received: by x\nDelivered-To: a@b\n" + raw).digest
    assert parse(raw).digest != parse(raw + b"!").digest
    assert parse(raw).digest != parse(raw.replace(b"<1@", b"<2@")).digest
