from datetime import datetime, timedelta

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.access import Right
from accounts.models import User
from channels_mgmt.brands.choices import Kind
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.choices import BY_A_RULE, TAKES_AWAY, Act, AppealState, Ground
from channels_mgmt.inbox.models.interaction import Interaction
from channels_mgmt.inbox.models.message import Message

MAY_CHANGE = (
    "interaction",
    "message",
    "author",
    "author_key",
    "text",
    "url",
    "rule",
    "words",
    "reversed_by",
    "reversed_at",
    "reversed_why",
    "appealed_at",
    "appealed_by",
    "appeal_words",
    "appeal_state",
    "decided_by",
    "decided_at",
    "decision",
)
"""Where an act hangs, what is erased with a person, and what became of it; the rest is never changed."""


class ModerationActQuerySet(models.QuerySet["ModerationAct"]):
    def visible_to(self, user: User) -> "ModerationActQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.INBOX_VIEW))

    def standing(self) -> "ModerationActQuerySet":
        return self.filter(reversed_at=None)

    def appealed(self) -> "ModerationActQuerySet":
        """Those on whose appeal somebody is to decide."""
        return self.filter(appeal_state=AppealState.OPEN)

    def lately(self, at: datetime, span: timedelta) -> "ModerationActQuerySet":
        return self.filter(at__gt=at - span, at__lte=at)


class ModerationAct(models.Model):
    """What was hidden or removed, whom it concerned, why, and what it was: kept as evidence.

    `text` and `url` are what the public saw, as they were. `rule` is the network's or the brand's own words,
    `words` what brought a discussion back. `despite_opinion` says that its author was told that this is only
    a negative opinion, and meant it. `whole` is an act on all that the interaction holds of the public;
    `kind_before` is the kind that it had where the act confirmed abuse.
    """

    append_only = True
    movable = MAY_CHANGE

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+", db_index=False)
    interaction = models.ForeignKey(
        Interaction, on_delete=models.CASCADE, related_name="moderation", db_index=True
    )
    message = models.ForeignKey(Message, on_delete=models.SET_NULL, null=True, related_name="moderation")
    whole = models.BooleanField(default=False)
    act = models.CharField(pgettext_lazy("moderation", "act"), max_length=10, choices=Act.choices)
    reason = models.CharField(
        pgettext_lazy("moderation", "reason"), max_length=20, choices=Ground.choices, blank=True
    )
    rule = models.CharField(_("rule"), max_length=300, blank=True)
    words = models.TextField(_("what brought the discussion back"), blank=True)
    text = models.TextField(blank=True)
    url = models.URLField(max_length=1000, blank=True)
    author = models.CharField(max_length=200)
    author_key = models.CharField(max_length=200)
    despite_opinion = models.BooleanField(default=False)
    confirms_abuse = models.BooleanField(default=False)
    kind_before = models.CharField(max_length=20, choices=Kind.choices, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    key = models.UUIDField(unique=True, editable=False)

    reversed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    reversed_at = models.DateTimeField(null=True)
    reversed_why = models.CharField(_("why it is reversed"), max_length=300, blank=True)

    appealed_at = models.DateTimeField(null=True)
    appealed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    appeal_words = models.TextField(_("what the person says"), blank=True)
    appeal_state = models.CharField(
        pgettext_lazy("moderation", "appeal"), max_length=10, choices=AppealState.choices, blank=True
    )
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    decided_at = models.DateTimeField(null=True)
    decision = models.CharField(_("why it is decided so"), max_length=300, blank=True)

    objects = ModerationActQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(act=Act.REFOCUS) | ~Q(reason=""),
                name="moderation_has_reason",
                violation_error_message=_("Say why it is moderated."),
            ),
            models.CheckConstraint(
                condition=Q(reversed_at__isnull=True, reversed_by__isnull=True)
                | Q(reversed_at__gte=F("at"), reversed_by__isnull=False),
                name="moderation_reversed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(appealed_at__isnull=True, appeal_state="") | ~Q(appeal_state=""),
                name="moderation_appeal_has_state",
            ),
            models.CheckConstraint(
                condition=Q(appeal_state__in=("", AppealState.OPEN), decided_at__isnull=True)
                | Q(
                    appeal_state__in=(AppealState.UPHELD, AppealState.REVERSED),
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                ),
                name="moderation_appeal_decided",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("by")),
                name="moderation_appeal_by_another",
                violation_error_message=_("Who moderated does not decide on the appeal: somebody else does."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["brand", "-at", "-id"],
                include=["reason", "act", "by", "author_key"],
                name="moderation_latest",
            ),
            models.Index(
                fields=["brand", "appealed_at"],
                condition=Q(appeal_state=AppealState.OPEN),
                name="moderation_appealed",
            ),
            models.Index(fields=["brand", "author_key"], name="moderation_by_author"),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="unchanging", exclude=list(MAY_CHANGE)),
            pgtrigger.Protect(
                name="evidence_is_only_erased",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "((NEW.text IS DISTINCT FROM OLD.text AND NEW.text <> '')"
                    " OR (NEW.url IS DISTINCT FROM OLD.url AND NEW.url <> '')"
                    " OR (NEW.rule IS DISTINCT FROM OLD.rule AND NEW.rule <> '')"
                    " OR (NEW.words IS DISTINCT FROM OLD.words AND NEW.words <> ''))"
                ),
            ),
            pgtrigger.Protect(
                name="decided_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "((OLD.reversed_at IS NOT NULL AND NEW.reversed_at IS DISTINCT FROM OLD.reversed_at)"
                    " OR (OLD.decided_at IS NOT NULL AND NEW.decided_at IS DISTINCT FROM OLD.decided_at))"
                ),
            ),
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.interaction_id}: {self.act}"

    @property
    def takes_away(self) -> bool:
        return self.act in TAKES_AWAY

    @property
    def needs_rule(self) -> bool:
        return self.reason in BY_A_RULE

    @property
    def may_be_appealed(self) -> bool:
        return self.act != Act.REFOCUS and self.reversed_at is None and not self.appeal_state
