"""The mails of a case read with the case itself: a page of a case asks for them in no query of their own."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.db.models import Count, Func, JSONField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from casedesk.models import Case, IncomingFile, IncomingMail

_COLUMNS = ("pk", "kind", "state", "sender", "subject", "is_verified", "is_refuted", "joined_by")


class _All(Func):
    """Every row of a subquery in one value."""

    function = "JSONB_AGG"
    output_field = JSONField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """SQLite's name for it."""
        return self.as_sql(compiler, connection, function="JSON_GROUP_ARRAY", **context)


def with_mails(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Read with each case its mails, for `mails_of`."""
    files = IncomingFile.objects.filter(mail=OuterRef("pk")).order_by().values("mail")
    counts = {"files_count": Count("pk", filter=Q(is_ornament=False)), "papers_count": Count("scan")}
    counted = {name: Subquery(files.values(**{name: count})) for name, count in counts.items()}
    each = JSONObject(
        **dict(zip(_COLUMNS, _COLUMNS, strict=True)), arrived_at="arrived_at", opened_at="opened_at", **counted
    )
    mails = IncomingMail.objects.filter(case=OuterRef("pk")).order_by().values("case")
    return cases.annotate(mails_read=Subquery(mails.values(all=_All(each)), output_field=JSONField()))


def mails_of(case: Case) -> Sequence[IncomingMail]:
    """Return the mails that were read with a case, the newest first, each with how many files it has."""
    found = [_mail(kept) for kept in getattr(case, "mails_read", None) or ()]
    return sorted(found, key=lambda mail: (mail.arrived_at, mail.pk), reverse=True)


def _mail(kept: dict[str, Any]) -> IncomingMail:
    row = IncomingMail(**{name: kept[name] for name in ("pk", *_COLUMNS[1:])})
    row.is_verified, row.is_refuted = bool(row.is_verified), bool(row.is_refuted)
    row.arrived_at = _moment(kept["arrived_at"])
    row.opened_at = _moment(kept["opened_at"]) if kept["opened_at"] else None
    for name in ("files_count", "papers_count"):
        setattr(row, name, kept[name] or 0)
    return row


def _moment(text: str) -> datetime:
    """Read a moment as each database writes it into JSON: SQLite says no zone, and means UTC."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
