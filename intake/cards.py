"""What the QR code of an identity card says, and how long such a card holds by law."""

from dataclasses import dataclass
from datetime import date

from intake.facts import FOREVER
from intake.numbers import made_date
from intake.words import PixelBox

RENEWED_AT, _EARLY = (25, 40, 60), 2
"""Ages at which a card is made anew, and how many years before it may be."""


@dataclass(frozen=True, slots=True)
class Card:
    """What the QR code of a CCCD (2021) or Căn cước (2024) says; the box is in pixels of the given picture.

    `number|old CMND|name|ddMMyyyy|sex|residence|ddMMyyyy of issue`, of the 2024 card perhaps with more behind.
    """

    number: str
    name: str
    date_of_birth: str
    sex: str
    issued: str
    box: PixelBox

    @property
    def expiry(self) -> str:
        """Return the last day of the card by law (Luật Căn cước 26/2023, Điều 21) as ISO, or an empty string.

        A card ends on the holder's 25th, 40th or 60th birthday; one issued in the two years before such a birthday
        lasts until the next, and after the last without end (`FOREVER`).
        """
        if not (self.date_of_birth and self.issued):
            return ""
        born, issued = (date.fromisoformat(day) for day in (self.date_of_birth, self.issued))
        for age in RENEWED_AT:
            if (born.year + age - _EARLY, born.month, born.day) > (issued.year, issued.month, issued.day):
                return made_date(born.year + age, born.month, born.day)
        return FOREVER


def is_lawful(born: str, expiry: str) -> bool:
    """Say whether a card may end on a day by law: its holder's 25th, 40th or 60th birthday (both ISO)."""
    return bool(born) and expiry[4:] == born[4:] and int(expiry[:4]) - int(born[:4]) in RENEWED_AT
