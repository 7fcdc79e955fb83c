import uuid
from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.access import Right
from accounts.models import User
from channels_mgmt.api.choices import DeliveryState, Event, Problem, Scope
from channels_mgmt.brands.models import Brand


class TokenQuerySet(models.QuerySet["Token"]):
    def visible_to(self, user: User) -> "TokenQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.API_MANAGE))

    def live(self, at: datetime) -> "TokenQuerySet":
        return self.filter(revoked_at=None, expires_at__gt=at, brand__archived_at=None)


class Token(models.Model):
    """The right of a program to some acts on one brand, until it expires or is revoked.

    A digest of it is kept, so that it is shown once, when it is made; `ending` are its last letters, by
    which people tell it from others.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("what uses it"), max_length=80)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    ending = models.CharField(max_length=4, editable=False)
    scopes = ArrayField(models.CharField(max_length=20, choices=Scope.choices))
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    key = models.UUIDField(unique=True, editable=False)

    objects = TokenQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")),
                name="token_expires_after_it_was_made",
                violation_error_message=_("A token expires after it was made."),
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="token_revoked_by_a_person",
            ),
            models.CheckConstraint(
                condition=Q(scopes__len__gt=0),
                name="token_is_for_something",
                violation_error_message=_("Choose what the token may be used for."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def scope_words(self) -> list[str]:
        return [str(Scope(scope).label) for scope in self.scopes]

    def is_live(self, at: datetime) -> bool:
        return self.revoked_at is None and self.expires_at > at


class WebhookQuerySet(models.QuerySet["Webhook"]):
    def visible_to(self, user: User) -> "WebhookQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.API_MANAGE))

    def hearing(self, event: str, brand_id: int) -> "WebhookQuerySet":
        return self.filter(brand=brand_id, active=True, events__contains=[event])


class Webhook(models.Model):
    """An address of another program that is told what happens on a brand.

    `sealed` is the key of its signatures, encrypted by `cmhub.lib.vault`: it is shown once.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    url = models.URLField(_("address"), max_length=500)
    events = ArrayField(models.CharField(max_length=12, choices=Event.choices))
    sealed = models.TextField(editable=False)
    active = models.BooleanField(default=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    key = models.UUIDField(unique=True, editable=False)

    objects = WebhookQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(events__len__gt=0),
                name="webhook_hears_something",
                violation_error_message=_("Choose what the address is told of."),
            )
        ]

    def __str__(self) -> str:
        return self.url

    @property
    def event_words(self) -> list[str]:
        return [str(Event(event).label) for event in self.events]


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def visible_to(self, user: User) -> "DeliveryQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.API_MANAGE))

    def due(self, at: datetime) -> "DeliveryQuerySet":
        return self.filter(state=DeliveryState.PENDING, next_attempt_at__lte=at, webhook__active=True)


class Delivery(models.Model):
    """Something told to a webhook: an outbox of its own, written in the transaction of what it tells of.

    `payload` holds ids, a state, times and a link, never what anybody wrote. `number` is the `webhook-id`,
    the same in each attempt, by which the other side knows what it has had already. `unclear` says that an
    attempt may have arrived though nothing said so. The interaction is an id alone: it may be gone.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+", db_index=False)
    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries", db_index=False)
    event = models.CharField(pgettext_lazy("webhook", "event"), max_length=12, choices=Event.choices)
    number = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    interaction = models.BigIntegerField()
    payload = models.JSONField()
    at = models.DateTimeField()
    state = models.CharField(
        pgettext_lazy("delivery", "state"),
        max_length=8,
        choices=DeliveryState.choices,
        default=DeliveryState.PENDING,
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    unclear = models.BooleanField(default=False)
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    response_code = models.PositiveSmallIntegerField(null=True, blank=True)
    problem = models.CharField(max_length=10, choices=Problem.choices, blank=True, default="")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=DeliveryState.PENDING, next_attempt_at__isnull=False, ended_at=None)
                | (~Q(state=DeliveryState.PENDING) & Q(next_attempt_at=None, ended_at__isnull=False)),
                name="delivery_pending_has_next",
            ),
            models.UniqueConstraint(
                fields=["webhook", "interaction"],
                condition=Q(event=Event.OPENED),
                name="delivery_opened_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_attempt_at", "id"],
                condition=Q(state=DeliveryState.PENDING),
                name="delivery_due",
            ),
            models.Index(fields=["brand", "-at", "-id"], name="delivery_latest"),
            models.Index(fields=["webhook", "-at"], name="delivery_of_webhook"),
            models.Index(
                fields=["ended_at"], condition=Q(state=DeliveryState.FAILED), name="delivery_failed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.interaction}"
