"""Addresses of e-mail borne out by the dossier: the company's name stands in the domain, a person's before the @.

Nothing else says that an address was read rightly; a letter that was misread is hardly ever a name again.
"""

import re
from collections.abc import Collection, Container, Iterable, Sequence

from rapidfuzz.distance import Levenshtein

from intake import lexicon
from intake.text import fold, squeezed

ENDINGS = frozenset({
    "vn", "com", "net", "org", "info", "biz", "edu", "gov", "asia", "shop", "pro", "jp", "kr", "cn", "tw", "hk",
    "sg", "th", "my", "eu", "uk", "de", "fr", "us", "ru", "au", "in", "example", "test",
})  # fmt: skip
"""What addresses of e-mail end with; one with another ending is looked at by a person."""
LAST_PARTS = frozenset({"vn", "com", "net", "org", "example", "test"})
"""Those that are no words: a domain goes on with one though the full stop before it is read as a comma."""
USUAL = frozenset({
    "info", "office", "docs", "admin", "contact", "sales", "support", "export", "import", "logistics",
    "accounting", "hr", "xnk", "ketoan", "ketoantruong", "hanhchinh", "vanthu", "giamdoc", "nhansu", "kinhdoanh",
    "kho", "phaply",
})  # fmt: skip
"""What companies call their mailboxes."""
_HALVES = frozenset({"thu", "toan", "chinh", "doc", "doanh", "su", "truong"})
"""What is left of some of them where a row or dirt parts them: "van-thu", "ke.toan"."""
_PARTS, _LONG = re.compile(r"[-_.\d]+"), sorted(word for word in USUAL if len(word) > 4)
_FOR_FIGURES = re.compile(r"(?:^|[._-])(?=[ilo]*\d)(?=\d*[ilo])[ilo\d]+(?=$|[._-])")
"""Letters that are taken for figures, among them."""
USUAL_MAIL = "mail"
_FEW = 4
"""Letters of a provider's name that may be another's but for a letter, and most figures of a mailbox's number."""
_ENGLISH = frozenset({"contact", "export", "import"})
"""Words that another word of theirs may be but for a letter: "expert"."""
_MENDABLE = sorted(word for word in USUAL - _ENGLISH if len(word) > 5)
_OF_FOUR = sorted(word for word in USUAL if len(word) == _FEW)
"""Usual words that no syllable may be but for a letter: "locs" was "docs"."""
_MAIL = frozenset({USUAL_MAIL, "email", "smtp"})
_PROVIDERS = frozenset({"gmail", "yahoo", "outlook", "hotmail", "icloud", "vnn", "fpt", "viettel", "zoho"})
"""Whose mailboxes companies have that have no domain of their own."""
_LONG_PROVIDERS = frozenset(one for one in _PROVIDERS if len(one) > _FEW)
_LIKE_ONE = (("ri", "n"), ("rn", "m"), ("cl", "d"), ("vv", "w"), ("q", "g"), ("in", "m"))
"""Letters that look like one where they stand close, and one that looks like another in most typefaces."""
_STROKES = "ijl1"
_STROKES_OF_MAIL = re.compile(f"ma[{_STROKES}]{{2}}")
"""What "mail" may be read as before a company's domain: "maii.mau.vn"."""
_LEAD = re.compile(r"(?:chi|ve|tu|la|den|toi|qua)[._-](.+)")
_OF_NAME = re.compile(r"-?vn$|^vn-?")
_END_OF_WORD = 5
_OF_FIGURES = str.maketrans("10", "lo")
_LONG_ENDING, _NEAR = 7, 2
"""Letters of an ending that may be another one's but for so many: "exaniple"."""
SHORT_ENDING = 3
"""Letters of an ending that may be another one's but for a letter."""
_LEAST, _LEAST_MENDED = 4, 6
"""So many letters of a domain must be the company's, and of one in which a letter is wrong."""


def with_letters(ending: str) -> str:
    """Return the last part of a domain with its letters for figures, where it is a usual one so: "examp1e"."""
    spelled = ending.translate(_OF_FIGURES)
    return spelled if spelled in ENDINGS else ending


