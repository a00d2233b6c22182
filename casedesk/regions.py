"""A box that a clerk draws on a page, read into one field; nothing is saved by it."""

from django.utils.translation import gettext as _

from casedesk import review
from casedesk.access import Act as Right
from casedesk.actions import CannotDo, locked
from casedesk.models import State, User
from casedesk.places import Place, page_of
from casedesk.values import written
from intake import isolated
from intake.facts import Kind
from intake.files import Refused
from verification import formats


def read(case_id: int, document_id: int, name: str, place: Place, by: User) -> str:
    """Return what stands in a box of a document's page, written as its field's input shows it.

    Raises `CannotDo` where nothing can be read there.
    """
    with locked(case_id, by, Right.REVIEW, State.CHECKED) as case:
        document = review.document_of(case, document_id)
        if name not in review.names_of(Kind(document.kind)):
            raise CannotDo(_("Loại giấy tờ này không có thông tin đó."))
        page = page_of(document, place)
    with page.scan.file.open() as sealed:
        content = sealed.read()
    try:
        text = isolated.region(content, isolated.Region(page.number, page.rotation, place.box))
    except Refused as refused:
        raise CannotDo(str(refused)) from refused
    return _fitted(name, " ".join(text.split()))


def _fitted(name: str, text: str) -> str:
    if not text:
        raise CannotDo(_("Không đọc được chữ nào trong vùng này. Hãy kéo một vùng rộng hơn, hoặc gõ vào ô."))
    normal = formats.normalised(name, text)
    return text if formats.problem(name, normal) else written(name, normal)
