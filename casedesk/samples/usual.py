"""The usual layouts: the papers on which reading is tuned."""

from dataclasses import replace
from datetime import date
from random import Random

from casedesk.samples import cards, letters, licences, papers, people, sheets, wear
from casedesk.samples.desk import Desk, Laid, Maker, suited, with_paper, with_tax_code, without
from casedesk.samples.papers import Paper
from intake.facts import Kind, Request


def _desk(chance: Random, defect: str | None, how: wear.Wear, received: date) -> Desk:
    """Draw the company, its head and the papers that suit a defect."""
    holder = people.person(chance, received)
    paper = chance.choice(cards.PAPERS)
    form = chance.choice(("mtv", "mtv", "2tv", "2tv", "ctcp", "ctcp", "household", "old"))
    if defect and defect.startswith("tax_certificate"):
        form = "old"
    elif defect and defect.startswith("tax_code"):
        form = chance.choice(("mtv", "2tv", "ctcp"))
    paper = suited(paper, form, defect, received)
    holder = with_paper(chance, holder, paper, defect, received)
    company = people.company(chance, form, holder, received)
    if defect == "tax_code_bad_check_digit":
        company = with_tax_code(company, chance)
    return Desk(chance, how, received, defect, company, holder, paper)


def _papers(desk: Desk, asked: Request, by: str, layout: str) -> list[Paper]:
    made = [_letter(desk, asked, layout), _licence(desk), _identity(desk)]
    if desk.company.form == "old":
        made.insert(2, _tax_certificate(desk))
    if by == "walk_in":
        made.append(_introduction(desk))
    return without(made, desk.defect)


def _letter(desk: Desk, asked: Request, layout: str) -> Paper:
    chance, defect = desk.chance, desk.defect or ""
    one = desk.company
    if defect == "tax_code_disagrees":
        one = replace(one, tax_code=people.tax_code(chance))
    if defect == "company_disagrees":
        other = chance.choice([name for name in people.NAMES if not one.name.endswith(name)])
        one = replace(one, name=f"{people.FORMS[one.form]} {other}")
    omit = defect.removeprefix("letter_without_") if defect.startswith("letter_without_") else None
    html, fields = letters.request_letter(chance, one, asked, desk.received, layout=layout, omit=omit)
    paper = desk.drawn(Kind.REQUEST_LETTER, html, fields, sheets.look(chance, sizes=(12, 12.5, 13)).css)
    return papers.sealed_by(paper, one, chance, desk.how.dpi, with_seal=defect != "letter_unsealed")


def _licence(desk: Desk) -> Paper:
    chance = desk.chance
    html, fields = licences.licence(
        chance, desk.company, desk.received, in_boxes=chance.random() < 0.2, two_pages=chance.random() < 0.35
    )
    css = sheets.look(chance, sheets.SERIFS, (11, 11.5)).css
    paper = desk.drawn(Kind.BUSINESS_LICENCE, html, fields, css)
    colour = chance.choice(((190, 120, 60), (60, 150, 120), (200, 100, 120)))
    papers.issued(paper, "Phòng đăng ký kinh doanh", chance, desk.how.dpi, colour=colour)
    return _attested(desk, paper, "licence")


def _tax_certificate(desk: Desk) -> Paper:
    html, fields = licences.tax_certificate(desk.chance, desk.company)
    css = sheets.look(desk.chance, sheets.SERIFS, (12, 12.5)).css
    paper = desk.drawn(Kind.TAX_CERTIFICATE, html, fields, css)
    papers.issued(paper, "Cục thuế", desk.chance, desk.how.dpi, colour=(90, 120, 190))
    return _attested(desk, paper, "tax_certificate")


def _identity(desk: Desk) -> Paper:
    one = desk.holder
    if desk.defect == "representative_disagrees":
        other = people.person(desk.chance, desk.received)
        while other.name == one.name:
            other = people.person(desk.chance, desk.received)
        one = with_paper(desk.chance, other, desk.paper, None, desk.received)
    html, fields = cards.identity(desk.paper, one, one_page=desk.chance.random() < 0.6)
    css = sheets.Look("Liberation Sans", 11, 1.2).css + cards.css(desk.paper)
    return _attested(desk, desk.drawn(Kind.IDENTITY, html, fields, css), "identity")


def _attested(desk: Desk, paper: Paper, name: str) -> Paper:
    """Make a copy of an official paper, certified unless that is the defect."""
    paper = papers.copied(paper, desk.chance)
    if desk.defect == f"{name}_sao_y":
        return papers.vouched(paper, desk.company, desk.chance, desk.how.dpi)
    if desk.defect in (f"{name}_plain_copy", f"{name}_uncertified"):
        paper.certified = False
        return paper
    return papers.certified(paper, desk.received, desk.chance, desk.how.dpi)


def _introduction(desk: Desk) -> Paper:
    chance = desk.chance
    bearer = people.person(chance, desk.received)
    html, fields = letters.introduction(
        chance, desk.company, bearer, desk.received, expired=desk.defect == "introduction_expired"
    )
    paper = desk.drawn(Kind.INTRODUCTION_LETTER, html, fields, sheets.look(chance, sizes=(12.5, 13)).css)
    return papers.sealed_by(paper, desk.company, chance, desk.how.dpi, with_seal=True)


def _lay(desk: Desk, parts: list[Paper]) -> Laid:
    """Put the papers on the glass: sometimes out of order, or with an empty page."""
    chance = desk.chance
    if desk.how.turns and chance.random() < 0.5:
        chance.shuffle(parts)
    if desk.how.turns and chance.random() < 0.2:
        parts.insert(chance.randint(1, len(parts)), papers.blank(desk.how.dpi))
    laid = [(part, leaf) for part in parts for leaf in part.leaves]
    if desk.how.turns and chance.random() < 0.12:
        chance.shuffle(laid)
    return laid


MAKER = Maker(letters.LAYOUTS, _desk, _papers, _lay)