def ends_amid(address: str) -> bool:
    """Say whether an address ends amid one of the longer endings: "mau.examp"."""
    ending = address.rpartition(".")[2]
    known = (one for one in ENDINGS if len(one) > SHORT_ENDING and one != ending)
    return ending not in ENDINGS and bool(ending) and any(one.startswith(ending) for one in known)


def begins_one(text: str) -> bool:
    """Say whether letters are the beginning of what companies call a mailbox, and not all of it: "hanhch"."""
    return len(text) >= _LEAST and any(word.startswith(text) and word != text for word in USUAL)


def may_be(address: str) -> bool:
    """Say whether an address ends as one does, and no letter stands for a figure: "van_i1@" was "van_11@".

    Nor a figure for a letter: "0.43@" was "o.43@".
    """
    local, _, domain = address.partition("@")
    is_odd = _FOR_FIGURES.search(local) is not None or "0" in re.split(r"[-_.]", local)
    return domain.rpartition(".")[2] in ENDINGS and not is_odd


def is_borne_out(
    address: str, companies: Collection[str], persons: Collection[str], known: Container[str] = ()
) -> bool:
    """Say whether each part of an address is a word for a mailbox, or of the names of a company and its people.

    What stands before the @ may also be one of those `known` otherwise.
    """
    local, at, domain = address.partition("@")
    labels = domain.split(".")
    while labels and labels[-1] in ENDINGS:
        labels.pop()
    named = [label for label in labels if label not in _MAIL]
    if not at or len(named) != 1 or len(labels) == len(domain.split(".")):
        return False
    own = _OF_NAME.sub("", named[0]).replace("-", "")
    is_own = len(own) >= _LEAST and any(end.startswith(own) for end in _ends(companies))
    if not is_own and named[0] not in _PROVIDERS:
        return False
    return local in known or _is_of(local, _all_spoken(persons) | USUAL)


def joined(local: str) -> str:
    """Return what stands before an @ without the signs that part it: "van-thu" is "vanthu"."""
    return re.sub(r"[-_.]", "", local)


def _is_of(local: str, words: Collection[str]) -> bool:
    """Say whether what stands before an @ is one of some words, whatever signs part it, or each part of it is."""
    return joined(local) in words or all(part in words for part in re.split(r"[-_.]", local))


def is_spoken(address: str, persons: Collection[str]) -> bool:
    """Say whether each part of what stands before an @ is a usual word, a name of the dossier, or figures."""
    local = address.partition("@")[0]
    return _is_of(local, _all_spoken(persons) | USUAL | set(re.findall(r"\d+", local)))


def _ends(companies: Collection[str]) -> set[str]:
    """Return each company's name from each of its words on, run together."""
    words = [fold(company).split() for company in companies]
    return {"".join(one[start:]) for one in words for start in range(len(one))}


def is_slip(address: str, persons: Collection[str] = ()) -> bool:
    """Say whether a part before the @ is a usual word but for one letter: "offiee", and no word of its own.

    Or it is the second half of one ("thu" of "van-thu"), and nobody of the dossier is called so; or it begins with
    the end of one and nobody at all is called so: "hchinh_96"; or it is the number alone: "85".
    """
    local = address.partition("@")[0]
    spoken = _all_spoken(persons)
    if local.isdigit() and len(local) <= _FEW:
        return True
    if (local in _HALVES and local not in spoken) or _is_end(_PARTS.split(local)[0], spoken):
        return True
    parts = [part for part in _PARTS.split(local) if part not in USUAL]
    strange = [part for part in parts if part not in spoken and not lexicon.is_syllable(part)]
    return any(Levenshtein.distance(part, word) == 1 for part in parts for word in _LONG) or any(
        len(part) == _FEW and Levenshtein.distance(part, word) == 1 for part in strange for word in _OF_FOUR
    )


def has_usual_word(address: str) -> bool:
    """Say whether what stands before an @ is what companies call a mailbox, or a part of it is."""
    local = address.partition("@")[0]
    return _is_of(local, USUAL) or any(part in USUAL for part in _PARTS.split(local))


