"""Whether our own mail server vouches for the domain of a mail's sender (Authentication-Results, RFC 8601).

Only what our server wrote counts. Its headers stand above everything that came from outside: the first of its name
is taken with those that follow it directly, up to the next `Received`; a header of its name further down is a lie.
Our server must take lies away (RFC 8601, 5); where it writes nothing at all, name no server in the settings.
"""

import re
from collections.abc import Iterator, Sequence

from letters.incoming import words

Headers = Sequence[tuple[str, str]]
_COMMENT = re.compile(r"\([^()]*\)")
_RESULT = re.compile(r"\s*([a-z0-9.-]+)\s*=\s*([a-z]+)", re.I)
_PROPERTY = re.compile(r"([a-z]+\.[a-z0-9-]+)\s*=\s*(\"[^\"]*\"|[^\s;]+)", re.I)


def judge(headers: Headers, sender: str, server: str) -> tuple[bool, bool]:
    """Say whether our server, by its name, found the sender's domain to be true, and whether it found it false."""
    domain = sender.rpartition("@")[2].casefold()
    authors = [value for name, value in headers if name == "from"]
    if not server or not domain or len(authors) != 1 or len(words.addresses(authors)) != 1:
        return False, False
    found = [result for value in _of_server(headers, server) for result in _results(value)]
    if any(method == "dmarc" and outcome == "fail" for method, outcome, _known in found):
        return False, True
    return any(outcome == "pass" and _speaks_for(domain, method, known) for method, outcome, known in found), False


def _of_server(headers: Headers, server: str) -> Iterator[str]:
    has_begun = False
    for name, value in headers:
        if name == "authentication-results" and _server_of(value) == server.casefold():
            has_begun = True
            yield value
        elif has_begun and name == "received":
            return


def _server_of(value: str) -> str:
    first = _without_comments(value).partition(";")[0].split()
    return first[0].strip('"').casefold() if first else ""


def _results(value: str) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Yield method, outcome and properties of every result of a header."""
    for part in _without_comments(value).split(";")[1:]:
        if found := _RESULT.match(part):
            known = {name.lower(): text.strip('"').casefold() for name, text in _PROPERTY.findall(part)}
            yield found[1].lower(), found[2].lower(), known


def _speaks_for(domain: str, method: str, known: dict[str, str]) -> bool:
    if method == "dmarc":
        return known.get("header.from", "").rpartition("@")[2] == domain
    if method == "dkim":
        return known.get("header.d", known.get("header.i", "")).rpartition("@")[2] == domain
    return method == "spf" and known.get("smtp.mailfrom", "").rpartition("@")[2] == domain


def _without_comments(value: str) -> str:
    """Take comments away, the innermost first."""
    value = words.plain(value)
    for _level in range(5):
        value = _COMMENT.sub(" ", value)
    return value
