"""Who vouches for a sender: our own mail server by its name, for the very domain of the one author."""

import pytest

from letters.incoming.authentication import judge

OURS = "mx.trungtam.example"
FROM = ("from", "Kế toán <ketoan@mauthu.example>")
RECEIVED = ("received", "from x by mx.trungtam.example")


def results(text: str, server: str = OURS) -> tuple[str, str]:
    return "authentication-results", f"{server}; {text}"


DMARC = results("dmarc=pass (p=none dis=none) header.from=mauthu.example")
TABLE = {
    "dmarc": ([DMARC, RECEIVED, FROM], True),
    "a version": ([("authentication-results", f"{OURS} 1; dmarc=pass header.from=mauthu.example"), FROM], True),
    "dkim of the domain": ([results("dkim=pass header.d=mauthu.example header.s=x"), FROM], True),
    "spf of the domain": ([results("spf=pass smtp.mailfrom=ketoan@mauthu.example"), FROM], True),
    "in two headers": ([results("dkim=none"), DMARC, RECEIVED, FROM], True),
    "in capitals": ([results("DMARC=Pass header.From=MauThu.Example", OURS.upper()), FROM], True),
    "below a header of the last hop": ([RECEIVED, DMARC, RECEIVED, FROM], True),
    "none": ([RECEIVED, FROM], False),
    "another server": ([results("dmarc=pass header.from=mauthu.example", "mx.noikhac.example"), FROM], False),
    "a name that begins like ours": (
        [results("dmarc=pass header.from=mauthu.example", f"{OURS}.noikhac.example"), FROM],
        False,
    ),
    "ours in a comment": (
        [results(f"({OURS};) dmarc=pass header.from=mauthu.example", "mx.noikhac.example"), FROM],
        False,
    ),
    "a lie below ours": ([results("dmarc=none header.from=mauthu.example"), RECEIVED, DMARC, FROM], False),
    "pass in a comment": ([results("dmarc=none (dmarc=pass header.from=mauthu.example)"), FROM], False),
    "pass of another domain": ([results("dmarc=pass header.from=noikhac.example"), FROM], False),
    "dkim of another domain": ([results("dkim=pass header.d=noikhac.example"), FROM], False),
    "dkim of a part of the name": ([results("dkim=pass header.d=thu.example"), FROM], False),
    "spf of another domain": ([results("spf=pass smtp.mailfrom=a@noikhac.example"), FROM], False),
    "fail": ([results("dmarc=fail header.from=mauthu.example"), FROM], False),
    "dkim passes and dmarc fails": (
        [results("dkim=pass header.d=mauthu.example; dmarc=fail header.from=mauthu.example"), FROM],
        False,
    ),
    "two headers of authors": ([DMARC, FROM, ("from", "ai@noikhac.example")], False),
    "two authors": ([DMARC, ("from", "ketoan@mauthu.example, ai@noikhac.example")], False),
    "no author": ([DMARC], False),
}


@pytest.mark.parametrize("how", TABLE)
def test_the_sender(how: str) -> None:
    headers, expected = TABLE[how]
    assert judge(headers, "ketoan@mauthu.example", OURS)[0] is expected


def test_a_forgery_that_our_server_has_found() -> None:
    assert judge([TABLE["fail"][0][0], FROM], "ketoan@mauthu.example", OURS) == (False, True)
    assert judge([results("dmarc=fail", "mx.noikhac.example"), FROM], "ketoan@mauthu.example", OURS) == (
        False,
        False,
    )


def test_without_a_server_nobody_is_verified() -> None:
    assert judge([DMARC, FROM], "ketoan@mauthu.example", "") == (False, False)
