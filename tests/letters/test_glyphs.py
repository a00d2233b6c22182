"""Names in other scripts: what a typeface of ours has is printed, what none has is told of and goes no further."""

import io

import pytest
from pypdf import PdfReader
from pytest_django.fixtures import Settings

from casedesk.lib.outcomes import NeedsPerson
from letters import glyphs
from letters.kinds import Kind
from letters.rendering import render
from tests.letters.letter import TODAY, content, letterhead

KHMER, CHINESE = "ក្រុមហ៊ុន", "中文公司"
EVERY_MARK = "ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"


def test_every_vietnamese_mark_is_in_the_typeface_of_the_house() -> None:
    assert [sign for sign in EVERY_MARK + EVERY_MARK.lower() if sign not in glyphs.house()] == []


def test_a_khmer_name_is_printed_in_a_typeface_that_has_it() -> None:
    pdf = render(Kind.REFUSAL, content(company_name=f"CÔNG TY {KHMER}"), letterhead(), 1, TODAY).pdf
    page = PdfReader(io.BytesIO(pdf)).pages[0]
    fonts = {str(font.get_object()["/BaseFont"]) for font in page["/Resources"]["/Font"].values()}  # type: ignore[index]
    assert any("Khmer" in name for name in fonts), fonts
    assert KHMER[0] in page.extract_text()


def test_a_sign_that_no_typeface_has_is_told_of(settings: Settings) -> None:
    with pytest.raises(NeedsPerson, match=r"«\ue123»|«☃»|«🂡» \(U\+1F0A1\)"):
        glyphs.expect_all(content(company_name="CÔNG TY 🂡"))


def test_a_chinese_name_is_told_of_where_no_typeface_has_it(settings: Settings) -> None:
    if not glyphs.missing(CHINESE):
        pytest.skip("a typeface with Chinese is installed")
    with pytest.raises(NeedsPerson, match=r"thiếu ký tự «中» \(U\+4E2D\)"):
        render(Kind.REFUSAL, content(company_name=CHINESE), letterhead(), 1, TODAY)


def test_a_server_without_the_typeface_says_which(settings: Settings) -> None:
    settings.FONT_FOLDERS = ("/khong-co",)
    glyphs.house.cache_clear()
    try:
        with pytest.raises(NeedsPerson, match="fonts-croscore"):
            glyphs.expect_all(content())
    finally:
        glyphs.house.cache_clear()
