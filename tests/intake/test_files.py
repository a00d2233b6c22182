"""Files accepted or refused by their content, whatever their names."""

import io
import zipfile
from collections.abc import Callable

import pypdf
import pytest
from PIL import Image

from intake import files, pages
from intake.files import Refused


def image(form: str, size: tuple[int, int] = (300, 400), **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("L", size, 230).save(out, form, **options)
    return out.getvalue()


def pdf(width: float = 595, height: float = 842, count: int = 1, password: str = "") -> bytes:
    writer, out = pypdf.PdfWriter(), io.BytesIO()
    for _ in range(count):
        writer.add_blank_page(width, height)
    if password:
        writer.encrypt(password)
    writer.write(out)
    return out.getvalue()


def tiff(count: int = 3) -> bytes:
    frames = [Image.new("1", (200, 300), 1) for _ in range(count)]
    out = io.BytesIO()
    frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:], compression="group4")
    return out.getvalue()


def zipped(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("make", "media_type", "count"),
    [
        (pdf, "application/pdf", 1),
        (lambda: pdf(count=4), "application/pdf", 4),
        (lambda: image("JPEG"), "image/jpeg", 1),
        (lambda: image("PNG"), "image/png", 1),
        (tiff, "image/tiff", 3),
        (lambda: b"\n" + pdf(), "application/pdf", 1),
    ],
    ids=["pdf", "pdf of 4", "jpeg", "png", "tiff of 3", "pdf after a line"],
)
def test_accepts(make: Callable[[], bytes], media_type: str, count: int) -> None:
    assert files.inspect(make(), "ho so.bin") == files.Info(media_type, count)


HEIC = b"\0\0\0\x18ftypheic" + b"\0" * 100
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: b"", "rỗng"),
        (lambda: pdf()[:300], "hỏng"),
        (lambda: image("PDF")[:-900], "cắt cụt"),
        (lambda: image("JPEG")[:-500], "cắt cụt"),
        (lambda: image("PNG")[:-60], "cắt cụt"),
        (lambda: tiff()[:120], "hỏng"),
        (lambda: pdf(password="x"), "mật khẩu"),
        (lambda: pdf(width=56_700), "khổ A0"),
        (lambda: pdf(count=files.MAX_PAGES + 1), "trang"),
        (lambda: image("PNG", (30_000, 30_000)), "triệu điểm ảnh"),
        (lambda: zipped("word/document.xml"), "Word"),
        (lambda: zipped("a.pdf"), "ZIP"),
        (lambda: b"<!DOCTYPE html><html></html>", "HTML"),
        (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG"),
        (lambda: HEIC, "HEIC"),
        (lambda: EICAR, "vi rút"),
        (lambda: b"MZ" + b"\0" * 200, "chương trình"),
        (lambda: b"hello", "Không nhận ra"),
        (lambda: image("GIF"), "GIF"),
    ],
    ids=[
        "empty", "truncated pdf", "pdf without its end", "truncated jpeg", "truncated png", "truncated tiff",
        "encrypted", "20 m wide", "too many pages", "bomb", "docx", "zip", "html", "svg", "heic", "eicar", "exe",
        "text", "gif",
    ],
)  # fmt: skip
def test_refuses_with_a_sentence(make: Callable[[], bytes], says: str) -> None:
    with pytest.raises(Refused, match=says):
        files.inspect(make(), "ho so.pdf")


def test_more_bytes_than_the_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_BYTES", 100)
    with pytest.raises(Refused, match="MB"):
        files.inspect(image("PNG"))


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_picture_is_upright_and_as_wide_as_asked(rotation: int) -> None:
    shown = Image.open(io.BytesIO(pages.picture(image("PNG"), 1, rotation=rotation, width=160)))
    assert (shown.format, shown.width) == ("JPEG", 160)
    assert (shown.height > shown.width) is (rotation in (0, 180))


def test_no_such_page() -> None:
    with pytest.raises(Refused, match="trang 2"):
        pages.picture(image("PNG"), 2, rotation=0, width=160)


def test_every_exif_turn_and_a_broken_one() -> None:
    for turn in (*range(1, 9), 77):
        exif = Image.Exif()
        exif[0x0112] = turn
        shown = pages.picture(image("JPEG", exif=exif), 1, rotation=0, width=400)
        assert Image.open(io.BytesIO(shown)).size == ((400, 300) if turn in (5, 6, 7, 8) else (300, 400))


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "CMYK", "I;16"])
def test_every_colouring(mode: str) -> None:
    out = io.BytesIO()
    Image.new("RGB", (300, 400), "white").convert("L" if mode == "I;16" else mode).save(out, "TIFF")
    with pages.opened(out.getvalue()) as scan:
        assert scan.page(1).shape == (400, 300, 3)
