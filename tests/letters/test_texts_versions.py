"""Versions of texts: the newest is in force, a letter keeps its own; the house's words are kept on first use."""

from dataclasses import replace

import pytest

from letters import texts, versions
from letters.forms import Form
from letters.models import LetterText
from tests import make
from tests.letters.letter import posted

pytestmark = pytest.mark.django_db
HOUSE = texts.built_in(Form.RECEIPT)
NEW = replace(HOUSE, title="Giấy mới")


def test_the_words_of_the_house_hold_until_somebody_writes_others() -> None:
    assert versions.current(Form.RECEIPT) == HOUSE
    versions.save(Form.RECEIPT, NEW, make.user("administrator"), make.NOW)
    assert versions.current(Form.RECEIPT) == NEW
    assert versions.current(Form.STOP) == texts.built_in(Form.STOP)


def test_a_letter_names_the_version_that_it_was_written_from() -> None:
    first = posted().letter
    versions.save(Form.RECEIPT, NEW, make.user("administrator"), make.NOW)
    assert first.words is not None and first.words.words == HOUSE
    assert first.words.version == 1 and first.words.by is None
    assert posted().letter.words == first.words, "rendered before the new words were saved"


def test_the_words_of_the_house_are_kept_once() -> None:
    posted()
    posted()
    assert LetterText.objects.count() == 1


def test_a_release_with_other_words_of_the_house_uses_them_and_keeps_the_old() -> None:
    old = versions.kept(Form.RECEIPT, NEW)
    assert versions.current(Form.RECEIPT) == HOUSE
    assert versions.kept(Form.RECEIPT, HOUSE).version == old.version + 1


def test_forms_send_carriage_returns_and_blanks() -> None:
    sent = replace(HOUSE, body=HOUSE.body.replace("\n", "  \r\n") + "\r\n\u202e")
    assert texts.tidied(sent) == HOUSE
