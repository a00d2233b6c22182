"""Filters of the inbox kept under a name, for oneself or, on a supervisor's word, for every colleague."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from casedesk import access
from casedesk.access import Act as Right
from casedesk.actions import CannotDo
from casedesk.lib.compiled import Compiled
from casedesk.models import SavedFilter, User
from casedesk.unchanged import unchanged

MOST = 20
LONGEST_NAME = 60
_SEEN = Compiled(
    lambda person: SavedFilter.objects.filter(Q(owner=person) | Q(is_shared=True)).select_related("owner")
)


def save(name: str, query: str, is_shared: bool, by: User) -> SavedFilter:
    """Keep a filter under a name; the same name again is given the new filter."""
    if not access.may(by, Right.TAKE_PART) or (is_shared and not access.may(by, Right.SUPERVISE)):
        raise PermissionDenied
    name = " ".join(name.replace("\x00", "").split())
    if not name or len(name) > LONGEST_NAME:
        raise CannotDo(_("Hãy đặt tên cho bộ lọc, nhiều nhất %(longest)d chữ.") % {"longest": LONGEST_NAME})
    with transaction.atomic():
        User.objects.select_for_update().get(pk=by.pk)
        mine = SavedFilter.objects.filter(owner=by)
        if not mine.filter(name=name).exists() and mine.count() >= MOST:
            raise CannotDo(
                _("Bạn đã lưu %(most)d bộ lọc. Hãy xóa một bộ lọc không dùng nữa rồi lưu lại.") % {"most": MOST}
            )
        kept, _is_new = SavedFilter.objects.update_or_create(
            owner=by, name=name, defaults={"query": query, "is_shared": is_shared}
        )
    return kept


def seen_by(person: User) -> Sequence[SavedFilter]:
    """Return a person's own filters, then those that colleagues share."""
    found = unchanged((_SEEN, person.pk), lambda: _SEEN(person.pk), of_house=True)
    return sorted(found, key=lambda kept: kept.owner_id != person.pk)


def delete(pk: int, by: User) -> bool:
    """Throw away one of a person's own filters; return whether there was one."""
    count, _by_model = SavedFilter.objects.filter(pk=pk, owner=by).delete()
    return bool(count)
