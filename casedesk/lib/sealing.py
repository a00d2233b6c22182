"""Papers sealed on disk: authenticated encryption with keys that can be rotated."""

import io
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible


class BrokenSeal(Exception):  # noqa: N818 (a state of the paper)
    """The sealed bytes were changed, or sealed with a key that is not among ours."""


def new_key() -> str:
    """Return a fresh sealing key for `CASEDESK_SEALING_KEYS`."""
    return Fernet.generate_key().decode()


def seal(content: bytes) -> bytes:
    """Encrypt and authenticate with the first key."""
    return _ring().encrypt(content)


def unseal(sealed: bytes) -> bytes:
    """Return the content; any of the keys may have sealed it. Raises `BrokenSeal`."""
    try:
        return _ring().decrypt(sealed)
    except InvalidToken as broken:
        raise BrokenSeal("Tệp đã niêm phong bị thay đổi hoặc thiếu khóa niêm phong.") from broken


def reseal(sealed: bytes) -> bytes:
    """Return the same content sealed anew with the first key. Raises `BrokenSeal`."""
    try:
        return _ring().rotate(sealed)
    except InvalidToken as broken:
        raise BrokenSeal("Tệp đã niêm phong bị thay đổi hoặc thiếu khóa niêm phong.") from broken


@deconstructible
class SealedStorage(FileSystemStorage):
    """Files under `SEALED_ROOT` that are sealed when saved and unsealed when opened; they have no URL."""

    def __init__(self) -> None:
        super().__init__(file_permissions_mode=0o600, directory_permissions_mode=0o700)

    @property
    def base_location(self) -> str:
        """The folder of the sealed files, as the settings name it now."""
        return str(settings.SEALED_ROOT)

    @property
    def location(self) -> str:
        """The same folder, absolute."""
        return str(Path(settings.SEALED_ROOT).resolve())

    def _save(self, name: str, content: File[Any]) -> str:
        content.seek(0)
        kept = str(super()._save(name, File(io.BytesIO(seal(content.read())), name=name)))  # type: ignore[misc]
        _flush_to_disk(Path(self.path(kept)))
        return kept

    def _open(self, name: str, mode: str = "rb") -> File[Any]:
        return File(io.BytesIO(unseal(Path(self.path(name)).read_bytes())), name=name)

    def rotate(self, name: str) -> None:
        """Seal a kept file anew with the first key; a crash half-way leaves the old file whole."""
        path = Path(self.path(name))
        fresh = path.with_name(path.name + ".new")
        fresh.touch(mode=0o600)
        fresh.write_bytes(reseal(path.read_bytes()))
        _flush_to_disk(fresh)
        fresh.replace(path)

    def url(self, name: str | None) -> str:
        raise ValueError("A sealed file has no address of its own.")


def _ring() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in checked(settings.SEALING_KEYS)])


def checked(keys: Sequence[str]) -> Sequence[str]:
    """Return the keys as they are; raise `ImproperlyConfigured` when one is none."""
    for key in keys:
        try:
            Fernet(key)
        except ValueError as wrong:
            raise ImproperlyConfigured(
                "CASEDESK_SEALING_KEYS: mỗi khóa phải là 32 byte mã base64 (./desk manage new_key tạo khóa mới)."
            ) from wrong
    return keys


def _flush_to_disk(path: Path) -> None:
    for place in (path, path.parent):
        handle = os.open(place, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
