from datetime import datetime, timedelta
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.lookups import GreaterThan
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.access import Right, roles_granting
from accounts.models import User
from channels_mgmt.brands.models import Brand, Held
from channels_mgmt.inbox.choices import APPROVED, SETTLED_BY_ANOTHER, ApprovalState, Reason, State
from channels_mgmt.inbox.models.interaction import Interaction
from channels_mgmt.inbox.models.message import Message
from channels_mgmt.protocol.models import EntryVersion

SHOWN_FOR = timedelta(days=7)
"""How long what somebody published alone is shown to who approves: over the Monday that follows."""


class ApprovalQuerySet(models.QuerySet["Approval"]):
    def visible_to(self, user: User) -> "ApprovalQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.INBOX_VIEW))

    def waiting(self) -> "ApprovalQuerySet":
        return self.filter(state=ApprovalState.ASKED)

    def to_publish(self) -> "ApprovalQuerySet":
        """Approved, and not yet published by their authors."""
        return self.filter(state__in=APPROVED, message=None)

    def waiting_for(self, person: int, at: datetime) -> "ApprovalQuerySet":
        """Those on which the person may decide; and of their own those to be published, or written anew."""
        return self.waiting_on(Held(person, tuple(roles_granting(Right.REPLY_APPROVE)), at), person, at)

    def waiting_on(self, decides_on: Any, person: int, at: datetime) -> "ApprovalQuerySet":
        """The same, for who may decide on the replies of these brands. What somebody published alone is
        shown to them for a week.
        """
        to_decide = Q(state=ApprovalState.ASKED, brand__in=decides_on) & ~Q(asked_by=person)
        later = Approval.objects.filter(
            interaction=OuterRef("interaction"), asked_at__gt=OuterRef("asked_at")
        )
        comes_back = Q(state=ApprovalState.SENT_BACK, interaction__state=State.IN_PROGRESS)
        own = Q(asked_by=person, message=None) & (Q(state__in=APPROVED) | comes_back) & ~Exists(later)
        alone = Q(state=ApprovalState.ALONE, brand__in=decides_on) & ~Q(decided_by=person)
        to_read = alone & Q(GreaterThan(F("decided_at") + Value(SHOWN_FOR), at))
        return self.filter(to_decide | own | to_read, brand__archived_at=None)


class Approval(models.Model):
    """A reply that is not published before a second person has approved it.

    `asked` is the text as its author wrote it, `text` what may be published: the approver may change it.
    `message` is the reply once it has been published.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+", db_index=False)
    interaction = models.ForeignKey(Interaction, on_delete=models.CASCADE, related_name="approvals")
    state = models.CharField(
        pgettext_lazy("approval", "state"),
        max_length=10,
        choices=ApprovalState.choices,
        default=ApprovalState.ASKED,
    )
    reasons = ArrayField(models.CharField(max_length=12, choices=Reason.choices))
    doubt = models.CharField(_("what makes you doubt"), max_length=300, blank=True)
    asked = models.TextField()
    text = models.TextField()
    holding = models.BooleanField(default=False)
    promised_for = models.DateTimeField(null=True, blank=True)
    used = models.ForeignKey(EntryVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    deviation = models.CharField(_("why it deviates"), max_length=300, blank=True)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    next_step_at = models.DateTimeField(null=True, blank=True)
    """When the approver is reminded, then the backup asked; none once nobody is left to be told."""
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    words = models.TextField(_("what is to be changed"), blank=True)
    message = models.OneToOneField(Message, on_delete=models.SET_NULL, null=True, related_name="approval")
    key = models.UUIDField(unique=True, editable=False)

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=SETTLED_BY_ANOTHER)
                | (Q(decided_by__isnull=False) & ~Q(decided_by=F("asked_by"))),
                name="approval_by_another",
                violation_error_message=_("Who wrote the reply does not approve it: somebody else does."),
            ),
            models.CheckConstraint(
                condition=Q(state=ApprovalState.ASKED, decided_at__isnull=True)
                | (~Q(state=ApprovalState.ASKED) & Q(decided_at__isnull=False)),
                name="approval_decided_has_time",
            ),
            models.CheckConstraint(
                condition=Q(message__isnull=True) | Q(state__in=(*APPROVED, ApprovalState.ALONE)),
                name="approval_before_publication",
                violation_error_message=_("Only what was approved is published."),
            ),
            models.UniqueConstraint(
                fields=["interaction"],
                condition=Q(state=ApprovalState.ASKED),
                name="approval_one_at_a_time",
                violation_error_message=_("Another reply waits for approval already."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["brand", "due_at"],
                condition=Q(state=ApprovalState.ASKED),
                name="approval_waiting",
            ),
            models.Index(
                fields=["brand", "interaction"],
                condition=Q(state__in=APPROVED, message=None),
                name="approval_to_publish",
            ),
            models.Index(
                fields=["next_step_at"], condition=Q(state=ApprovalState.ASKED), name="approval_next_step"
            ),
            models.Index(
                fields=["asked_by", "asked_at"], condition=Q(message=None), name="approval_of_author"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.interaction_id}: {self.state}"

    @property
    def reason_words(self) -> list[str]:
        return [str(Reason(reason).label) for reason in self.reasons]

    @property
    def is_of_crisis(self) -> bool:
        """Whether a crisis holds it, or held it: nobody publishes it alone."""
        return Reason.CRISIS in self.reasons

    @property
    def round(self) -> str:
        """What tells one time of asking from the next, where it was asked for anew."""
        return f"{self.pk}:{int(self.asked_at.timestamp())}"

    @property
    def alone_from(self) -> datetime:
        """When approver and backup have both had their time."""
        return self.due_at + (self.due_at - self.asked_at)

    def is_late(self, at: datetime) -> bool:
        return self.state == ApprovalState.ASKED and self.due_at <= at


class ApprovalRule(models.Model):
    """Who approves the replies of a brand first, who when they do not, and within which time.

    Without one, everybody who may approve is asked at once.
    """

    brand = models.OneToOneField(Brand, on_delete=models.CASCADE, related_name="+")
    approver = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("approver")
    )
    backup = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("backup")
    )
    minutes = models.PositiveSmallIntegerField(_("minutes to decide"), default=60)
    edition = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(approver=None) | Q(backup=None) | ~Q(approver=F("backup")),
                name="approval_backup_is_another",
                violation_error_message=_("The backup is somebody else."),
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=5, minutes__lte=2880),
                name="approval_minutes_make_sense",
                violation_error_message=_("Between five minutes and two days."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.brand}"
