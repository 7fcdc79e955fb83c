from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.access import Right
from accounts.models import User
from accounts.models.period import DayThere
from channels_mgmt.brands.models import Brand
from channels_mgmt.publishing.models.ambassador import Ambassador
from channels_mgmt.publishing.models.post import Post
from channels_mgmt.publishing.relation_choices import Answer, Occasion


class EventQuerySet(models.QuerySet["Event"]):
    def visible_to(self, user: User) -> "EventQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.PUBLISHING_VIEW))

    def coming(self, at: datetime) -> "EventQuerySet":
        """Those that are not over."""
        return self.filter(Q(ends_at__gte=at) | Q(ends_at=None, starts_at__gte=at))

    def past(self, at: datetime) -> "EventQuerySet":
        return self.filter(Q(ends_at__lt=at) | Q(ends_at=None, starts_at__lt=at))


class Event(models.Model):
    """A meeting with the public away from the networks: a meet-up, a fair, a visit."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="events", db_index=False)
    title = models.CharField(_("what it is"), max_length=200)
    kind = models.CharField(
        pgettext_lazy("event", "kind"), max_length=10, choices=Occasion.choices, default=Occasion.MEETUP
    )
    place = models.CharField(_("where"), max_length=200, blank=True)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    notes = models.TextField(_("notes"), max_length=8_000, blank=True)
    posts = models.ManyToManyField(Post, related_name="occasions", blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True, editable=False)
    added_at = models.DateTimeField(editable=False)
    edition = models.PositiveIntegerField(default=1, db_default=1, editable=False)
    key = models.UUIDField(editable=False)

    objects = EventQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gte=F("starts_at")),
                name="event_ends_after_it_begins",
                violation_error_message=_("It ends after it begins."),
            ),
            models.UniqueConstraint(fields=["brand", "key"], name="event_added_once"),
        ]
        indexes = [models.Index(fields=["brand", "starts_at"], name="event_of_brand")]

    def __str__(self) -> str:
        return self.title


class Invitation(models.Model):
    """Somebody who was asked to come, or who came without: an ambassador, or somebody by name."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="invitations", db_index=False)
    ambassador = models.ForeignKey(
        Ambassador, on_delete=models.SET_NULL, null=True, blank=True, related_name="invitations"
    )
    name = models.CharField(_("name"), max_length=200)
    name_key = models.CharField(max_length=200, editable=False)
    answer = models.CharField(
        pgettext_lazy("invitation to an event", "answer"),
        max_length=10,
        choices=Answer.choices,
        default=Answer.INVITED,
    )
    came = models.BooleanField(pgettext_lazy("event", "came"), default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "ambassador"],
                condition=Q(ambassador__isnull=False),
                name="invited_once",
                violation_error_message=_("They are on the list already."),
            )
        ]
        indexes = [models.Index(fields=["event"], name="invitation_of_event")]

    def __str__(self) -> str:
        return self.name


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    def visible_to(self, user: User) -> "FollowUpQuerySet":
        return self.filter(event__brand__in=Brand.objects.granted(user, Right.PUBLISHING_VIEW))

    def due(self, at: datetime) -> "FollowUpQuerySet":
        """What was to be done by today, as it is where the brand is."""
        return self.filter(done_at=None, due_on__lte=DayThere("event__brand__time_zone", at))


class FollowUp(models.Model):
    """What is to be done after an event, by whom and until which day."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="follow_ups", db_index=False)
    what = models.CharField(_("what is to be done"), max_length=300)
    who = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("who does it"))
    due_on = models.DateField(_("until"))
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    key = models.UUIDField(editable=False)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at=None, done_by=None) | Q(done_at__isnull=False, done_by__isnull=False),
                name="follow_up_done_by_somebody",
            ),
            models.UniqueConstraint(fields=["event", "key"], name="follow_up_added_once"),
        ]
        indexes = [
            models.Index(fields=["event", "due_on"], name="follow_up_of_event"),
            models.Index(fields=["who", "due_on"], condition=Q(done_at=None), name="follow_up_open"),
        ]

    def __str__(self) -> str:
        return self.what
