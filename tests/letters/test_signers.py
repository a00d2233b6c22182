"""Who signs on a day: the head, a deputy while the head is away, by order; nobody is told."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from casedesk.lib.outcomes import NeedsPerson
from letters.content import Signature
from letters.forms import Form
from letters.models import Signer, SignerAbsence
from letters.signers import signing_on
from tests.letters.letter import TODAY

pytestmark = pytest.mark.django_db
HEAD = Signature((), "GIÁM ĐỐC", "Lê Thị Giám")
DEPUTY = Signature(("KT. GIÁM ĐỐC",), "PHÓ GIÁM ĐỐC", "Trần Văn Phó")


def signer(signature: Signature, order: int = 1, **columns: Any) -> Signer:
    known = {"effective_from": date(2025, 3, 1)} | columns
    made = Signer(order=order, name=signature.name, title=signature.title, **known)
    made.authority = "\n".join(signature.authority)
    made.full_clean()
    made.save()
    return made


def on(day: date = TODAY) -> Signature | None:
    return signing_on(Form.STOP, day)


def test_the_head_signs() -> None:
    signer(DEPUTY, 2)
    signer(HEAD, 1)
    assert on() == HEAD


@pytest.mark.parametrize(("day", "who"), [(22, HEAD), (23, DEPUTY), (25, DEPUTY), (26, HEAD)], ids=str)
def test_a_deputy_signs_while_the_head_is_away(day: int, who: Signature) -> None:
    head = signer(HEAD, 1)
    signer(DEPUTY, 2)
    SignerAbsence.objects.create(signer=head, first_day=TODAY, last_day=date(2026, 11, 25))
    assert on(date(2026, 11, day)) == who


def test_a_signer_signs_in_their_own_time() -> None:
    signer(HEAD, 1, effective_from=date(2026, 12, 1))
    signer(DEPUTY, 2, effective_to=date(2026, 11, 30))
    assert on() == DEPUTY
    assert on(date(2026, 12, 1)) == HEAD


def test_where_nobody_is_listed_the_letterhead_says_who_signs() -> None:
    assert on() is None


def test_where_everybody_is_away_a_person_is_told() -> None:
    head = signer(HEAD)
    SignerAbsence.objects.create(signer=head, first_day=TODAY, last_day=TODAY)
    with pytest.raises(NeedsPerson, match="Không có người ký nào có mặt ngày 23/11/2026"):
        on()


@pytest.mark.parametrize(
    ("authority", "columns", "field"),
    [
        (("THAY MẶT GIÁM ĐỐC",), {}, "authority"),
        (("KT.GIÁM ĐỐC",), {}, "authority"),
        (("TL. GIÁM ĐỐC", "KT. TRƯỞNG PHÒNG", "TM. BAN"), {}, "authority"),
        (("TUQ. GIÁM ĐỐC",), {}, "mandate"),
        ((), {"effective_to": date(2020, 1, 1)}, "effective_to"),
    ],
)
def test_what_the_decree_does_not_know_is_refused(
    authority: tuple[str, ...], columns: dict[str, object], field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        signer(Signature(authority, "PHÓ GIÁM ĐỐC", "Trần Văn Phó"), 1, **columns)
    assert field in refused.value.message_dict


def test_by_authorisation_with_its_paper() -> None:
    signer(Signature(("TUQ. GIÁM ĐỐC",), "TRƯỞNG PHÒNG", "Người Ủy"), mandate="QĐ 12/QĐ-CNTT ngày 05/9/2026")
    assert on() is not None


def test_an_absence_does_not_end_before_it_begins() -> None:
    away = SignerAbsence(signer=signer(HEAD), first_day=TODAY, last_day=date(2026, 11, 1))
    with pytest.raises(ValidationError):
        away.full_clean()
