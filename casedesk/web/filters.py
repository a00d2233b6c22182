"""Filters and sort keys of the inbox: an allow-list of parameters, what each means, and their address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.db.models import F, OrderBy, Q
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casedesk import search
from casedesk.models import CHANNEL_LABELS, REQUEST_LABELS, User

LIST, PAGE = "muc", "trang"
REQUEST, CHANNEL, HOLDER, DUE, TEXT, SORT = "yeu-cau", "kenh", "nguoi", "han", "tim", "xep"
KNOWN = frozenset({LIST, PAGE, REQUEST, CHANNEL, HOLDER, DUE, TEXT, SORT})
ME, NOBODY = "toi", "khong"
LONGEST_TEXT = 100
SUNDAY = 6

DUE_LABELS: Mapping[str, str | Promise] = {
    "qua-han": gettext_lazy("quá hạn"),
    "hom-nay": gettext_lazy("hôm nay"),
    "tuan-nay": gettext_lazy("tuần này"),
}
SORT_LABELS: Mapping[str, str | Promise] = {
    "han": gettext_lazy("hạn trả gần nhất"),
    "den": gettext_lazy("đến trước"),
    "moi": gettext_lazy("đến sau"),
    "cong-ty": gettext_lazy("tên công ty"),
}
BY_CLOCK = "han"
_ORDERS: Mapping[str, Sequence[str | OrderBy]] = {
    BY_CLOCK: (F("due_on").asc(nulls_last=True), "id"),
    "den": ("arrived_on", "id"),
    "moi": ("-arrived_on", "-id"),
    "cong-ty": ("company_name", "id"),
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What a person chose to see of a list; an empty value filters nothing."""

    request: str = ""
    channel: str = ""
    holder: str = ""
    due: str = ""
    text: str = ""
    sort: str = ""

    @property
    def is_set(self) -> bool:
        """Whether anything is filtered or sorted otherwise than by the clock."""
        return self.narrows or bool(self.sort)

    @property
    def narrows(self) -> bool:
        """Whether fewer cases are shown than the list has."""
        return any((self.request, self.channel, self.holder, self.due, self.text))

    @property
    def is_by_clock(self) -> bool:
        """Whether the most pressing come first."""
        return self.sort in {"", BY_CLOCK}

    def order(self) -> Sequence[str | OrderBy]:
        """Return the order of the rows."""
        return _ORDERS[self.sort or BY_CLOCK]

    def address(self, listing: str, page: int = 1) -> str:
        """Return the parameters that show a list by these filters: the same filters, the same address."""
        values = {
            LIST: listing,
            REQUEST: self.request,
            CHANNEL: self.channel,
            HOLDER: self.holder,
            DUE: self.due,
            TEXT: self.text,
            SORT: self.sort,
            PAGE: page if page > 1 else "",
        }
        return urlencode({name: value for name, value in values.items() if value})

    def condition(self, user: User, today: date) -> Q:
        """Return the condition that the cases shown meet."""
        found = Q()
        if self.request:
            found &= Q(request=self.request)
        if self.channel:
            found &= Q(channel=self.channel)
        if self.holder:
            found &= _holder(self.holder, user)
        if self.due:
            found &= _due(self.due, today)
        if self.text:
            found &= _text(self.text)
        return found


def parse(query: QueryDict, technicians: Mapping[int, User]) -> Filters:
    """Read the filters of an address. Raises `BadRequest` for a name or a value that is not on the list."""
    if not KNOWN.issuperset(query) or any(len(values) > 1 for _name, values in query.lists()):
        raise BadRequest(_("Bộ lọc này không có."))
    people = {ME, NOBODY} | {str(pk) for pk in technicians}
    return Filters(
        request=_one_of(query, REQUEST, {kind.value for kind in REQUEST_LABELS}),
        channel=_one_of(query, CHANNEL, {channel.value for channel in CHANNEL_LABELS}),
        holder=_one_of(query, HOLDER, people),
        due=_one_of(query, DUE, DUE_LABELS),
        text=_typed(query.get(TEXT, "")),
        sort=_one_of(query, SORT, SORT_LABELS),
    )


def page_of(query: QueryDict) -> int:
    """Return the number of the page asked for. Raises `BadRequest` where it is none."""
    number = query.get(PAGE) or "1"
    if not (number.isascii() and number.isdigit() and len(number) <= 6 and int(number)):
        raise BadRequest(_("Không có trang này."))
    return int(number)


def _one_of(query: QueryDict, name: str, known: Mapping[str, object] | set[str]) -> str:
    value = query.get(name, "")
    if value and value not in known:
        raise BadRequest(_("Bộ lọc không có giá trị này."))
    return value


def _typed(text: str) -> str:
    text = " ".join(text.split())
    if len(text) > LONGEST_TEXT or not text.isprintable():
        raise BadRequest(_("Chữ cần lọc quá dài hoặc có ký tự lạ."))
    return text


def _holder(holder: str, user: User) -> Q:
    if holder == NOBODY:
        return Q(technician=None)
    return Q(technician=user.pk if holder == ME else int(holder))


def _due(due: str, today: date) -> Q:
    if due == "qua-han":
        return Q(due_on__lt=today)
    last = today if due == "hom-nay" else today + timedelta(days=SUNDAY - today.weekday())
    return Q(due_on__gte=today, due_on__lte=last)


def _text(text: str) -> Q:
    """Digits are a tax code's, or in a name; words are a company's, without accents as the search folds them.

    The two are kept apart: a condition that is either goes by no index.
    """
    code = text.replace(" ", "").replace("-", "")
    if code.isdecimal():
        return Q(tax_code__startswith=code) | Q(company_name__contains=text)
    found = search.named(text)
    return Q(company_name__contains=text) if found is None else Q(pk__in=found.values("case"))
