"""How a password is made: rules that are data, letters that cannot be mistaken, chance that cannot be guessed."""

import math
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

CAPITALS, SMALL, DIGITS = "ABCDEFGHJKLMNPQRSTUVWXYZ", "abcdefghijkmnpqrstuvwxyz", "23456789"
"""No look-alikes: no I, l, O, 0, 1."""
LEAST_BITS = 60
_SIGNS = frozenset("@#%+=?!*-_.")
"""Signs that every keyboard, and every form of the portal, takes."""
_HOURS, _DAYS, _TRIES, _LENGTHS = range(1, 337), range(31), range(3, 11), range(10, 65)


@dataclass(frozen=True, slots=True)
class Rules:
    """How passwords are made and wait: `valid_hours` for the link, then `keep_days` sealed for another."""

    length: int = 14
    signs: str = "@#%+=?"
    valid_hours: int = 72
    keep_days: int = 7
    most_tries: int = 5

    @property
    def classes(self) -> tuple[str, ...]:
        """The kinds of letters, of each of which a password has at least one."""
        return tuple(filter(None, (CAPITALS, SMALL, DIGITS, self.signs)))

    @property
    def bits(self) -> float:
        """How hard a password is to guess: fewer than the logarithm of all of them, for each class is in it."""
        sizes = [len(one) for one in self.classes]
        return (self.length - len(sizes)) * math.log2(sum(sizes)) + sum(map(math.log2, sizes))


DEFAULTS = Rules()


def make(rules: Rules) -> str:
    """Return a password with every class in it, made by `secrets`."""
    letters = [secrets.choice(chosen) for chosen in rules.classes]
    letters += [secrets.choice("".join(rules.classes)) for _ in range(rules.length - len(letters))]
    secrets.SystemRandom().shuffle(letters)
    return "".join(letters)


def flaws(rules: Rules) -> Mapping[str, str]:
    """Return what is wrong with rules, by field, in words for an administrator."""
    found: dict[str, str] = {}
    if not set(rules.signs) <= _SIGNS or len(set(rules.signs)) < len(rules.signs):
        found["signs"] = _("Mỗi dấu một lần, chỉ trong các dấu %(signs)s.") % {"signs": " ".join(sorted(_SIGNS))}
    if rules.length not in _LENGTHS or rules.bits < LEAST_BITS:
        found["length"] = _("Mật khẩu như vậy dễ đoán quá (dưới %(bits)d bit), hoặc dài quá 64 ký tự.") % {
            "bits": LEAST_BITS
        }
    limits = {"valid_hours": _HOURS, "keep_days": _DAYS, "most_tries": _TRIES}
    for name, allowed in limits.items():
        if getattr(rules, name) not in allowed:
            text = _("Từ %(least)d đến %(most)d.") % {"least": allowed[0], "most": allowed[-1]}
            found[name] = text
    return found