def has_lead(address: str) -> bool:
    """Say whether a usual word stands behind what may lead to an address: "chi.ketoan" of "địa chỉ ketoan"."""
    led = _LEAD.match(address.partition("@")[0])
    return led is not None and joined(led[1]) in USUAL


def _is_end(part: str, spoken: Collection[str]) -> bool:
    """Say whether letters are what is left of a usual word, or end with much of it ("thchinh"), and no name."""
    is_name = part in spoken or part in USUAL or part in lexicon.persons().words
    ends = (word.endswith(part[-_END_OF_WORD:]) and not part.endswith(word) for word in USUAL)
    return len(part) > 1 and not is_name and any(ends)


def is_slip_of_person(address: str, persons: Collection[str]) -> bool:
    """Say whether a part before the @ is a person's name of the dossier but for one letter: "tuvnh" of "Tuýnh"."""
    spoken = _all_spoken(persons)
    parts = [part for part in _PARTS.split(address.partition("@")[0]) if len(part) >= _LEAST]
    strange = (part for part in parts if part not in spoken and part not in USUAL)
    return any(Levenshtein.distance(part, name) == 1 for part in strange for name in spoken)


def is_slip_of_name(address: str, companies: Collection[str]) -> bool:
    """Say whether a part of a domain is a company's name or a provider's but for one letter: "5qdai", "qmail".

    Or but for two that stand close and look like one: "mieribac" of "Miền Bắc".
    """
    names = [squeezed(company) for company in companies]
    for label in address.partition("@")[2].split("."):
        own = _OF_NAME.sub("", label).replace("-", "")
        if len(own) <= _LEAST or any(own in name for name in names) or own in _PROVIDERS | ENDINGS:
            continue
        if any(Levenshtein.distance(own, provider) == 1 for provider in _LONG_PROVIDERS):
            return True
        if _run_together(own, (*names, *_LONG_PROVIDERS)):
            return True
        parts = (name[at : at + len(own)] for name in names for at in range(len(name) - len(own) + 1))
        if _spoken_as(own, parts):
            return True
    return False


def with_ending(address: str) -> str:
    """Return an address with the long ending that its own is nearly, where that is none: "exaniple"."""
    head, dot, ending = address.rpartition(".")
    near = {one for one in ENDINGS if len(one) >= _LONG_ENDING and Levenshtein.distance(one, ending) <= _NEAR}
    return f"{head}{dot}{near.pop()}" if dot and len(near) == 1 else address


def mended(address: str, companies: Collection[str], persons: Collection[str]) -> str:
    """Return an address with the one letter right that is wrong in a name of the dossier; empty where none is.

    "xnk@triehvong.vn" of the company "Triển Vọng", "djep@…" of a person called Diệp, "xnk@mal.trienvong.vn".
    """
    local, _, domain = address.partition("@")
    labels = domain.split(".")
    options = {f"{_spoken_as(local, _all_spoken(persons))}@{domain}"}
    names = [squeezed(company) for company in companies]
    for index, label in enumerate(labels):
        parts = (one[at : at + len(label)] for one in names for at in range(len(one) - len(label) + 1))
        own = _spoken_as(label, parts) if len(label) >= _LEAST_MENDED else ""
        own = USUAL_MAIL if Levenshtein.distance(label, USUAL_MAIL) == 1 else own
        options.add(f"{local}@{'.'.join([*labels[:index], own, *labels[index + 1 :]])}")
    found = {one for one in options if is_borne_out(one, companies, persons)}
    return only(found)


def as_usual(address: str) -> str:
    """Return an address with a long usual word before its @ where a letter alone is another: "ketoah" of "ketoan".

    No company has a mailbox called so; at a provider of mail anybody may, who is not to have the answer.
    """
    local, at, domain = address.partition("@")
    if not _PROVIDERS.isdisjoint(domain.split(".")):
        return address
    parts = re.split(r"([-_.\d]+)", local)
    mended = "".join(_spoken_as(part, _MENDABLE) or _short_usual(part) or part for part in parts)
    return (_joined_usual(local) if mended == local else mended) + at + domain


