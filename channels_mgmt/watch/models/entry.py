from django.db import models
from django.db.models import Q

from accounts.access import Right
from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.watch.choices import EntryState, Topic
from channels_mgmt.watch.models.competitor import Competitor
from channels_mgmt.watch.models.item import Item
from channels_mgmt.watch.models.source import Source


class EntryQuerySet(models.QuerySet["Entry"]):
    def visible_to(self, user: User) -> "EntryQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.WATCH_VIEW))

    def waiting(self) -> "EntryQuerySet":
        return self.filter(state=EntryState.WAITING)

    def of_the_brand(self) -> "EntryQuerySet":
        return self.filter(competitor=None)

    def of_competitors(self) -> "EntryQuerySet":
        return self.exclude(competitor=None)


class Entry(models.Model):
    """One piece of news, from however many feeds it came, to be sorted by a person.

    `address` is its link as it is compared, empty where it has none; `title_key` the title as it is compared.
    `at` is when it was published, where the feed says so plausibly, else when it was found.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+", db_index=False)
    title = models.CharField(max_length=300)
    title_key = models.CharField(max_length=300, blank=True)
    summary = models.TextField(blank=True)
    url = models.URLField(max_length=1000, blank=True)
    address = models.CharField(max_length=1000, blank=True)
    at = models.DateTimeField()
    found_at = models.DateTimeField()
    topic = models.CharField(max_length=15, choices=Topic.choices)
    language = models.CharField(max_length=5, blank=True)
    competitor = models.ForeignKey(
        Competitor, on_delete=models.PROTECT, null=True, blank=True, related_name="entries"
    )
    state = models.CharField(max_length=10, choices=EntryState.choices, default=EntryState.WAITING)
    item = models.OneToOneField(Item, on_delete=models.SET_NULL, null=True, blank=True, related_name="entry")
    sorted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    sorted_at = models.DateTimeField(null=True, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["brand", "address"], condition=~Q(address=""), name="watch_entry_once"
            ),
            models.CheckConstraint(
                condition=Q(state=EntryState.WAITING, sorted_at=None)
                | ~Q(state=EntryState.WAITING) & Q(sorted_at__isnull=False),
                name="watch_entry_sorted_has_time",
            ),
        ]
        indexes = [
            models.Index(fields=["brand", "state", "at", "id"], name="watch_entry_to_sort"),
            models.Index(fields=["brand", "found_at"], name="watch_entry_lately"),
        ]

    def __str__(self) -> str:
        return self.title


class Sighting(models.Model):
    """That a feed brought an entry, under which id of its own, and until when it still had it."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="sightings")
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="sightings")
    guid = models.CharField(max_length=64)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "guid"], name="watch_sighting_once")]

    def __str__(self) -> str:
        return f"{self.source_id} · {self.entry_id}"
