"""Made-up dossiers: the same again from the same seed, every defect, and a truth that holds."""

import hashlib
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import numpy as np
import pypdf
import pytest
from PIL import Image
from stdnum.vn import mst

from casedesk.samples import dossiers, machine, people, wear, writing
from intake.facts import DOCUMENT_KINDS, FIELDS, OPTIONAL, Kind
from verification import checklist

SERIAL = set(OPTIONAL[Kind.REQUEST_LETTER])

RECEIVED = date(2026, 11, 23)


@pytest.mark.usefixtures("coarse")
def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = (
        dossiers.make(3, quality="photocopy", received=RECEIVED).save(tmp_path / name) for name in "ab"
    )
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.usefixtures("coarse")
def test_a_folder_has_its_truth_beside_it(tmp_path: Path) -> None:
    files = list(writing.write(tmp_path, 3, 5, RECEIVED, "mixed"))
    truth = json.loads((tmp_path / "truth.json").read_text())
    assert [entry["scan"] for entry in truth] == [path.name for path in files if not path.stem.endswith("-ky-so")]
    assert (truth[0]["verdict"], truth[0]["setting"]["quality"]) == ("complete", "clean")


def test_every_kind_of_file_opens(tmp_path: Path) -> None:
    sample = dossiers.make(3, received=RECEIVED)
    assert len(pypdf.PdfReader(sample.save(tmp_path / "a")).pages) == len(sample.pages)
    sample.truth["setting"]["suffix"] = ".tif"
    with Image.open(sample.save(tmp_path / "b")) as tiff:
        assert getattr(tiff, "n_frames", 1) == len(sample.pages)


@pytest.mark.parametrize("defect", dossiers.DEFECTS)
@pytest.mark.usefixtures("coarse")
def test_each_defect_is_made_and_names_its_rule(defect: str) -> None:
    sample = dossiers.make(11, defect=defect, received=RECEIVED)
    assert (sample.truth["verdict"], sample.truth["defect"]) == ("incomplete", defect)
    assert set(sample.truth["failing"]) <= set(checklist.TITLES)


@pytest.mark.parametrize("seed", range(20, 26))
@pytest.mark.usefixtures("coarse")
def test_a_complete_dossier_has_every_paper_and_field(seed: int) -> None:
    truth = dossiers.make(seed, received=RECEIVED).truth
    papers = {Kind(paper["kind"]): paper for paper in truth["documents"]}
    needed = {Kind.REQUEST_LETTER, Kind.BUSINESS_LICENCE, Kind.IDENTITY}
    assert needed <= set(papers) <= set(DOCUMENT_KINDS)
    assert set(papers[Kind.REQUEST_LETTER]["fields"]) - SERIAL == set(FIELDS[Kind.REQUEST_LETTER])
    assert papers[Kind.BUSINESS_LICENCE]["certified"] and papers[Kind.REQUEST_LETTER]["sealed"]
    code = papers[Kind.REQUEST_LETTER]["fields"]["tax_code"]
    assert len(code) == 12 or mst.is_valid(code)


@pytest.mark.usefixtures("coarse")
def test_pages_and_documents_agree() -> None:
    truth = dossiers.make(31, quality="photocopy", received=RECEIVED).truth
    numbers = [number for paper in truth["documents"] for number in paper["pages"]]
    kinds = {page["number"]: page["kind"] for page in truth["pages"]}
    assert all(kinds[number] == paper["kind"] for paper in truth["documents"] for number in paper["pages"])
    assert sorted(numbers) == [number for number, kind in kinds.items() if kind != "blank"]


def _without_serial(fields: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in fields.items() if name not in SERIAL}


@pytest.mark.usefixtures("coarse")
def test_usual_dossiers_stay_what_they_were() -> None:
    """Figures rest on them: no new kind of sample may shift what a seed draws."""
    told = []
    for index, quality in enumerate(("clean", "office", "photocopy", "mixed")):
        truth = dossiers.make(70 + index, quality=quality, received=RECEIVED).truth
        wear = [truth["setting"][name] for name in ("colour", "skew", "jpeg", "layout", "form", "suffix")]
        papers = [
            (paper["kind"], paper["pages"], _without_serial(paper["fields"])) for paper in truth["documents"]
        ]
        told.append([truth["request"], truth["pages"], papers, wear])
    digest = hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
    assert digest[:16] == "ba2a87f46a61718d"


def test_hard_wear_says_whose_it_is_and_leaves_mixed_alone() -> None:
    drawn = [wear.draw(Random(seed), "hard").as_setting() for seed in range(200)]
    assert {(one["quality"], one["wear"]) for one in drawn} == {("hard", "office"), ("hard", "photocopy")}
    assert 70 < sum(one["wear"] == "office" for one in drawn) < 130
    assert max(one["skew"] for one in drawn) <= 5 and max(one["aslant"] for one in drawn) <= 0.025
    assert all(one["dpi"] >= 150 and one["jpeg"] >= 40 for one in drawn)
    assert wear.HARD not in wear.QUALITIES


@pytest.mark.parametrize("seed", range(4))
def test_hard_wear_keeps_a_page_whole(seed: int) -> None:
    page = Image.new("RGB", (1240, 1754), "white")
    page.paste("black", (100, 60, 1140, 1690))
    how = replace(wear.Wear("hard", 150, skew=5.0, wear="office"), aslant=0.025)
    worn, turn = wear.apply(page, how, Random(seed))
    dark = np.asarray(worn.convert("L")) < 60
    border = np.concatenate([dark[:3].ravel(), dark[-3:].ravel(), dark[:, :3].ravel(), dark[:, -3:].ravel()])
    assert turn == 0 and worn.size == page.size
    assert dark.mean() > 0.6
    assert border.mean() < 1


@pytest.mark.usefixtures("coarse")
def test_a_certified_paper_states_its_stamp() -> None:
    for layouts in dossiers.MAKERS:
        truth = dossiers.make(12, defect="identity_uncertified", received=RECEIVED, layouts=layouts).truth
        papers = {paper["kind"]: paper["certification"] for paper in truth["documents"]}
        stamp = papers["business_licence"]
        assert re.fullmatch(r"\d+", stamp["number"])
        assert re.fullmatch(r"\d\d(/\d{4})?-SCT/BS", stamp["book"])
        assert date.fromisoformat(stamp["date"]) < RECEIVED
        assert papers["identity"] is None and papers["request_letter"] is None


def test_machine_readable_zones_are_as_published() -> None:
    an = people.Person(
        name="Nguyễn Văn An",
        sex="Nam",
        born=date(1980, 1, 1),
        number="001080012345",
        personal_number="001080012345",
        issued=date(2021, 4, 15),
        expires="2040-01-01",
        province="Hà Nội",
        home="Số 1, Phố Mẫu, Phường Thử, Hà Nội",
    )
    assert machine.card_zone(an) == (
        "IDVNM0800123457001080012345<<8",
        "8001014M4001016VNM<<<<<<<<<<<0",
        "NGUYEN<<VAN<AN<<<<<<<<<<<<<<<<",
    )
    assert machine.passport_zone(replace(an, number="C1234567", expires="2033-01-01")) == (
        "P<VNMNGUYEN<<VAN<AN<<<<<<<<<<<<<<<<<<<<<<<<<",
        "C1234567<0VNM8001014M3301018001080012345<<88",
    )
