"""PDF/A by the rules that can be checked without veraPDF: what a letter says of itself, and what is in it.

ISO 19005-2: identification and metadata, embedded fonts that can be read out, output intent, tags, no encryption,
no script, nothing from outside. It is no full validation.
"""

import io
import re
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from letters.rendering import Rendered
from tests.letters.test_looks import LETTERS, written

FORBIDDEN = {"/JavaScript", "/JS", "/Launch", "/AA", "/OpenAction", "/EmbeddedFiles", "/XFA", "/Encrypt"}


@pytest.fixture(scope="module", params=LETTERS)
def letter(request: pytest.FixtureRequest) -> Rendered:
    return written(*LETTERS[request.param])


def test_it_says_that_it_is_for_the_archive(letter: Rendered) -> None:
    reader = PdfReader(io.BytesIO(letter.pdf))
    xmp = reader.root_object["/Metadata"].get_object().get_data().decode()  # type: ignore[union-attr]
    assert re.search(r"pdfaid:part[>=\"]+2", xmp) and re.search(r"pdfaid:conformance[>=\"]+A", xmp)
    assert letter.subject in xmp and reader.metadata and reader.metadata.title == letter.subject
    assert str(reader.root_object["/Lang"]) == "vi"
    assert reader.trailer["/ID"] and reader.pdf_header.startswith("%PDF-1.7")


def test_it_has_tags_and_its_colours_are_defined(letter: Rendered) -> None:
    root = PdfReader(io.BytesIO(letter.pdf)).root_object
    assert root["/MarkInfo"]["/Marked"] and root["/ViewerPreferences"]["/DisplayDocTitle"]  # type: ignore[index]
    kinds = {
        str(one.get("/S")) for one in objects(PdfReader(io.BytesIO(letter.pdf))) if "/S" in one and "/K" in one
    }
    assert {"/Document", "/P"} <= kinds
    intent = root["/OutputIntents"][0].get_object()  # type: ignore[index]
    assert intent["/S"] == "/GTS_PDFA1" and intent["/DestOutputProfile"].get_object()["/N"] == 3


def test_nothing_in_it_acts_hides_or_shines_through(letter: Rendered) -> None:
    found = objects(PdfReader(io.BytesIO(letter.pdf)))
    assert not PdfReader(io.BytesIO(letter.pdf)).is_encrypted
    assert {key for one in found for key in one} & FORBIDDEN == set()
    assert all(one.get("/SMask", "/None") == "/None" for one in found)
    assert all(float(one.get(key, 1)) == 1 for one in found for key in ("/ca", "/CA"))
    assert all("/LZWDecode" not in str(one.get("/Filter", "")) for one in found)


def test_every_font_is_inside_and_can_be_read_out(letter: Rendered) -> None:
    found = objects(PdfReader(io.BytesIO(letter.pdf)))
    whole = [one for one in found if one.get("/Type") == "/Font" and one.get("/Subtype") == "/Type0"]
    assert whole and all("/ToUnicode" in one for one in whole)
    described = [one for one in found if one.get("/Type") == "/FontDescriptor"]
    assert described and all({"/FontFile2", "/FontFile3"} & set(one) for one in described)
    assert {str(one["/FontName"]).partition("+")[2].partition("-")[0] for one in described} == {"Tinos"}


def objects(reader: PdfReader) -> list[DictionaryObject]:
    """Return every dictionary of a PDF, streams too."""
    found: list[DictionaryObject] = []
    seen: set[int] = set()
    waiting: list[Any] = [reader.trailer]
    while waiting:
        one = waiting.pop()
        if isinstance(one, IndirectObject):
            if one.idnum in seen:
                continue
            seen.add(one.idnum)
            one = one.get_object()
        if isinstance(one, DictionaryObject):
            found.append(one)
            waiting += list(dict.values(one))
        elif isinstance(one, ArrayObject):
            waiting += list(list.__iter__(one))
    return found