def _joined_usual(local: str) -> str:
    """Return what stands before an @ as a usual word of two syllables that a sign parts: "yan-thu" of "van-thu".

    What is two syllables may be two names: "lan-thu".
    """
    first, sign, second = local.partition("-") if "-" in local else local.partition("_")
    word = _spoken_as(first + second, _MENDABLE) if sign and (first + second).isalpha() else ""
    is_misread = bool(word) and not all(map(lexicon.is_syllable, (first, second)))
    return f"{word[: len(first)]}{sign}{word[len(first) :]}" if is_misread else local


def _short_usual(part: str) -> str:
    """Return the short usual word that a part is but for two letters read as one: "mfo" of "info", no syllable."""
    if part in USUAL or lexicon.is_syllable(part):
        return ""
    return only(_run_together(part, _OF_FOUR) & set(_OF_FOUR))


def as_named(address: str, companies: Collection[str]) -> str:
    """Return an address with its domain as the company or a provider is called, where letters only look otherwise.

    "qmail" was "gmail", "mieribac" of "Miền Bắc" was "mienbac": no company writes its name so.
    """
    local, at, domain = address.partition("@")
    names = [squeezed(company) for company in companies]
    first, *rest = (_label_as_named(label, names) for label in domain.split("."))
    is_mail = _STROKES_OF_MAIL.fullmatch(first) or USUAL_MAIL in _without_a_stroke(first)
    if rest and rest[0] not in ENDINGS and is_mail:
        first = USUAL_MAIL
    return f"{local}{at}{'.'.join([first, *rest])}"


def _label_as_named(label: str, names: Sequence[str]) -> str:
    own = _OF_NAME.sub("", label)
    if len(own) <= _LEAST or own in _PROVIDERS | ENDINGS or any(own in name for name in names):
        return label
    named = only(_run_together(own, (*names, *_LONG_PROVIDERS)) | (_without_a_stroke(own) & _LONG_PROVIDERS))
    return label.replace(own, named) if named else label


def _without_a_stroke(text: str) -> set[str]:
    """Return a word without each of its strokes, which a speck or a scratch may have added: "gmiail", "maiil"."""
    return {text[:at] + text[at + 1 :] for at, letter in enumerate(text) if letter in _STROKES}


def _run_together(read: str, names: Collection[str]) -> set[str]:
    """Return what stands in a name where two letters of a reading are one that they look like, or one is two."""
    ways = [way for pair in _LIKE_ONE for way in (pair, pair[::-1])]
    made = {read.replace(seen, meant) for seen, meant in ways if seen in read}
    return {one for one in made if any(one in name for name in names)}


def at_company(address: str, companies: Collection[str]) -> str:
    """Return an address with the one letter right that is wrong in a company's or a provider's name, or nothing.

    Whatever stands before the @: "docs.54@trienvong-vn.example" for "docs.54@trienvonq-vn.example".
    """
    local, at, domain = address.partition("@")
    label, *rest = domain.split(".")
    own = _OF_NAME.sub("", label)
    names = [squeezed(company) for company in companies]
    if own in _PROVIDERS or any(own in name for name in names):
        return ""
    parts = (
        one[start : start + len(own)] for one in names for start in range(len(one)) if len(own) >= _LEAST_MENDED
    )
    providers = _LONG_PROVIDERS if ENDINGS.issuperset(rest) else ()
    named = _spoken_as(own, (*parts, *providers))
    one = f"{local}{at}{'.'.join([label.replace(own, named), *rest])}" if named else as_named(address, companies)
    return one if one != address else ""


def _spoken_as(read: str, names: Iterable[str]) -> str:
    """Return the one name that differs from what was read in a single letter; empty where none or several do."""
    alike = {
        name
        for name in names
        if len(name) == len(read) and sum(map(str.__ne__, name, read)) == 1 and len(read) > 2
    }
    return only(alike)


def only(found: set[str]) -> str:
    """Return the one that was found; empty where none was or several."""
    return found.pop() if len(found) == 1 else ""


def _all_spoken(persons: Collection[str]) -> set[str]:
    return {word for person in persons for word in _spoken(person)}


def _spoken(person: str) -> set[str]:
    """Return what is made of a person's name before an @: its last words, run together."""
    words = fold(person).split()
    return {"".join(words[start:]) for start in range(len(words))}
