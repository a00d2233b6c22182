"""The bytes of a mail understood within budgets: nothing in them stops the next mail."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from email import policy
from email.message import Message
from email.parser import BytesHeaderParser, BytesParser

from django.utils.translation import gettext as _

from letters.incoming import authentication, harmless, reports, sorting, words
from letters.incoming.mail import File, Mail, Report, Sort

MOST_OF_HEADERS = 256 * 1024
MOST_BOUNDARIES = 100
MOST_LINES = 1_000_000
MOST_COMPARED = 10_000_000
"""Every line is held against every boundary."""
MOST_PARTS = 200
MOST_FILES = 50
MOST_OF_TEXT = 200_000
ORNAMENT = 60 * 1024
"""Pictures within the text up to this many bytes are a signature's: no papers."""
_BOUNDARY = re.compile(rb"boundary\s{0,20}\*?0?\*?\s{0,20}=", re.I)
_END_OF_HEADERS = re.compile(rb"\r?\n\r?\n")
_DIGESTED = ("message-id", "from", "to", "cc", "date", "subject")
_ENCRYPTED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted"})
_OF_SIGNATURES = frozenset(
    {"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"}
)
_OF_REPORTS = frozenset({"text/rfc822-headers"})
_NO_FILES = _OF_SIGNATURES | _ENCRYPTED | _OF_REPORTS
_KNOWN_ENCODINGS = frozenset(
    {"quoted-printable", "base64", "7bit", "8bit", "binary", "x-uuencode", "uuencode", ""}
)

Headers = Sequence[tuple[str, str]]


def parse(raw: bytes, server: str = "") -> Mail:
    """Understand a mail; what cannot be understood is said in `problems`, and nothing is raised.

    `server` is our own mail server's name in `Authentication-Results`; empty: no sender is verified.
    """
    if problem := _too_much(raw):
        return _of_headers(raw, server, (problem,))
    try:
        message = BytesParser(policy=policy.compat32).parsebytes(raw)
        walked = list(_parts(message))
    except (RecursionError, ValueError, LookupError, AttributeError, TypeError, AssertionError) as broken:
        return _of_headers(raw, server, (_unreadable(type(broken).__name__),))
    return _whole(raw, message, walked, server)


def parse_headers(head: bytes, size: int, server: str = "") -> Mail:
    """Understand a mail of which only the headers are here, because it is too large to be fetched."""
    return _of_headers(head, server, (), f"{size}:".encode())


def file_of(raw: bytes, sha256: str) -> bytes | None:
    """Return a mail's file by its hash, from the raw mail; None where it is not there."""
    found = (one.content for one in parse(raw).files)
    return next((content for content in found if hashlib.sha256(content).hexdigest() == sha256), None)


def _whole(raw: bytes, message: Message, walked: Sequence[tuple[Message, bool]], server: str) -> Mail:
    headers = _headers(message)
    texts, pages, files, problems = _contents(walked)
    parts = [part for part, _is_inner in walked]
    text = "\n\n".join(filter(None, texts))
    if not texts and pages:
        text = harmless.text_of(pages[0])
    if not text.strip() and not pages:
        problems.append(_("Thư không có nội dung."))
    if len(text) > MOST_OF_TEXT or any(harmless.is_cut(page) for page in pages):
        problems.append(_("Nội dung thư quá dài: chỉ hiện phần đầu."))
    if len(parts) >= MOST_PARTS or len(files) >= MOST_FILES:
        problems.append(_("Thư có quá nhiều phần: chỉ đọc các phần đầu."))
    mail = _base(headers, server, problems, _digest(headers, _body_of(raw)))
    report = _report(message, parts, headers, mail, text)
    sort = Sort.REPORT if report else sorting.sort_of(headers, mail.subject, mail.sender)
    shown = "".join(pages)[: 2 * harmless.MOST_LETTERS]
    return _with(mail, text=text[:MOST_OF_TEXT], html=shown, files=tuple(files), sort=sort, report=report)


