from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import MD5
from django.utils.translation import pgettext_lazy

from accounts.access import Right
from accounts.models import User
from channels_mgmt.brands.choices import Network
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.choices import Direction, Source
from channels_mgmt.inbox.models.interaction import Interaction
from channels_mgmt.team.models import Channel

SEARCH_CONFIG = "cmhub_french"
"""PostgreSQL's French configuration without accents; made by this app's first migration."""
SEARCHED = SearchVector("author", "text", config=SEARCH_CONFIG)
"""What a search looks in; the index `message_text` has the same expression, behind the shelf."""
SHELF = models.Func(
    F("brand"), F("sent_at"), function="inbox_shelf", output_field=ArrayField(models.BigIntegerField())
)
"""The brand and four days as one number: so far a search looks at first."""


class MessageQuerySet(models.QuerySet["Message"]):
    def visible_to(self, user: User) -> "MessageQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.INBOX_VIEW))

    def as_shown(self) -> "MessageQuerySet":
        """With the names of who recorded each, as `recorded_by_name`, and of who approved it, as
        `approved_by_name`; with what it promised, as `promise_state`, `promise_due` and `promise_kept`.
        """
        return self.annotate(
            recorded_by_name=F("recorded_by__name"),
            approved_by_name=F("approval__decided_by__name"),
            promise_state=F("promise__state"),
            promise_due=F("promise__due_at"),
            promise_kept=F("promise__kept_at"),
        )


class Message(models.Model):
    """One message, `in` from the public or `out` from the brand.

    `external_id` is the network's own id, null for what a person recorded. A message out that
    answers nothing known has no interaction until what it answers arrives. `placed_by_person` is set
    on what people merged, split or handed over: threading leaves it where it is. `labels` holds what a
    file said of it: kind, theme, language, sentiment, as far as it did.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+", db_index=False)
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="+", db_index=False)
    interaction = models.ForeignKey(
        Interaction, on_delete=models.CASCADE, null=True, related_name="messages", db_index=False
    )
    network = models.CharField(max_length=20, choices=Network.choices)
    external_id = models.CharField(max_length=200, null=True, blank=True)
    direction = models.CharField(
        pgettext_lazy("message", "direction"), max_length=3, choices=Direction.choices
    )
    sent_at = models.DateTimeField()
    author = models.CharField(max_length=200)
    author_key = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    in_reply_to = models.CharField(max_length=200, blank=True, default="")
    conversation = models.CharField(max_length=200, blank=True, default="")
    addressee_key = models.CharField(max_length=200, blank=True, default="")
    automatic = models.BooleanField(default=False)
    holding = models.BooleanField(default=False)
    url = models.URLField(max_length=1000, blank=True, default="")
    source = models.CharField(max_length=10, choices=Source.choices, default=Source.FILE)
    recorded_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    placed_by_person = models.BooleanField(default=False)
    key = models.UUIDField(null=True, blank=True, editable=False)
    labels = models.JSONField(null=True, editable=False)

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["brand", "network", "external_id"], name="message_taken_once"),
            models.UniqueConstraint(
                fields=["key"], condition=Q(key__isnull=False), name="message_recorded_once"
            ),
            models.CheckConstraint(
                condition=Q(direction=Direction.OUT) | Q(holding=False, automatic=False),
                name="message_in_is_no_reply",
            ),
        ]
        indexes = [
            models.Index(fields=["interaction", "sent_at"], name="message_thread"),
            models.Index(
                fields=["brand", "sent_at"],
                include=["direction", "author", "channel", "source"],
                name="message_week",
            ),
            models.Index(
                fields=["brand", "network", "in_reply_to"],
                condition=~Q(in_reply_to=""),
                name="message_children",
            ),
            models.Index(
                fields=["brand", "conversation", "sent_at"],
                condition=~Q(conversation=""),
                name="message_conversation",
            ),
            models.Index(
                fields=["brand", "author_key", "sent_at"],
                condition=Q(direction=Direction.IN),
                name="message_by_member",
            ),
            models.Index(
                fields=["channel", "sent_at"],
                condition=Q(external_id__isnull=True),
                name="message_by_hand",
            ),
            models.Index(
                F("brand"), MD5("url"), condition=Q(source=Source.HAND) & ~Q(url=""), name="message_hand_link"
            ),
            GinIndex(SHELF, SEARCHED, name="message_text"),
        ]

    def __str__(self) -> str:
        return f"{self.author}: {self.text[:60]}"
