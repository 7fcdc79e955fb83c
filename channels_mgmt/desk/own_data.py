"""What is held of somebody who works here, given to them as a file: all that bears their name as a person.

Every model that is of one person is in it, by its field `user` or `owner`, so that a new one is as well. What
they wrote and did for a brand is the brand's: of it the record's lines are told, without what was said.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Agency, AuditEntry, Membership, User
from accounts.services.audit import SECRET, record
from channels_mgmt.brands.models import BrandRole
from channels_mgmt.brands.white_label import secret_houses
from cmhub.lib.devices import device_of
from cmhub.lib.erased import name_shown

OF_A_PERSON = ("user", "owner")
"""What a relation to the one person is called of whom a row tells."""

LEFT_OUT = frozenset(
    {"id", *OF_A_PERSON, "key", "thread", "body", "data", "query", "brand_role", "session_key", "user_agent"}
    | {"text", "facts", "p256dh", "auth"}
)
"""Beside whatever by its name is a secret: what only the machinery needs, and texts that tell of others."""

NAMES = {
    "account.emailaddress": "addresses",
    "mfa.authenticator": "second_factors",
    "usersessions.usersession": "sessions",
    "socialaccount.socialaccount": "log_ins_elsewhere",
    "accounts.membership": "places_in_agencies",
    "accounts.contact": "contact_of_departments",
    "accounts.notification": "notifications",
    "accounts.notice": "notices",
    "accounts.notificationpreferences": "how_they_hear_of_things",
    "accounts.pushsubscription": "browsers_that_are_told",
    "brands.brandrole": "roles_on_brands",
    "team.assignment": "assignments",
    "team.timeentry": "time",
    "team.timer": "running_timer",
    "team.readinesscheck": "readiness_checks",
    "team.developmentline": "development_plan",
    "team.simulation": "simulations",
    "team.shift": "shifts",
    "team.rotaturn": "turns_in_the_rota",
    "team.calendarfeed": "calendar_addresses",
    "inbox.savedview": "saved_views",
    "watch.telling": "told_of_watch_items",
    "crisis.telling": "told_of_crises",
    "crisis.lesson": "lessons_of_crises",
    "weekly.reportreading": "reports_read",
    "strategy.author": "strategies_written",
    "strategy.strategyreading": "strategies_read",
    "strategy.decisionmaker": "decides_in_a_crisis",
    "strategy.briefingtarget": "briefings_for_them",
    "strategy.briefingreading": "briefings_read",
}
"""What a kind of row is called in the file; one that is not here goes by the name of its model."""

PARTS = {"team.readinesscheck": "answers", "team.simulation": "answers"}
"""Rows that hang on one of the person's and say more of them, by the name under which they do."""


def own_data(*, user: User, at: datetime | None = None) -> dict[str, Any]:
    """All that is held of the person, as JSON can say it; that they took it is recorded."""
    now = at or timezone.now()
    roles = BrandRole.objects.filter(user=user).select_related("brand")
    houses = secret_houses(Membership.objects.filter(user=user), roles)
    held = {
        "at": now,
        "account": {
            "name": user.name,
            "email": user.email,
            "phone": user.phone,
            "whatsapp": user.whatsapp,
            "language": user.language,
            "time_zone": user.time_zone,
            "created_at": user.created_at,
            "password": "kept as an Argon2 hash, which nobody can read"
            if user.has_usable_password()
            else None,
        },
        **{
            name_of(model): [told(row, houses) for row in rows_of(model, user)]
            for model in models_of_people()
        },
        "record": record_of(user),
    }
    record(verb="own_data.taken", what=user, by=user, at=now)
    plain: dict[str, Any] = json.loads(json.dumps(held, cls=DjangoJSONEncoder))
    return plain


def models_of_people() -> list[type[models.Model]]:
    """The models whose rows are of one person."""
    return [model for model in apps.get_models() if tie_of(model)]


def tie_of(model: type[models.Model]) -> str | None:
    """By what a row of the model is somebody's own, if it is."""
    ties = {field.name for field in model._meta.concrete_fields if field.related_model is User}
    return next((name for name in OF_A_PERSON if name in ties), None)


def name_of(model: type[models.Model]) -> str:
    return NAMES.get(model._meta.label_lower, model._meta.model_name or "")


def rows_of(model: type[models.Model], user: User) -> models.QuerySet[Any]:
    """With what they are called by, and not with the whole of a report or a strategy."""
    related: dict[str, Any] = {
        field.name: field.related_model for field in shown_fields(model) if field.is_relation
    }
    heavy = [
        f"{name}__{field.name}"
        for name, other in related.items()
        for field in other._meta.concrete_fields
        if isinstance(field, models.JSONField)
    ]
    rows = model._default_manager.filter(**{str(tie_of(model)): user})
    return rows.select_related(*related).defer(*heavy).order_by("pk")


def shown_fields(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    fields = model._meta.concrete_fields
    return [field for field in fields if field.name not in LEFT_OUT and not SECRET.search(field.name)]


def told(row: models.Model, houses: dict[int, str]) -> dict[str, Any]:
    """The row's values, other rows by what they are called, and a house that is a secret by its brand."""
    values: dict[str, Any] = {}
    for field in shown_fields(type(row)):
        value = getattr(row, field.name)
        if isinstance(value, models.Model):
            value = houses.get(value.pk, str(value)) if isinstance(value, Agency) else str(value)
        values[field.name] = value
    if hasattr(row, "user_agent"):
        values["device"] = device_of(row.user_agent)
    if parts := PARTS.get(row._meta.label_lower):
        values[parts] = [told(part, houses) for part in getattr(row, parts).order_by("pk")]
    for words in ("subject", "title"):
        if isinstance(values.get(words), str):
            values[words] = name_shown(values[words])
    return values


def record_of(user: User) -> list[dict[str, Any]]:
    """What the person did, by act and number, and what was done about them, by whom and how."""
    about = Q(object_type=User._meta.label_lower, object_id=user.pk)
    lines = AuditEntry.objects.filter(Q(by=user) | about).select_related("by").order_by("at", "pk")
    return [
        {
            "at": line.at,
            "act": line.verb,
            "by": line.by.name if line.by else "",
            "kind": line.object_type,
            "number": line.object_id,
            **({"address": line.address, "device": line.device} if line.by_id == user.pk else {}),
            **(
                {"details": line.details, "before": line.before, "after": line.after}
                if line.object_type == User._meta.label_lower and line.object_id == user.pk
                else {}
            ),
        }
        for line in lines.iterator(chunk_size=2000)
    ]
