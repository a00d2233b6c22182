"""Letters that came back: a server's report marks the message that it names, and nothing else."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from letters.models import Message, MessageState

_OUT = (MessageState.SENT, MessageState.UNKNOWN)


def named(ids: Sequence[str]) -> Message | None:
    """Return our message that a report names; None where it names none of ours, or several."""
    found = list(Message.objects.filter(message_id__in=ids).select_related("letter")[:2]) if ids else []
    return found[0] if len(found) == 1 else None


def mark(message: Message, words: str) -> bool:
    """Mark a message that went out as refused by those whom it should reach; a person decides what next.

    Return False where it is on its way again, or marked by now. A delivery that cannot be undone is left as it is.
    """
    said = _("Thư bị trả lại. %(said)s") % {"said": words or _("Máy chủ nhận không nói vì sao.")}
    held = Message.objects.filter(pk=message.pk, state__in=_OUT)
    return bool(held.update(state=MessageState.REFUSED, last_error=said))
