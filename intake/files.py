"""Files accepted or refused by their content, before anything in them is decoded."""

import io
import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass

import pypdfium2 as pdfium
from PIL import Image, ImageFile

MAX_BYTES = 100 * 2**20
MAX_PAGES = 500
MAX_PIXELS = 100_000_000
"""Of one page: A4 at 600 dpi has 35 million, A3 70."""
MAX_COLOURED = 70_000_000
"""Of a page in colour that can be decoded at full size alone (PNG, TIFF): four bytes a pixel, A3 at 600 dpi."""
MAX_POINTS = 3400
"""A side of a PDF page in points: a little over A0 (1,189 mm)."""

_IMAGE_TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "TIFF": "image/tiff"}
_ACCEPTED = "Hãy gửi bản quét ở dạng PDF, JPEG, PNG hoặc TIFF."
_TAIL = 2048
_EICAR = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"

_STRANGERS: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (re.compile(rb"\APK\x03\x04.{0,4000}word/", re.S), "tài liệu Word"),
    (re.compile(rb"\APK\x03\x04.{0,4000}xl/", re.S), "bảng tính Excel"),
    (re.compile(rb"\APK"), "tệp nén ZIP hoặc tài liệu Office"),
    (re.compile(rb"\A\xd0\xcf\x11\xe0"), "tài liệu Office cũ"),
    (re.compile(rb"\A(Rar!|7z\xbc\xaf|\x1f\x8b)"), "tệp nén"),
    (re.compile(rb"\A....ftyp(heic|heix|hevc|mif1|msf1|heim|avif)", re.S), "ảnh HEIC của điện thoại"),
    (re.compile(rb"\A....ftyp", re.S), "phim"),
    (
        re.compile(
            rb"\A(\xef\xbb\xbf)?\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*(<!DOCTYPE svg[^>]*>\s*)?<svg", re.S | re.I
        ),
        "ảnh SVG",
    ),
    (re.compile(rb"\A(\xef\xbb\xbf)?\s*<", re.S), "trang HTML hoặc XML"),
    (re.compile(rb"\A(MZ|\x7fELF|#!)"), "chương trình"),
    (re.compile(rb"\AGIF8"), "ảnh GIF"),
    (re.compile(rb"\ABM"), "ảnh BMP"),
    (re.compile(rb"\ARIFF....WEBP", re.S), "ảnh WebP"),
    (re.compile(rb"\A\{\\rtf"), "tài liệu RTF"),
)


class Refused(Exception):  # noqa: N818 (what happened)
    """A file that is no dossier; the message is a sentence for a clerk that says what to do."""


@dataclass(frozen=True, slots=True)
class Info:
    """What an accepted file is."""

    media_type: str
    page_count: int


def inspect(data: bytes, name: str = "") -> Info:
    """Accept a PDF, JPEG, PNG or TIFF whatever its name; raise `Refused` for anything else."""
    if not data:
        raise Refused("Tệp rỗng (0 byte). Hãy quét hoặc gửi lại hồ sơ.")
    if len(data) > MAX_BYTES:
        raise Refused(f"Tệp lớn quá {MAX_BYTES // 2**20} MB. Hãy quét lại ở 200–300 dpi hoặc tách tệp.")
    if _EICAR in data[:4096]:
        raise Refused("Tệp mang mẫu thử của phần mềm diệt vi rút nên không được nhận. Hãy báo quản trị.")
    if _is_pdf(data):
        return _inspect_pdf(data)
    if _is_image(data):
        return _inspect_image(data)
    raise Refused(_stranger(data))


