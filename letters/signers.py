"""Who signs for the body on a day: people with their titles and authority from a day on, and their absences."""

import re
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casedesk.lib.outcomes import NeedsPerson
from letters.content import Signature
from letters.forms import SIGNED_FOR_THE_BODY, Form

_AUTHORITY = re.compile(r"^(TM|KT|TL|TUQ|Q)\. \S")
MOST_LINES = 2


class Signer(models.Model):
    """A person who signs letters for the body; of those who are there, the one with the lowest `order` does.

    `authority` is what stands above the title (NĐ 30/2020, Phụ lục I): "KT. GIÁM ĐỐC" for a deputy; a line each
    where two hold ("TL. GIÁM ĐỐC", "KT. TRƯỞNG PHÒNG"); empty for the head. `mandate` is what TUQ. rests on.
    """

    order = models.PositiveSmallIntegerField(_("thứ tự ký"), default=1)
    name = models.CharField(_("họ và tên"), max_length=100)
    title = models.CharField(_("chức vụ"), max_length=100)
    authority = models.TextField(
        _("quyền hạn ký"),
        blank=True,
        help_text=_(
            "Mỗi dòng một quyền hạn: «KT. GIÁM ĐỐC», «TL. GIÁM ĐỐC», «TUQ. GIÁM ĐỐC»; người đứng đầu để trống."
        ),
    )
    mandate = models.CharField(_("văn bản ủy quyền"), max_length=200, blank=True)
    effective_from = models.DateField(_("ký từ ngày"))
    effective_to = models.DateField(_("ký đến hết ngày"), null=True, blank=True)

    class Meta:
        ordering = ["order", "-effective_from"]
        verbose_name = _("người ký")
        verbose_name_plural = _("người ký")

    def __str__(self) -> str:
        return f"{self.name} ({self.title})"

    @property
    def signature(self) -> Signature:
        """The block as it is printed."""
        lines = tuple(" ".join(line.split()) for line in self.authority.splitlines() if line.strip())
        return Signature(lines, self.title, self.name)

    def clean(self) -> None:
        """Refuse an authority that NĐ 30/2020 does not know, and an ended period."""
        wrong = [line for line in self.signature.authority if not _AUTHORITY.match(line)]
        if wrong:
            words = gettext("«%(line)s» không đúng: viết TM., KT., TL., TUQ. hoặc Q., một dấu cách, rồi chức vụ.")
            raise ValidationError({"authority": words % {"line": wrong[0]}})
        if len(self.signature.authority) > MOST_LINES:
            raise ValidationError({"authority": gettext("Nhiều nhất hai dòng.")})
        if "TUQ." in self.authority and not self.mandate:
            raise ValidationError({"mandate": gettext("Ký thừa ủy quyền phải có văn bản ủy quyền.")})
        if self.effective_to and self.effective_to < self.effective_from:
            raise ValidationError({"effective_to": gettext("Ngày hết phải từ ngày bắt đầu trở đi.")})


class SignerAbsence(models.Model):
    """The days on which a signer is away; the next one signs."""

    signer = models.ForeignKey(Signer, models.CASCADE, related_name="absences")
    first_day = models.DateField(_("vắng từ ngày"))
    last_day = models.DateField(_("đến hết ngày"))
    reason = models.CharField(_("lý do"), max_length=120, blank=True)

    class Meta:
        ordering = ["-first_day"]
        verbose_name = _("ngày vắng")
        verbose_name_plural = _("ngày vắng")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")), name="signer_absence_forward"
            )
        ]

    def __str__(self) -> str:
        return f"{self.first_day:%d/%m/%Y} – {self.last_day:%d/%m/%Y}"

    def clean(self) -> None:
        """Refuse an absence that ends before it begins."""
        if self.first_day and self.last_day and self.last_day < self.first_day:
            raise ValidationError({"last_day": gettext("Ngày hết phải từ ngày bắt đầu trở đi.")})


def signing_on(form: Form, on: date) -> Signature | None:
    """Return who signs for the body on a day; None where the letterhead says it, or a clerk signs.

    Raises `NeedsPerson` where signers are listed and none of them is there.
    """
    if form not in SIGNED_FOR_THE_BODY:
        return None
    listed: Any = list(Signer.objects.filter(effective_from__lte=on).prefetch_related("absences"))
    if not listed:
        return None
    for signer in listed:
        is_over = signer.effective_to and signer.effective_to < on
        if not is_over and not any(away.first_day <= on <= away.last_day for away in signer.absences.all()):
            return signer.signature  # type: ignore[no-any-return]
    raise NeedsPerson(
        gettext("Không có người ký nào có mặt ngày %(day)s: người quản trị cần khai báo người ký hoặc ngày vắng.")
        % {"day": f"{on:%d/%m/%Y}"}
    )
