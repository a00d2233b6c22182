"""A made-up dossier with the truth about it, and the defects that one can have."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from time import gmtime
from typing import Any

from PIL import Image

DEFECTS: Mapping[str, str] = {
    "letter_missing": "request_letter_present",
    "letter_unsealed": "request_letter_sealed",
    "letter_without_email": "request_letter_contact",
    "letter_without_phone": "request_letter_contact",
    "letter_without_address": "request_letter_contact",
    "licence_missing": "licence_present",
    "licence_plain_copy": "licence_certified",
    "licence_sao_y": "licence_certified",
    "tax_certificate_missing": "tax_certificate_present",
    "tax_certificate_uncertified": "tax_certificate_certified",
    "identity_missing": "identity_present",
    "identity_uncertified": "identity_certified",
    "identity_expired": "identity_valid",
    "identity_cmnd": "identity_valid",
    "introduction_missing": "introduction_present",
    "introduction_expired": "introduction_valid",
    "tax_code_bad_check_digit": "tax_code_valid",
    "tax_code_disagrees": "tax_code_agrees",
    "company_disagrees": "company_agrees",
    "representative_disagrees": "representative_agrees",
}
"""Stable names of defects, and the rule that each must trip."""


@dataclass(slots=True)
class Sample:
    """One dossier: its scanned pages and the truth about them."""

    pages: list[Image.Image]
    truth: dict[str, Any]

    def save(self, path_without_suffix: str | Path) -> Path:
        """Write the scan as a PDF or a TIFF, name it in the truth, and return its path."""
        base = Path(path_without_suffix)
        path = base.with_name(f"{base.name}{self.truth['setting']['suffix']}")
        dpi = self.truth["setting"]["dpi"]
        first, *rest = (page.copy() for page in self.pages)  # Pillow leaves its settings on what it saves
        if path.suffix == ".tif":
            first.save(path, save_all=True, append_images=rest, dpi=(dpi, dpi), compression=_packing(first))
        else:
            day = gmtime(0)
            how = {} if first.mode == "1" else {"quality": self.truth["setting"]["jpeg"]}
            first.save(path, "PDF", save_all=True, append_images=rest, resolution=dpi, creationDate=day, modDate=day, title="made up",
                       **how)  # fmt: skip
        self.truth["scan"] = path.name
        return path


def _packing(page: Image.Image) -> str:
    return "group4" if page.mode == "1" else "jpeg"