def _report(message: Message, parts: Sequence[Message], headers: Headers, mail: Mail, text: str) -> Report | None:
    answered = tuple(filter(None, (mail.answers, *mail.references)))
    if reports.is_report(message):
        return reports.of_standard(parts, answered)
    if message.get_content_type() == "multipart/report":
        return None
    failed_for = next((value for name, value in headers if name == "x-failed-recipients"), "")
    return reports.of_daemon(parts, mail.sender, failed_for, text, answered)


def _of_headers(raw: bytes, server: str, problems: Sequence[str], salt: bytes = b"") -> Mail:
    end = _END_OF_HEADERS.search(raw, 0, MOST_OF_HEADERS)
    head = raw[: end.end() if end else MOST_OF_HEADERS]
    headers = _headers(BytesHeaderParser(policy=policy.compat32).parsebytes(head))
    mail = _base(headers, server, problems, _digest(headers, salt + (b"" if salt else raw)))
    return _with(mail, sort=sorting.sort_of(headers, mail.subject, mail.sender))


def _base(headers: Headers, server: str, problems: Sequence[str], digest: str) -> Mail:
    """Return what the headers alone say."""
    authors = words.addresses([value for name, value in headers if name == "from"])
    sender_name, sender = authors[0] if len(authors) == 1 else ("", "")
    is_verified, is_refuted = authentication.judge(headers, sender, server)
    said = list(problems)
    if len(authors) > 1:
        said.append(_("Thư ghi nhiều người gửi nên không tin ai trong số đó."))
    addressed = [value for name, value in headers if name in sorting.ADDRESSED]
    answers = words.ids(_first(headers, "in-reply-to"))
    references = reversed(words.ids(_first(headers, "references")))
    return Mail(
        message_id=next(iter(words.ids(_first(headers, "message-id"))), "")[:255],
        subject=words.header(_first(headers, "subject")),
        sender=sender,
        sender_name=sender_name,
        addressed=tuple(dict.fromkeys(address for _name, address in words.addresses(addressed)))[:50],
        answers=answers[0] if answers else "",
        references=tuple(dict.fromkeys((*answers, *references))),
        is_verified=is_verified,
        is_refuted=is_refuted,
        digest=digest,
        problems=tuple(said),
    )


def _with(mail: Mail, **more: object) -> Mail:
    known = {name: getattr(mail, name) for name in Mail.__slots__}
    return Mail(**(known | more))


def _contents(walked: Sequence[tuple[Message, bool]]) -> tuple[list[str], list[str], list[File], list[str]]:
    """Gather texts, HTML, files and what is to be told; of two forms of one text the plain one is the text."""
    texts, pages, files, problems = list[str](), list[str](), list[File](), list[str]()
    for part, is_inner in walked:
        kind = part.get_content_type()
        if kind in _ENCRYPTED:
            problems.append(_("Thư được mã hóa nên không mở được. Hãy đề nghị gửi lại không mã hóa."))
        if part.is_multipart() or kind.startswith(("message/", "multipart/")) or kind in _NO_FILES:
            continue
        if kind in ("text/plain", "text/html") and not _is_attached(part):
            text, is_sure = words.decode(_octets(part), _charset_of(part))
            shown = words.several_lines(text[: 2 * MOST_OF_TEXT])
            if is_inner:
                shown = f"{_('Trong thư kèm theo:')}\n{harmless.text_of(shown) if kind == 'text/html' else shown}"
            (pages if kind == "text/html" and not is_inner else texts).append(shown)
            if not is_sure:
                problems.append(_("Không rõ bảng mã của thư: chữ có thể hiện sai."))
        elif len(files) < MOST_FILES:
            files.append(_file(part, kind))
    return texts, pages, files, list(dict.fromkeys(problems))


