"""What a field's name says of its value."""

from intake import lexicon
from intake.lexicon import Lexicon

NAMES = frozenset({"company_name", "representative", "full_name", "bearer", "address"})


def base(name: str) -> str:
    """Return the name of a field without the number of its representative."""
    return name.rstrip("0123456789").rstrip("_") if name[-1].isdigit() else name


def lexicon_of(name: str) -> Lexicon:
    """Return the words that a field is made of."""
    if base(name) == "company_name":
        return lexicon.companies()
    return lexicon.addresses() if name == "address" else lexicon.persons()
