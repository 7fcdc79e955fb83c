"""The record: who did what, to what, when, from where, before and after."""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from accounts.models import AuditEntry, Membership, User
from cmhub.lib.origin import current_origin
from cmhub.lib.scope import everything

ROOMS_OF_NAMES = frozenset({"accounts", "brands", "team"})
"""Rooms whose objects may be called by their name in the record: those of the others may bear the name or
the words of a member of the public.
"""
SECRET = re.compile(r"password|passphrase|secret|token|digest|credential|recovery_code|otp", re.IGNORECASE)
"""Fields and details of these names never reach the record."""


def record(**told: Any) -> None:
    """Writes one line of the record, in the transaction of the act that it tells of; see `lines_of`."""
    write(lines_of(**told))


def write(lines: Iterable[AuditEntry]) -> None:
    """Adds the lines; of those with the same key in `once`, the first stays alone."""
    lines = list(lines)
    with everything():  # of a try to log in nobody sees the line who is there
        AuditEntry.objects.bulk_create(lines, ignore_conflicts=any(line.once for line in lines))


def lines_of(
    *,
    verb: str,
    what: models.Model,
    by: User | None,
    at: datetime | None = None,
    agency_id: Any = None,
    brand_id: int | None = None,
    label: str | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    once: str | None = None,
    **details: Any,
) -> list[AuditEntry]:
    """What the record is to say: one line, or for what concerns a person and no one agency, a line in each
    agency in which they work.

    Address and device are those of the request, or the source is the command or task. `label` is what the
    thing is called, and never names a member of the public, nor do `before`, `after` and the details.
    `agency_id` may be a subquery. Where `changes` found none there is nothing to say: a form saved as it was.
    Raises ValueError for a detail that by its name is a secret.
    """
    values = {"before": plain(before or {}), "after": plain(after or {}), "details": plain(details)}
    refuse_secrets(verb, values)
    if before is not None and after is not None and not any(values.values()):
        return []
    origin = current_origin()
    agencies = agencies_of(what) if isinstance(what, User) and agency_id is None else [agency_id]
    return [
        AuditEntry(
            verb=verb,
            object_type=what._meta.label_lower,
            object_id=what.pk,
            label=(label_of(what) if label is None else label)[:200],
            by=by,
            at=at or timezone.now(),
            agency_id=agency,
            brand_id=brand_id,
            address=origin.address,
            device=origin.device,
            source=origin.source,
            once=once,
            **values,
        )
        for agency in agencies
    ]


def changes(instance: models.Model, fields: Iterable[str]) -> dict[str, dict[str, Any]]:
    """`before` and `after` of the fields in which the instance differs from its row: for `record`, and to be
    asked before it is saved.

    Related objects are ids, and times, dates and decimals as JSON writes them. Raises ValueError for a field
    that by its name is a secret.
    """
    names = [instance._meta.get_field(name).attname for name in fields]  # type: ignore[union-attr]
    refuse_secrets(instance._meta.label_lower, {"fields": dict.fromkeys(names)})
    stored = type(instance)._base_manager.filter(pk=instance.pk).values(*names).get()
    before, after = plain(stored), plain({name: getattr(instance, name) for name in names})
    changed = [name for name in names if before[name] != after[name]]
    return {
        "before": {name: before[name] for name in changed},
        "after": {name: after[name] for name in changed},
    }


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as JSON keeps them, so that what is compared is what will be read."""
    kept: dict[str, Any] = json.loads(json.dumps(dict(values), cls=DjangoJSONEncoder))
    return kept


def label_of(what: models.Model) -> str:
    """What the thing is called: by its name, or by the person whom it makes something."""
    if what._meta.app_label not in ROOMS_OF_NAMES:
        return ""
    name = getattr(what, "name", "") or getattr(getattr(what, "user", None), "name", "")
    return str(name)


def agencies_of(user: User) -> list[int | None]:
    """Where the person works, else where they worked; None alone for somebody of no agency."""
    memberships = Membership.objects.filter(user=user)
    with everything():  # whoever writes about somebody need not know where else they work
        agencies = memberships.current().values_list("agency_id", flat=True).distinct()
        return [*agencies] or [*memberships.values_list("agency_id", flat=True).distinct()] or [None]


def refuse_secrets(verb: str, values: Mapping[str, Mapping[str, Any]]) -> None:
    for given in values.values():
        for name in given:
            if SECRET.search(name):
                raise ValueError(f"{verb}: “{name}” is a secret and cannot be recorded")
