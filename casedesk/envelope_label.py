"""The envelope that takes a case's letters to its company by post: from whom, to whom, which case."""

from datetime import datetime

import segno
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from casedesk import contents, sla
from casedesk.lib.outcomes import NeedsPerson
from casedesk.models import Case, LetterOrder
from letters import glyphs
from letters.content import cleaned
from letters.kinds import Kind
from letters.models import Letterhead
from letters.printing import print_pdf


def render(case: Case, now: datetime) -> bytes:
    """Print it, 220 × 110 mm (DL). Raises `NeedsPerson` where name or address is not known."""
    content = cleaned(contents.draft_of(LetterOrder(case=case, kind=Kind.RECEIPT), now))
    lacking = {_("tên doanh nghiệp"): content.company_name, _("địa chỉ"): content.address}
    missing = ", ".join(name for name, value in lacking.items() if not value)
    if missing:
        raise NeedsPerson(_("Chưa in được phong bì: thiếu %(what)s.") % {"what": missing})
    glyphs.expect_all(content)
    code = segno.make(case.number, error="m", micro=False).svg_inline(border=1, omitsize=True)
    values = {
        "c": content,
        "head": Letterhead.current(sla.today(now)),
        "subject": f"Phong bì {case.number}",
        "qr": mark_safe(code),  # noqa: S308 (drawn by us: it holds no text)
    }
    return print_pdf(render_to_string("letters/envelope.html", values))