def _file(part: Message, kind: str) -> File:
    name, content = _name_of(part), _octets(part)
    is_inner = not _is_attached(part) and bool(part.get("Content-ID"))
    is_ornament = kind.startswith("image/") and is_inner and len(content) <= ORNAMENT
    problem = ""
    if kind in ("application/ms-tnef", "application/vnd.ms-tnef") or name.lower() == "winmail.dat":
        problem = _("Tệp winmail.dat của Outlook không mở được. Hãy đề nghị gửi lại bản quét dạng PDF.")
    elif str(part.get("Content-Transfer-Encoding", "")).strip().lower() not in _KNOWN_ENCODINGS:
        problem = _("Tệp gửi theo cách mã hóa không rõ nên có thể không mở được.")
    return File(name or _("tệp không tên"), words.one_line(kind, 100), content, is_ornament, problem)


def _parts(message: Message) -> Iterator[tuple[Message, bool]]:
    """Yield every part up to a number of them, and whether it is of a mail within the mail."""
    waiting, count = [(message, False)], 0
    while waiting and count < MOST_PARTS:
        part, is_inner = waiting.pop()
        count += 1
        yield part, is_inner
        if part.is_multipart() and not part.get_content_type().endswith("delivery-status"):
            payload = part.get_payload()
            is_inner = is_inner or part.get_content_maintype() == "message"
            waiting += reversed([(one, is_inner) for one in payload if isinstance(one, Message)])


def _octets(part: Message) -> bytes:
    if str(part.get("Content-Transfer-Encoding", "")).strip().lower() == "base64":
        return words.from_base64(str(part.get_payload()).encode("utf-8", "surrogateescape"))
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _charset_of(part: Message) -> str:
    named = part.get_param("charset", "")
    return str(named[2] if isinstance(named, tuple) else named)


def _name_of(part: Message) -> str:
    """Return a file's name by RFC 2231, by RFC 2047 where it does not belong, or in bare bytes; no folder."""
    try:
        name = words.header(str(part.get_filename("")), 2000)
    except (ValueError, LookupError, TypeError):
        return ""
    stem, dot, ending = name.replace("\\", "/").rpartition("/")[2].rpartition(".")
    return f"{stem[:180]}{dot}{ending[:60]}"


def _is_attached(part: Message) -> bool:
    return str(part.get("Content-Disposition", "")).strip().lower().startswith("attachment")


def _headers(message: Message) -> Headers:
    return [(str(name).lower(), str(value)) for name, value in message.raw_items()]


def _first(headers: Headers, wanted: str) -> str:
    return next((value for name, value in headers if name == wanted), "")


def _body_of(raw: bytes) -> bytes:
    end = _END_OF_HEADERS.search(raw)
    return raw[end.end() :] if end else b""


def _digest(headers: Headers, body: bytes) -> str:
    """Return what is the same for the same mail however it came here: its own headers and its body."""
    own = "\n".join(f"{name}:{value}" for name, value in headers if name in _DIGESTED)
    hashed = hashlib.sha256(own.encode("utf-8", "surrogateescape") + b"\n\n")
    hashed.update(body)
    return hashed.hexdigest()


def _too_much(raw: bytes) -> str:
    """Say why a mail is not taken apart; empty where it is."""
    if not _END_OF_HEADERS.search(raw, 0, MOST_OF_HEADERS) and len(raw) > MOST_OF_HEADERS:
        return _("Phần đầu của thư quá dài nên chỉ đọc được một đoạn; thư gốc được giữ.")
    if raw.count(b"\n") > MOST_LINES or raw.count(b"\n--") > 50 * MOST_BOUNDARIES:
        return _("Thư có quá nhiều phần nên không mở ra; thư gốc được giữ.")
    boundaries = sum(1 for _found in _BOUNDARY.finditer(raw))
    if boundaries > MOST_BOUNDARIES or boundaries * raw.count(b"\n") > MOST_COMPARED:
        return _("Thư có quá nhiều phần lồng nhau nên không mở ra; thư gốc được giữ.")
    return ""


def _unreadable(why: str) -> str:
    return _("Thư bị hỏng (%(why)s) nên chỉ đọc được phần đầu; thư gốc được giữ.") % {"why": why}
