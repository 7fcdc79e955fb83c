from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.access import Right
from accounts.models import User
from channels_mgmt.brands.access import Access
from channels_mgmt.brands.choices import Kind
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.choices import (
    ENDED,
    NEEDS_NO_ANSWER,
    OURS,
    PENDING,
    Priority,
    Sentiment,
    Source,
    State,
)
from channels_mgmt.team.models import Channel

NARROWED_BY = (
    "opened_at",
    "state",
    "kind",
    "channel",
    "holder",
    "sentiment",
    "language",
    "priority",
    "source",
)
"""What lists are narrowed by that has few values, and the time of opening."""


class InteractionQuerySet(models.QuerySet["Interaction"]):
    def visible_to(self, user: User) -> "InteractionQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.INBOX_VIEW))

    def of(self, access: Access) -> "InteractionQuerySet":
        """Those of the one brand that the page's loader has authorised: what `visible_to` leaves of it.

        Its counts and lists need no second look at the person's roles in each statement.
        """
        return self.filter(brand=access.brand) if access.may(Right.INBOX_VIEW) else self.none()

    def unfinished(self) -> "InteractionQuerySet":
        return self.exclude(state__in=ENDED)

    def waiting(self) -> "InteractionQuerySet":
        """Those in which a message of the public is unanswered and needs an answer."""
        return self.filter(waiting_since__isnull=False, needs_answer=True)

    def to_answer(self) -> "InteractionQuerySet":
        """Those waiting of which nobody but the brand's own people can take the next step."""
        return self.waiting().filter(state__in=OURS)

    def pending(self) -> "InteractionQuerySet":
        """Those that wait for somebody else: a department, an approval, the answer that a reply announced."""
        return self.filter(state__in=PENDING).exclude(state=State.IN_PROGRESS, waiting_since__isnull=False)

    def ended(self) -> "InteractionQuerySet":
        return self.filter(state__in=ENDED)


class Interaction(models.Model):
    """One exchange with one member of the public on one channel.

    Times and counts below `opened_at` are those of its messages and waiting episodes, kept here by
    the same statements that write them, for lists and figures.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+", db_index=False)
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="+", db_index=False)
    author = models.CharField(_("author"), max_length=200)
    author_key = models.CharField(max_length=200, editable=False)
    kind = models.CharField(
        pgettext_lazy("interaction", "kind"), max_length=20, choices=Kind.choices, blank=True, default=""
    )
    theme = models.CharField(_("theme"), max_length=80, blank=True, default="")
    language = models.CharField(_("language"), max_length=8, blank=True, default="")
    sentiment = models.CharField(
        _("sentiment"), max_length=10, choices=Sentiment.choices, blank=True, default=""
    )
    priority = models.PositiveSmallIntegerField(
        _("priority"), choices=Priority.choices, default=Priority.NORMAL
    )
    holder = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    state = models.CharField(
        pgettext_lazy("interaction", "state"), max_length=20, choices=State.choices, default=State.NEW
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True, default="")
    source = models.CharField(max_length=10, choices=Source.choices, default=Source.FILE)
    key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    opened_at = models.DateTimeField()
    last_at = models.DateTimeField()
    waiting_since = models.DateTimeField(null=True, blank=True)
    first_response_at = models.DateTimeField(null=True, blank=True)
    substantive_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    reopened = models.PositiveSmallIntegerField(default=0)
    message_count = models.PositiveIntegerField(default=1)
    excerpt = models.CharField(max_length=200, blank=True, default="")
    needs_answer = models.GeneratedField(
        # The stubs do not know that a Q is an expression here.
        expression=~(Q(state__in=NEEDS_NO_ANSWER) | Q(kind=Kind.ABUSE)),  # type: ignore[arg-type]
        output_field=models.BooleanField(),
        db_persist=True,
    )

    objects = InteractionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=State.CLOSED, closed_at__isnull=False)
                | (~Q(state=State.CLOSED) & Q(closed_at__isnull=True)),
                name="interaction_closed_has_time",
                violation_error_message=_("What is closed has a closing time, and nothing else has one."),
            ),
            models.CheckConstraint(
                condition=Q(last_at__gte=F("opened_at")), name="interaction_last_after_opened"
            ),
        ]
        indexes = [
            models.Index(
                fields=["brand", "opened_at"],
                include=[
                    "channel",
                    "kind",
                    "sentiment",
                    "author_key",
                    "first_response_at",
                    "substantive_at",
                    "closed_at",
                    "needs_answer",
                    "reopened",
                ],
                name="interaction_week",
            ),
            # What a list is narrowed by stands behind its order: rows that a filter leaves out are passed
            # over in the index, however few there are that it does not.
            models.Index(
                fields=["brand", "-last_at", "-id", *NARROWED_BY],
                name="interaction_latest",
            ),
            models.Index(
                fields=["brand", "waiting_since", "id"],
                condition=Q(waiting_since__isnull=False, needs_answer=True, state__in=OURS),
                name="interaction_to_answer",
            ),
            models.Index(
                fields=["channel", "waiting_since"],
                condition=Q(waiting_since__isnull=False, needs_answer=True, state__in=OURS),
                name="interaction_to_answer_there",
            ),
            models.Index(
                fields=["brand", "-last_at", "-id"],
                condition=Q(state__in=PENDING),
                name="interaction_pending",
            ),
            models.Index(
                fields=["brand", "-last_at", "-id"],
                condition=Q(state=State.ANSWERED),
                name="interaction_answered",
            ),
            models.Index(
                fields=["brand", "-last_at", "-id"],
                condition=Q(state__in=ENDED),
                name="interaction_ended",
            ),
            models.Index(
                fields=["holder", "waiting_since"],
                condition=Q(holder__isnull=False) & ~Q(state__in=ENDED),
                name="interaction_held",
            ),
            models.Index(fields=["brand", "author_key"], name="interaction_by_author"),
            models.Index(fields=["brand", "theme"], condition=~Q(theme=""), name="interaction_by_theme"),
        ]

    def __str__(self) -> str:
        return f"{self.author}: {self.excerpt}"

    @property
    def is_over(self) -> bool:
        return self.state in ENDED

    @property
    def asks_since(self) -> datetime | None:
        """Since when the public waits for an answer that it should get."""
        return self.waiting_since if self.needs_answer and not self.is_over else None

    @property
    def rests_since(self) -> datetime | None:
        """The last message, where nobody waits."""
        return None if self.asks_since else self.last_at

    @property
    def raised_priority(self) -> str:
        """The word of a priority above the normal one."""
        return str(self.get_priority_display()) if self.priority > Priority.NORMAL else ""
