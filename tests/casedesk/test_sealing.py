"""Papers are sealed on disk, and keys can be rotated."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from pytest_django.fixtures import Settings

from casedesk.lib import sealing
from casedesk.lib.sealing import BrokenSeal, SealedStorage

SECRET = "Số định danh 001080012345".encode()


def test_a_kept_file_is_unreadable_on_disk_and_whole_when_opened() -> None:
    name = SealedStorage().save("giay-to", ContentFile(SECRET))
    on_disk = Path(SealedStorage().path(name)).read_bytes()
    assert SECRET not in on_disk
    assert SealedStorage().open(name).read() == SECRET


def test_a_kept_file_is_readable_by_its_owner_alone() -> None:
    name = SealedStorage().save("giay-to", ContentFile(SECRET))
    assert Path(SealedStorage().path(name)).stat().st_mode & 0o077 == 0


def test_a_changed_file_is_not_opened() -> None:
    name = SealedStorage().save("giay-to", ContentFile(SECRET))
    path = Path(SealedStorage().path(name))
    path.write_bytes(path.read_bytes()[:-8] + b"00000000")
    with pytest.raises(BrokenSeal):
        SealedStorage().open(name)


def test_a_new_key_opens_old_files_and_rotation_makes_the_old_key_unneeded(settings: Settings) -> None:
    name = SealedStorage().save("giay-to", ContentFile(SECRET))
    fresh = sealing.new_key()
    settings.SEALING_KEYS = [fresh, *settings.SEALING_KEYS]
    assert SealedStorage().open(name).read() == SECRET
    SealedStorage().rotate(name)
    settings.SEALING_KEYS = [fresh]
    assert SealedStorage().open(name).read() == SECRET


def test_a_key_that_is_none_is_named() -> None:
    with pytest.raises(ImproperlyConfigured, match="CASEDESK_SEALING_KEYS"):
        sealing.checked(["abc"])


def test_a_sealed_file_has_no_address() -> None:
    with pytest.raises(ValueError, match="no address"):
        SealedStorage().url("giay-to")
