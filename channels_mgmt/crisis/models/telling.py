import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Contact, User
from channels_mgmt.crisis.choices import SIDES, Ground, Line
from channels_mgmt.crisis.models.crisis import Crisis


class Telling(models.Model):
    """One person who is told of a crisis, until they acknowledge: one of the brand's people, or a contact of
    a department who has no login.

    `stands_in` are the sides on which a manager counts because nobody of that side could be told, and those
    for which somebody acknowledged before they were told on a stronger ground.
    """

    crisis = models.ForeignKey(Crisis, on_delete=models.CASCADE, related_name="tellings")
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ground = models.CharField(max_length=20, choices=Ground.choices)
    stands_in = models.JSONField(default=list)
    name = models.CharField(_("name"), max_length=150)
    email = models.CharField(max_length=254, blank=True, default="")
    language = models.CharField(max_length=2, default="fr")
    told_at = models.DateTimeField()
    last_told_at = models.DateTimeField()
    times = models.PositiveSmallIntegerField(default=1)
    mailed = models.BooleanField(default=False)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    noted_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    """Who wrote down that they acknowledged, where they did not do so themselves."""

    class Meta:
        ordering = ["told_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["crisis", "user"], name="crisis_telling_user_once"),
            models.UniqueConstraint(fields=["crisis", "contact"], name="crisis_telling_contact_once"),
            models.CheckConstraint(
                condition=Q(user__isnull=False, contact__isnull=True)
                | Q(user__isnull=True, contact__isnull=False),
                name="crisis_telling_is_one_person",
            ),
            models.CheckConstraint(
                condition=Q(acknowledged_at__isnull=False) | Q(noted_by__isnull=True),
                name="crisis_telling_noted_is_acknowledged",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.crisis_id} · {self.name}"

    @property
    def sides(self) -> list[str]:
        """The sides for which this person's acknowledgement counts."""
        own = SIDES.get(self.ground)
        return sorted({*self.stands_in, str(own)} if own else self.stands_in)

    @property
    def who(self) -> tuple[str, int | None]:
        return ("user", self.user_id) if self.user_id else ("contact", self.contact_id)

    @property
    def seconds(self) -> float | None:
        """From the first telling to the acknowledgement."""
        return (self.acknowledged_at - self.told_at).total_seconds() if self.acknowledged_at else None


class Call(models.Model):
    """That somebody was called, by whom and whether they were reached; never changed."""

    append_only = True

    telling = models.ForeignKey(Telling, on_delete=models.CASCADE, related_name="calls")
    line = models.CharField(_("line"), max_length=10, choices=Line.choices)
    reached = models.BooleanField(_("reached"), default=False)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        ordering = ["at", "pk"]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.telling_id} · {self.line}"
