from datetime import date

import pgtrigger
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.access import Right
from accounts.models import Department, User
from channels_mgmt.brands.choices import Kind
from channels_mgmt.brands.models import Brand
from channels_mgmt.protocol.choices import Sensitivity
from channels_mgmt.protocol.variables import says_the_same

SEARCH_CONFIG = "cmhub_french"
"""PostgreSQL's French configuration without accents; made by the inbox's first migration."""
SEARCHED = (
    SearchVector("situation", weight="A", config=SEARCH_CONFIG)
    + SearchVector("theme", weight="B", config=SEARCH_CONFIG)
    + SearchVector("description", weight="C", config=SEARCH_CONFIG)
    + SearchVector("conditions", "answer_fr", "answer_en", weight="D", config=SEARCH_CONFIG)
)
"""The words of a version, marked by where they stand: a message sounds most like the situation."""


class EntryQuerySet(models.QuerySet["Entry"]):
    def visible_to(self, user: User) -> "EntryQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.PROTOCOL_VIEW))


class Entry(models.Model):
    """One situation of a brand's response protocol, over all its versions."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="protocol_entries")
    created_at = models.DateTimeField()
    key = models.UUIDField(editable=False, null=True, unique=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return f"{self.brand} {self.pk}"


class EntryVersionQuerySet(models.QuerySet["EntryVersion"]):
    def visible_to(self, user: User) -> "EntryVersionQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.PROTOCOL_VIEW))

    def in_use(self) -> "EntryVersionQuerySet":
        """The version of each situation that no later one has replaced."""
        return self.filter(superseded_at=None)

    def valid_on(self, day: date) -> "EntryVersionQuerySet":
        """The latest versions that may be used on a day."""
        begun = self.in_use().filter(valid_from__lte=day)
        return begun.filter(Q(valid_until=None) | Q(valid_until__gt=day))


class EntryVersion(models.Model):
    """What is agreed about a situation, from one change to the next. A change is a new version; the old ones
    stay as they were written. `valid_until` is the first day on which it may no longer be used. A holding
    text is approved beforehand: as it is written it needs nobody's approval under supervision or in a crisis.
    """

    append_only = True
    movable = ("superseded_at",)

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(pgettext_lazy("protocol", "version"), default=1)
    situation = models.CharField(_("situation"), max_length=150)
    description = models.TextField(pgettext_lazy("situation", "description"), blank=True)
    kind = models.CharField(
        pgettext_lazy("interaction", "kind"), max_length=20, choices=Kind.choices, blank=True
    )
    theme = models.CharField(_("theme"), max_length=80, blank=True)
    answer_fr = models.TextField(_("answer in French"), blank=True)
    answer_en = models.TextField(_("answer in English"), blank=True)
    conditions = models.TextField(_("conditions"), blank=True)
    sensitivity = models.CharField(_("sensitivity"), max_length=12, choices=Sensitivity.choices)
    is_holding = models.BooleanField(_("holding text, approved beforehand"), default=False)
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="+", verbose_name=_("owning department")
    )
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    what_changed = models.CharField(_("what changed"), max_length=250, blank=True)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    written_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True)
    searched = models.GeneratedField(
        expression=SEARCHED, output_field=SearchVectorField(), db_persist=True, editable=False
    )

    objects = EntryVersionQuerySet.as_manager()

    # Said by the list.
    is_valid: bool

    class Meta:
        ordering = ["entry", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "number"], name="protocol_version_once"),
            models.UniqueConstraint(
                fields=["entry"], condition=Q(superseded_at=None), name="protocol_one_latest_version"
            ),
            models.CheckConstraint(
                condition=~Q(answer_fr="", answer_en=""),
                name="protocol_has_an_answer",
                violation_error_message=_("Write the answer in French or in English, at best in both."),
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")),
                name="protocol_ends_after_start",
                violation_error_message=_("The end must come after the start."),
            ),
        ]
        indexes = [
            models.Index(fields=["brand"], condition=Q(superseded_at=None), name="protocol_latest_by_brand")
        ]
        triggers = [
            pgtrigger.ReadOnly(name="unchanging", exclude=["superseded_at", "searched"]),
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.situation

    def is_valid_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)

    @property
    def answers(self) -> dict[str, str]:
        """The answers that there are, by their language."""
        both = {"fr": self.answer_fr, "en": self.answer_en}
        return {language: text for language, text in both.items() if text}

    def answer_in(self, language: str) -> tuple[str, str]:
        """The answer in this language, or else in the one that there is, with the language that it is in."""
        found = language if language in self.answers else next(iter(self.answers))
        return found, self.answers[found]

    def is_said_by(self, text: str) -> bool:
        """Whether a text is one of the answers, but for what they leave open."""
        return any(says_the_same(text, answer) for answer in self.answers.values())