def open_image(data: bytes) -> Image.Image:
    """Open an image without decoding it; raises `Refused` where it is broken or too large."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=tuple(_IMAGE_TYPES))
    except Image.DecompressionBombError as bomb:
        raise Refused(_too_many_pixels()) from bomb
    except (OSError, ValueError, SyntaxError, KeyError, TypeError) as broken:
        raise Refused("Tệp ảnh bị hỏng hoặc bị cắt cụt nên không mở được. Hãy quét lại.") from broken
    if image.format != "TIFF":
        check_picture(image)
    return image


def check_picture(image: Image.Image, number: int = 1) -> None:
    """Raise `Refused` for a page that is too large to decode; decodes nothing."""
    slim = image.format == "JPEG" or image.mode in ("1", "L", "P") or image.mode.startswith("I;16")
    check_pixels(number, image.size, MAX_PIXELS if slim else MAX_COLOURED)


def check_pixels(number: int, size: tuple[int, int], most: int = MAX_PIXELS) -> None:
    """Raise `Refused` for a page with a picture of more pixels than we decode."""
    if size[0] * size[1] > most:
        raise Refused(_too_many_pixels(f"Trang {number}", most))


def check_size(number: int, size: tuple[float, float]) -> None:
    """Raise `Refused` for a page of a PDF that is larger than any paper."""
    if max(size) > MAX_POINTS:
        raise Refused(f"Trang {number} lớn hơn khổ A0. Hãy quét lại ở khổ giấy thật.")


def open_pdf(data: bytes) -> pdfium.PdfDocument:
    """Open a PDF; raises `Refused` where it asks for a password or is broken."""
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as failure:
        if "password" in str(failure).lower():
            raise Refused("Tệp PDF có đặt mật khẩu. Hãy bỏ mật khẩu rồi gửi lại.") from failure
        raise Refused("Tệp PDF bị hỏng hoặc bị cắt cụt nên không mở được. Hãy quét lại.") from failure


def _is_pdf(data: bytes) -> bool:
    return b"%PDF-" in data[:1024]


def _is_image(data: bytes) -> bool:
    return data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"))


def _inspect_pdf(data: bytes) -> Info:
    document = open_pdf(data)
    try:
        count = len(document)
        _check_count(count)
        if b"%%EOF" not in data[-_TAIL:]:
            raise Refused("Tệp PDF bị cắt cụt: thiếu phần cuối. Hãy gửi lại cả tệp.")
        _check_any(lambda index: check_size(index + 1, document.get_page_size(index)), count)
    except pdfium.PdfiumError as failure:
        raise Refused("Tệp PDF bị hỏng nên không mở được. Hãy quét lại.") from failure
    finally:
        document.close()
    return Info("application/pdf", count)


def _check_count(count: int) -> None:
    if count == 0:
        raise Refused("Tệp không có trang nào. Hãy quét lại.")
    if count > MAX_PAGES:
        raise Refused(f"Tệp có quá {MAX_PAGES} trang. Mỗi tệp là một hồ sơ: hãy tách tệp.")


def _check_any(check: Callable[[int], None], count: int) -> None:
    """Raise the first page's `Refused` where no page passes a check; else a page that fails is set aside later."""
    first: Refused | None = None
    for index in range(count):
        try:
            check(index)
        except Refused as refused:
            first = first or refused
        else:
            return
    if first:
        raise first


def _inspect_image(data: bytes) -> Info:
    image = open_image(data)
    media_type = _IMAGE_TYPES[str(image.format)]
    count = _frames(image, len(data)) if image.format == "TIFF" else 1
    if count == 1:
        _check_whole(image)
    return Info(media_type, count)


def _frames(image: Image.Image, size: int) -> int:
    """Count the pages of a TIFF, all within the file, and at least one of them within the budget of pixels."""
    count = 0
    try:
        while True:
            image.seek(count)
            _check_strips(image, size)
            count += 1
            _check_count(count)
    except EOFError:
        _check_any(lambda index: _check_frame(image, index), count)
        return count
    except (OSError, ValueError, SyntaxError, KeyError, TypeError) as broken:
        raise Refused("Tệp TIFF bị hỏng hoặc bị cắt cụt. Hãy quét lại.") from broken


def _check_frame(image: Image.Image, index: int) -> None:
    image.seek(index)
    check_picture(image, index + 1)


def _check_strips(image: Image.Image, size: int) -> None:
    """Raise `Refused` where the data of a TIFF page (tags 273 and 279, or tiles 324 and 325) lie past the end."""
    tags = image.tag_v2  # type: ignore[attr-defined]
    starts = tags.get(273) or tags.get(324) or ()
    lengths = tags.get(279) or tags.get(325) or ()
    if any(start + length > size for start, length in zip(starts, lengths, strict=False)):
        raise Refused("Tệp TIFF bị cắt cụt: thiếu phần cuối. Hãy gửi lại cả tệp.")


def _check_whole(image: Image.Image) -> None:
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint sets it for the whole process when it is imported
    try:
        image.draft(image.mode, (1, 1))  # of a JPEG an eighth: all its bytes are read all the same
        image.load()
    except (OSError, ValueError, SyntaxError, TypeError, Image.DecompressionBombError) as broken:
        raise Refused("Tệp ảnh bị hỏng hoặc bị cắt cụt. Hãy quét lại.") from broken


def _too_many_pixels(what: str = "Ảnh", most: int = MAX_PIXELS) -> str:
    return f"{what} có quá {most // 1_000_000} triệu điểm ảnh. Hãy quét lại ở 200–300 dpi."


def _stranger(data: bytes) -> str:
    head = data[:8192]
    for pattern, what in _STRANGERS:
        if pattern.search(head):
            return f"Đây là {what}, không phải bản quét. {_ACCEPTED}"
    return f"Không nhận ra tệp này là bản quét. {_ACCEPTED}"
