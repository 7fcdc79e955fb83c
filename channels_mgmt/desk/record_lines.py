"""Lines of the record as pages and files show them: a sentence, a link, what changed."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.choices import Role
from accounts.models import AuditEntry, User
from channels_mgmt.brands.models import Brand
from channels_mgmt.desk.record_words import ANYTHING, COUNTS, DETAILS, KINDS, VERBS
from channels_mgmt.inbox.models import Interaction
from cmhub.lib.moments import date_words
from cmhub.lib.weeks import Week, WeekError

INTERACTION, BRAND = "inbox.interaction", "brands.brand"


@dataclass(frozen=True)
class Line:
    """One line of the record: `link` leads to the thing, empty where it has no page or is gone."""

    entry: AuditEntry
    sentence: str
    kind: str
    brand: Brand | None
    link: str


@dataclass(frozen=True)
class Change:
    field: str
    before: str
    after: str


PLACES: dict[str, Callable[[AuditEntry, str], str]] = {
    "accounts.user": lambda entry, slug: reverse("people:list"),
    "accounts.invitation": lambda entry, slug: reverse("people:list"),
    "accounts.membership": lambda entry, slug: reverse("people:list"),
    **dict.fromkeys(
        (
            "accounts.skillassessment",
            "accounts.certification",
            "accounts.training",
            "accounts.employment",
            "accounts.leave",
        ),
        lambda entry, slug: reverse("skills:person", args=[entry.details["user"]]),
    ),
}
PLACES_OF_BRANDS: dict[str, Callable[[AuditEntry, str], str]] = {
    "accounts.contact": lambda entry, slug: reverse("brands:settings", args=[slug]),
    "accounts.department": lambda entry, slug: reverse("brands:directory", args=[slug]),
    "accounts.absence": lambda entry, slug: reverse("brands:directory", args=[slug]),
    "accounts.expert": lambda entry, slug: reverse("brands:directory", args=[slug]),
    "brands.brand": lambda entry, slug: reverse("brands:settings", args=[slug]),
    "brands.brandrole": lambda entry, slug: reverse("team:board", args=[slug]),
    "team.channel": lambda entry, slug: reverse("team:board", args=[slug]),
    "team.assignment": lambda entry, slug: reverse("team:board", args=[slug]),
    "team.neededskill": lambda entry, slug: reverse("team:skills", args=[slug]),
    "strategy.strategy": lambda entry, slug: reverse(
        "strategy:version", args=[slug, entry.details["version"]]
    ),
    "protocol.entry": lambda entry, slug: reverse("protocol:entry", args=[slug, entry.object_id]),
    "protocol.gap": lambda entry, slug: reverse("protocol:gaps", args=[slug]),
    "strategy.charterdecision": lambda entry, slug: reverse("strategy:charter", args=[slug]),
    "strategy.ownmetric": lambda entry, slug: reverse("strategy:values", args=[slug, entry.object_id]),
    "escalations.escalation": lambda entry, slug: reverse("escalations:detail", args=[entry.object_id]),
    "escalations.routingrule": lambda entry, slug: reverse("escalations:routing", args=[slug]),
    "inbox.intakerun": lambda entry, slug: reverse("inbox:intake_run", args=[slug, entry.object_id]),
    "inbox.adoptionquestion": lambda entry, slug: reverse("inbox:import", args=[slug]),
    "metrics.metricsrun": lambda entry, slug: reverse("metrics:run", args=[slug, entry.object_id]),
    "annotations.annotation": lambda entry, slug: reverse("annotations:timeline", args=[slug]),
    "weekly.weeklyreport": lambda entry, slug: reverse("weekly:report", args=[slug, entry.details["week"]]),
    "weekly.quotation": lambda entry, slug: reverse("weekly:report", args=[slug, entry.details["week"]]),
    "weekly.recommendation": lambda entry, slug: reverse("weekly:report", args=[slug, entry.details["week"]]),
    "weekly.decisionasked": lambda entry, slug: reverse("weekly:report", args=[slug, entry.details["week"]]),
}
"""The page of each kind of thing; those of a brand are linked where the reader may see the brand."""


def lines_for(user: User, entries: Collection[AuditEntry], brands: Mapping[int, Brand]) -> list[Line]:
    """The entries of a page, with links to what the person may see: `brands`, by id, are theirs."""
    there = seen_interactions(user, entries)
    return [line_of(entry, brands, there) for entry in entries]


def line_of(entry: AuditEntry, brands: Mapping[int, Brand], there: Collection[int] = ()) -> Line:
    brand = brands.get(entry.brand_id) if entry.brand_id else None
    kind = KINDS.get(entry.object_type)
    return Line(
        entry,
        sentence=sentence(entry, brand),
        kind=str(kind) if kind else entry.object_type,
        brand=brand,
        link=link(entry, brand, there),
    )


def seen_interactions(user: User, entries: Iterable[AuditEntry]) -> set[int]:
    """Of the interactions that are told of, those that are still there for the person: two can become one."""
    told = {entry.object_id for entry in entries if entry.object_type == INTERACTION}
    seen = Interaction.objects.visible_to(user).filter(pk__in=told)
    return set(seen.values_list("pk", flat=True)) if told else set()


def link(entry: AuditEntry, brand: Brand | None, there: Collection[int]) -> str:
    if entry.object_type in PLACES:
        return PLACES[entry.object_type](entry, "")
    if entry.object_type == INTERACTION and entry.object_id in there:
        return reverse("desk:interaction", args=[entry.object_id])
    if brand is None or entry.object_type not in PLACES_OF_BRANDS:
        return ""
    return PLACES_OF_BRANDS[entry.object_type](entry, brand.slug)


def sentence(entry: AuditEntry, brand: Brand | None) -> str:
    """“Solange Ebelle published the report of week 46 of Nyongtel.”"""
    details = entry.details
    count = next((details[name] for name in COUNTS if name in details), "?")
    return VERBS.get(entry.verb, ANYTHING) % {
        "person": entry.by.name if entry.by else pgettext("who did it by itself", "CM Hub"),
        "thing": name_of(entry, brand),
        "brand": brand.name if brand else "?",
        "week": week_words(details.get("week", "")),
        "role": role_words(details.get("role", "")),
        "count": count,
        "day": day_words(details.get("day", "")),
        "file": details.get("file", "?"),
        "verb": entry.verb,
    }


def name_of(entry: AuditEntry, brand: Brand | None) -> str:
    """What the thing was called then; a brand of which that was not kept yet, by its name of today."""
    name = brand.name if brand and entry.object_type == BRAND else ""
    return entry.label or name or _("no. %(id)d") % {"id": entry.object_id}


def week_words(text: str) -> str:
    try:
        return Week.parse(text).short_label()
    except WeekError:
        return "?"


def day_words(text: str) -> str:
    try:
        return date_words(date.fromisoformat(text))
    except ValueError:
        return "?"


def role_words(role: str) -> str:
    return str(Role(role).label) if role in Role.values else "?"


def changes_of(entry: AuditEntry) -> list[Change]:
    """What was changed, under the names and in the words of the forms."""
    model = apps.get_model(entry.object_type) if entry.object_type in KINDS else None
    names = [*entry.before, *(name for name in entry.after if name not in entry.before)]
    return [
        Change(
            field_words(model, name),
            value_words(model, name, entry.before.get(name)),
            value_words(model, name, entry.after.get(name)),
        )
        for name in names
    ]


def facts_of(entry: AuditEntry) -> list[tuple[str, str]]:
    """The details that have a name."""
    words = {"role": role_words, "week": week_words}
    return [
        (capfirst(str(DETAILS[name])), words[name](value) if name in words else plain_words(value))
        for name, value in entry.details.items()
        if name in DETAILS and value not in (None, "", [])
    ]


def field_of(model: type[models.Model] | None, name: str) -> Any:
    """The field, None for one that the model has no more; a foreign key also by the name of its column."""
    if model is None:
        return None
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return next((field for field in model._meta.concrete_fields if field.attname == name), None)


def field_words(model: type[models.Model] | None, name: str) -> str:
    field = field_of(model, name)
    return capfirst(str(field.verbose_name)) if field is not None else name


def value_words(model: type[models.Model] | None, name: str, value: Any) -> str:
    field = field_of(model, name)
    choices = dict(getattr(field, "flatchoices", ()) or getattr(field, "choices", ()) or ())
    if isinstance(value, str) and value in choices:
        return str(choices[value])
    if field is not None and field.is_relation and value is not None:
        return _("no. %(id)d") % {"id": value}
    return plain_words(value)


def plain_words(value: Any) -> str:
    if value in (None, "", [], {}):
        return "—"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(plain_words(one) for one in value)
    if isinstance(value, dict):
        return " · ".join(f"{name} : {plain_words(one)}" for name, one in value.items())
    return str(value)
