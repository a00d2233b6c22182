"""Files accepted or refused by their content, whatever their names."""

import io
import zipfile
from collections.abc import Callable

import numpy as np
import pypdf
import pytest
from PIL import Image

from intake import files, pages, showing
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


def drawn(width: int, height: int, side: float = 300) -> bytes:
    """Return a PDF page that draws a picture of some pixels twice; the picture's data is a single byte."""
    picture = b"<</Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>"
    drawing = b"q 99 0 0 99 0 0 cm /I Do Q q 99 0 0 99 100 100 cm /I Do Q"
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R 6 0 R]/Count 2>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>"
        % (side, side),
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawing), drawing),
        picture % (width, height) + b"stream\n0\nendstream",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]>>",
    ]
    made, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(b"%010d 00000 n \n" % len(made))
        made += b"%d 0 obj%sendobj\n" % (number, part)
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(parts) + 1, b"".join(places))
    return made + table + b"trailer<</Size %d/Root 1 0 R>>startxref\n%d\n%%%%EOF" % (len(parts) + 1, len(made))


def tall(*heights: int, mode: str = "1") -> bytes:
    """Return a TIFF of blank pages 10,000 pixels wide."""
    frames = [Image.new(mode, (10_000, height)) for height in heights]
    out = io.BytesIO()
    frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:], compression="tiff_deflate")
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
        (lambda: pdf(width=14_400), "khổ A0"),
        (lambda: pdf(count=5000), "trang"),
        (lambda: image("PNG", (30_000, 30_000)), "100 triệu điểm ảnh"),
        (lambda: tall(10_001), "100 triệu điểm ảnh"),
        (lambda: tall(7_001, mode="RGB"), "70 triệu điểm ảnh"),
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
        "encrypted", "20 m wide", "too many pages", "200 inches wide", "5000 pages", "bomb", "bomb of strips",
        "bomb in colour", "docx", "zip", "html", "svg", "heic", "eicar", "exe",
        "text", "gif",
    ],
)  # fmt: skip
def test_refuses_with_a_sentence(make: Callable[[], bytes], says: str) -> None:
    with pytest.raises(Refused, match=says):
        files.inspect(make(), "ho so.pdf")


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: drawn(300, 300, side=14_400), "Trang 1 lớn hơn khổ A0"),
        (lambda: drawn(30_000, 30_000), "Trang 1 có quá 100 triệu điểm ảnh"),
        (lambda: tall(10_001, 100), "Trang 1 có quá 100 triệu điểm ảnh"),
    ],
    ids=["200 inches wide", "a huge picture in a pdf", "huge strips"],
)
def test_a_page_over_the_budget_is_set_aside_before_it_is_decoded(make: Callable[[], bytes], says: str) -> None:
    with pages.opened(make()) as scan:
        with pytest.raises(Refused, match=says):
            scan.page(1)
        assert scan.page(2).size > 0


def test_a_picture_within_the_budget_is_drawn() -> None:
    with pages.opened(drawn(300, 300)) as scan:
        assert scan.page(1).size > 0


@pytest.mark.parametrize("form", ["PNG", "TIFF", "JPEG"])
def test_a_large_picture_is_kept_smaller(form: str) -> None:
    with pages.opened(image(form, (4960, 7016))) as scan:
        assert scan.page(1).shape == (3508, 2480, 3)


def test_more_bytes_than_the_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_BYTES", 100)
    with pytest.raises(Refused, match="MB"):
        files.inspect(image("PNG"))


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_picture_is_upright_and_as_wide_as_asked(rotation: int) -> None:
    shown = Image.open(io.BytesIO(showing.picture(image("PNG"), 1, rotation=rotation, width=160)))
    assert (shown.format, shown.width) == ("JPEG", 160)
    assert (shown.height > shown.width) is (rotation in (0, 180))


def test_no_such_page() -> None:
    with pytest.raises(Refused, match="trang 2"):
        showing.picture(image("PNG"), 2, rotation=0, width=160)


def test_every_exif_turn_and_a_broken_one() -> None:
    for turn in (*range(1, 9), 77):
        exif = Image.Exif()
        exif[0x0112] = turn
        shown = showing.picture(image("JPEG", exif=exif), 1, rotation=0, width=400)
        assert Image.open(io.BytesIO(shown)).size == ((400, 300) if turn in (5, 6, 7, 8) else (300, 400))


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "CMYK", "I;16"])
def test_every_colouring(mode: str) -> None:
    out = io.BytesIO()
    Image.new("RGB", (300, 400), "white").convert("L" if mode == "I;16" else mode).save(out, "TIFF")
    with pages.opened(out.getvalue()) as scan:
        assert scan.page(1).shape == (400, 300, 3)


def test_a_picture_in_a_pdf_that_ends_too_early_is_no_blank_page() -> None:
    out, noise = io.BytesIO(), np.random.default_rng(1).integers(0, 256, (800, 600), np.uint8)
    Image.fromarray(noise).save(out, "PDF", resolution=72)
    data = bytearray(out.getvalue())
    start = data.index(b"\xff\xd8\xff")
    middle = (start + data.index(b"endstream")) // 2
    with pages.opened(bytes(data)) as scan:
        assert scan.page(1).shape == (800, 600, 3)
    data[middle : middle + 1000] = b"\xff\xd9" * 500
    with pages.opened(bytes(data)) as scan, pytest.raises(Refused, match="Trang 1 bị hỏng"):
        scan.page(1)
