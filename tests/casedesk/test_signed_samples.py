"""Samples with a signed PDF: it is what the truth says, and the demo hands it in as a clerk does."""

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import override_settings
from django.utils import timezone
from pytest_django.fixtures import Settings

from casedesk import demo
from casedesk.models import Attachment
from casedesk.samples import certificates, dossiers, signed_pdfs, writing
from casedesk.samples.sample import Sample
from intake import files
from intake.facts import Request
from tests import make
from tests.casedesk.test_trust import told
from verification.certificates import offered
from verification.models import GivenCertificate, TrustedAuthority

pytestmark = pytest.mark.usefixtures("coarse")
RECEIVED = date(2026, 11, 23)


def sample(variant: str | None, received: date = RECEIVED) -> Sample:
    return dossiers.make(20, request=Request.REBIND_LOST, received=received, signed=variant)


@pytest.fixture
def data(tmp_path: Path, settings: Settings) -> Path:
    settings.DATA_ROOT, settings.SCAN_FOLDER = tmp_path, tmp_path / "scans"
    return tmp_path


@pytest.mark.parametrize("variant", signed_pdfs.VARIANTS)
def test_the_command_says_of_it_what_the_truth_does(variant: str, tmp_path: Path) -> None:
    truth = sample(variant).truth
    path = signed_pdfs.save_beside(tmp_path / "001.tif", truth)
    assert path and path.name == truth["signed"]["file"] == "001-ky-so.pdf"
    trust = tmp_path / "trust"
    trust.mkdir()
    (trust / "ca.pem").write_bytes(certificates.authority().pem)
    code = truth["documents"][0]["fields"]["tax_code"]
    lines, status = told(str(path), "--trust", str(trust), "--at", str(RECEIVED), "--tax-code", code)
    assert lines[0]["problems"] == truth["signed"]["problems"]
    assert lines[0]["serial"] == truth["signed"]["serial"].lstrip("0")
    assert (lines[0]["chain"], lines[0]["tax_code"]) == ("trusted", truth["signed"]["tax_code"])
    assert status == (0 if variant == "valid" else 1)


def test_intake_takes_it_and_its_signature_holds(tmp_path: Path) -> None:
    path = signed_pdfs.save_beside(tmp_path / "001.pdf", sample("valid").truth)
    assert path
    assert files.inspect(path.read_bytes(), path.name).page_count == 1
    assert offered(path.read_bytes()).has_signed


def test_the_serial_is_the_one_that_the_letter_names() -> None:
    truths = [dossiers.make(seed, request=Request.REBIND_LOST, received=RECEIVED, signed="valid").truth
              for seed in range(20, 23)]  # fmt: skip
    named = [(truth["documents"][0]["fields"].get("certificate_serial"), truth["signed"]["serial"])
             for truth in truths]  # fmt: skip
    assert any(letter for letter, _ in named)
    assert all(letter in (None, serial) for letter, serial in named)


def test_what_is_scanned_stays_the_same() -> None:
    plain, signed = sample(None), sample("valid")
    assert [page.tobytes() for page in plain.pages] == [page.tobytes() for page in signed.pages]
    assert (plain.truth["signed"], plain.truth["verdict"]) == (None, signed.truth["verdict"])


def test_a_series_has_some_of_each_and_only_at_rebinds(tmp_path: Path) -> None:
    paths = list(writing.write(tmp_path, 3, 5, RECEIVED, "clean"))
    truth = json.loads((tmp_path / "truth.json").read_text())
    assert [one["signed"] and one["signed"]["file"] for one in truth] == [None, None, "003-ky-so.pdf"]
    assert (truth[2]["request"], truth[2]["signed"]["variant"]) == (Request.REBIND_RENEWED, "valid")
    assert tmp_path / "003-ky-so.pdf" in paths
    assert set(dossiers.SIGNED.values()) == set(signed_pdfs.VARIANTS)
    assert all(index % 2 == 0 and index % 3 for index in dossiers.SIGNED), "complete rebinds alone"
    assert (tmp_path / signed_pdfs.AUTHORITY).read_bytes() == certificates.authority().pem


def test_an_unknown_variant_is_refused() -> None:
    with pytest.raises(ValueError, match="rubbish"):
        sample("rubbish")


@pytest.mark.django_db
@pytest.mark.parametrize(("variant", "is_taken"), [("valid", True), ("other_tax_code", False)])
def test_the_demo_attaches_it_once_its_scan_is_a_case(variant: str, is_taken: bool, data: Path) -> None:
    now = timezone.now()
    make.user("clerk", username="vanthu")
    one = sample(variant, now.date())
    demo.register(one.truth)
    demo._drop(one, 1)
    demo.deliver(now)
    assert not Attachment.objects.exists()
    case = arrived(data, one)
    demo.deliver(now)
    demo.deliver(now)
    assert Attachment.objects.get().case_id == case
    assert GivenCertificate.objects.filter(case_id=case, has_signed=True).exists() == is_taken
    assert not list(demo._waiting().iterdir())


@pytest.mark.django_db
def test_the_made_up_authority_is_trusted_in_the_demo_alone(data: Path) -> None:
    truth = sample("valid").truth
    with override_settings(DEMO=False), pytest.raises(ImproperlyConfigured):
        demo.register(truth)
    assert not TrustedAuthority.objects.exists()
    demo.register(truth)
    assert TrustedAuthority.objects.get().name == "Demo CA"


def arrived(data: Path, one: Sample) -> int:
    """Make the case of the scan that lies in the folder, checked and of the sample's company."""
    [path] = (data / "scans").glob("*/*/*")
    made = make.case(request=Request.REBIND_LOST, tax_code=one.truth["documents"][0]["fields"]["tax_code"])
    scan = make.scan(made, content=path.read_bytes(), name=path.name)
    scan.sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    scan.save()
    return made.pk
