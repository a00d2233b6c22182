"""The unseen layouts: papers of a dossier to measure reading with."""

from dataclasses import replace
from datetime import date
from random import Random

from casedesk.samples import cards, people, sheets, wear
from casedesk.samples.desk import Desk, Laid, Maker, suited, with_paper, with_tax_code, without
from casedesk.samples.held_out import copies, names
from casedesk.samples.held_out.names import Firm
from casedesk.samples.papers import Paper
from casedesk.samples.unseen import introductions, letters, licences, looks, others, pressing, taxes
from intake.facts import Kind, Request


def _desk(chance: Random, defect: str | None, how: wear.Wear, received: date) -> Desk:
    """Draw the company, its head and the papers that suit a defect."""
    form, paper = chance.choice(names.FORMS), chance.choice(cards.PAPERS)
    if defect and defect.startswith("tax_certificate"):
        form = "old"
    elif defect and defect.startswith("tax_code"):
        form = chance.choice(("mtv", "2tv", "ctcp"))
    paper = suited(paper, form, defect, received)
    holder = with_paper(chance, names.person(chance, received), paper, defect, received)
    company: people.Company = names.company(chance, form, holder, received)
    if defect == "tax_code_bad_check_digit":
        company = with_tax_code(company, chance)
    return Desk(chance, how, received, defect, company, holder, paper)


def _firm(desk: Desk) -> Firm:
    assert isinstance(desk.company, Firm)  # noqa: S101 (drawn above)
    return desk.company


def _papers(desk: Desk, asked: Request, by: str, layout: str) -> list[Paper]:
    made = [_letter(desk, asked, layout), _licence(desk), _identity(desk)]
    if desk.company.form == "old":
        made.insert(2, _tax_certificate(desk))
    if by == "walk_in":
        made.append(_introduction(desk))
    return without(made, desk.defect)


def _letter(desk: Desk, asked: Request, layout: str) -> Paper:
    chance, defect, one = desk.chance, desk.defect or "", _firm(desk)
    if defect == "tax_code_disagrees":
        one = replace(one, tax_code=people.tax_code(chance))
    while defect == "company_disagrees" and one.name == desk.company.name:
        one = replace(one, name=names.company_name(chance, one.form))
    one = replace(one, name=names.spelled(chance, one.name))
    omit = defect.removeprefix("letter_without_") if defect.startswith("letter_without_") else None
    html, fields = letters.request_letter(chance, one, asked, desk.received, layout=layout, omit=omit)
    paper = desk.drawn(Kind.REQUEST_LETTER, html, fields, looks.look(chance))
    copies.sealed(paper, one, chance, desk.how.dpi, with_seal=defect != "letter_unsealed")
    return pressing.arrived(paper, desk.received, chance, desk.how.dpi) if chance.random() < 0.2 else paper


def _licence(desk: Desk) -> Paper:
    html, fields = licences.licence(desk.chance, _firm(desk), desk.received)
    office = "Phòng kinh tế" if desk.company.form == "household" else "Phòng đăng ký kinh doanh"
    return _official(desk, Kind.BUSINESS_LICENCE, html, fields, office, "licence")


def _tax_certificate(desk: Desk) -> Paper:
    html, fields = taxes.tax_certificate(desk.chance, _firm(desk))
    return _official(desk, Kind.TAX_CERTIFICATE, html, fields, f"Cục thuế {desk.company.city}", "tax_certificate")


def _official(desk: Desk, kind: Kind, html: str, fields: dict[str, str], office: str, name: str) -> Paper:
    """Draw an office's paper with its seal, and make a copy of it."""
    sizes = (12, 12.5) if kind == Kind.TAX_CERTIFICATE else (11, 11.5)
    paper = desk.drawn(kind, html, fields, looks.look(desk.chance, looks.SERIFS, sizes))
    return _attested(desk, copies.issued(paper, office, desk.chance, desk.how.dpi), name)


def _identity(desk: Desk) -> Paper:
    chance, one = desk.chance, desk.holder
    if desk.defect == "representative_disagrees":
        known = {one.name, *(other.name for other in _firm(desk).others)}
        other = names.person(chance, desk.received)
        while other.name in known:
            other = names.person(chance, desk.received)
        one = with_paper(chance, other, desk.paper, None, desk.received)
    html, fields = cards.identity(desk.paper, one, one_page=chance.random() < 0.6)
    css = sheets.Look("Liberation Sans", 11, 1.2).css + cards.css(desk.paper) + looks.card(chance, desk.paper)
    return _attested(desk, desk.drawn(Kind.IDENTITY, html, fields, css), "identity")


def _attested(desk: Desk, paper: Paper, name: str) -> Paper:
    """Make a copy of an official paper, certified unless that is the defect."""
    chance, dpi = desk.chance, desk.how.dpi
    copies.copied(paper, chance)
    if desk.defect == f"{name}_sao_y":
        return pressing.vouched(paper, _firm(desk), desk.received, chance, dpi)
    if desk.defect in (f"{name}_plain_copy", f"{name}_uncertified"):
        paper.certified = False
        return paper
    return pressing.certified(paper, desk.received, chance, dpi)


def _introduction(desk: Desk) -> Paper:
    chance, bearer = desk.chance, names.person(desk.chance, desk.received)
    one = replace(_firm(desk), name=names.spelled(chance, desk.company.name))
    expired = desk.defect == "introduction_expired"
    html, fields = introductions.introduction(chance, one, bearer, desk.received, expired=expired)
    paper = desk.drawn(Kind.INTRODUCTION_LETTER, html, fields, looks.look(chance))
    return copies.sealed(paper, one, chance, desk.how.dpi, with_seal=True)


def _lay(desk: Desk, parts: list[Paper]) -> Laid:
    """Put the papers on the glass, at times in another order, with a page that is none of them, or with an empty back."""
    chance = desk.chance
    if chance.random() < 0.25:
        html = others.stray(chance, _firm(desk), desk.received)
        parts.append(desk.drawn(Kind.OTHER, html, {}, looks.look(chance, sizes=(11, 12))))
    if chance.random() < 0.4:
        chance.shuffle(parts)
    laid = [(part, leaf) for part in parts for leaf in part.leaves]
    if chance.random() < 0.2:
        at = chance.randint(1, len(laid))
        back = copies.back(laid[at - 1][1])
        parts.append(back)
        laid.insert(at, (back, back.leaves[0]))
    return laid


MAKER = Maker(letters.LAYOUTS, _desk, _papers, _lay)
