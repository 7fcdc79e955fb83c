"""What is held of those around the brand, as people: given out, erased, let go.

Somebody is known by the name or by a handle. What is erased keeps its place: that somebody relayed a post,
with its day and its reach, or came to an event, still counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model, Q

from accounts.services.erasure import erase_words
from channels_mgmt.brands.models import Brand
from channels_mgmt.publishing.models import (
    Ambassador,
    AmbassadorAccount,
    AmbassadorContact,
    AmbassadorQuerySet,
    Community,
    Erratum,
    Event,
    FollowUp,
    ImageCheck,
    Invitation,
    Media,
    Relay,
    Visit,
)
from channels_mgmt.publishing.relation_choices import Relation
from cmhub.lib.erased import ERASED
from cmhub.lib.text import fold, normalise_handle

WRITTEN: tuple[tuple[type[Model], str, tuple[str, ...]], ...] = (
    (Community, "brand", ("owner_name", "public", "tone", "rules", "not_done")),
    (Visit, "community__brand", ("seen",)),
    (Event, "brand", ("title", "place", "notes")),
    (FollowUp, "event__brand", ("what",)),
    (AmbassadorContact, "ambassador__brand", ("words",)),
    (Relay, "ambassador__brand", ("words",)),
    (Ambassador, "brand", ("about",)),
    (Erratum, "brand", ("error", "witness_words", "correction", "lesson")),
    (Media, "brand", ("what", "owner")),
    (ImageCheck, "brand", ("remark",)),
)
"""Where people of the team may have written a name: the model, the way to its brand, the fields."""


def key_of(ambassador: int) -> str:
    """How the keys of messages about somebody begin."""
    return f"ambassador:{ambassador}:"


def known_as(brand: Brand, handle: str) -> AmbassadorQuerySet:
    """Those of the brand who have this name or this handle."""
    key = normalise_handle(handle)[:200]
    if not key:
        return Ambassador.objects.none()
    accounts = AmbassadorAccount.objects.filter(ambassador__brand=brand, handle_key=key)
    return Ambassador.objects.filter(Q(name_key=key) | Q(pk__in=accounts.values("ambassador")), brand=brand)


def guests(brand: Brand, handle: str) -> Any:
    """Invitations of people of this name, who need not be ambassadors."""
    key = normalise_handle(handle)[:200]
    either = Q(name_key=key) | Q(ambassador__in=known_as(brand, handle).values("pk"))
    return Invitation.objects.filter(either, event__brand=brand) if key else Invitation.objects.none()


def witnessed(brand: Brand, handle: str) -> Any:
    """Errata that somebody of this name saw."""
    key = normalise_handle(handle)
    said = Erratum.objects.filter(brand=brand).exclude(witness_words="")
    whose = said.order_by().values_list("witness_words", flat=True).distinct()
    return said.filter(witness_words__in=[words for words in whose if key and normalise_handle(words) == key])


def copy_of(brand: Brand, handle: str) -> dict[str, Any]:
    """What is held of them, as JSON can say it."""
    return {
        "ambassadors": [_told(one) for one in known_as(brand, handle).order_by("pk")],
        "events": [
            {
                "event": one.event.title,
                "at": one.event.starts_at.isoformat(),
                "answer": one.answer,
                "came": one.came,
            }
            for one in guests(brand, handle).select_related("event").order_by("event__starts_at", "pk")
        ],
        "named_in": [
            {"in": f"{model._meta.model_name}.{field}", "text": words}
            for model, _pk, fields in _naming(brand, _names_of(brand, handle))
            for field, words in fields.items()
        ],
    }


def _told(one: Ambassador) -> dict[str, Any]:
    return {
        "id": one.pk,
        "name": one.name,
        "kind": one.kind,
        "relation": one.state,
        "topics": one.topics,
        "about": one.about,
        "how_to_reach": one.private,
        "consented_on": one.consented_on.isoformat() if one.consented_on else None,
        "consent_how": one.consent_how,
        "next_contact": one.next_on.isoformat() if one.next_on else None,
        "accounts": [
            {
                "network": account.network,
                "handle": account.handle,
                "followers": account.audience,
                "counted_on": account.counted_on.isoformat() if account.counted_on else None,
            }
            for account in one.accounts.all()
        ],
        "contacts": [
            {"at": contact.at.isoformat(), "way": contact.way, "words": contact.words}
            for contact in one.contacts.all()
        ],
        "relays": [
            {"on": relay.on.isoformat(), "url": relay.url, "reach": relay.reach, "words": relay.words}
            for relay in one.relays.all()
        ],
    }


@dataclass(frozen=True)
class Around:
    """What is held around a brand of somebody, by name or handle."""

    ambassadors: int
    events: int
    errata: int

    def __bool__(self) -> bool:
        return bool(self.ambassadors or self.events or self.errata)


def traces_around(brand: Brand, handle: str) -> Around:
    return Around(
        known_as(brand, handle).count(), guests(brand, handle).count(), witnessed(brand, handle).count()
    )


def erase(brand: Brand, handle: str) -> int:
    """Takes away all that says who they are, and what the team wrote of them by name; of how many people."""
    with transaction.atomic():
        names = _names_of(brand, handle)
        ids = list(known_as(brand, handle).values_list("pk", flat=True))
        guests(brand, handle).update(name=ERASED, name_key="")
        erase_ambassadors(ids)
        _erase_words(brand, names)
    return len(ids)


def past(brand: Brand, before: datetime) -> AmbassadorQuerySet:
    """Those with whom the relation ended, of whom nothing was heard since."""
    ended = Ambassador.objects.filter(brand=brand, state=Relation.ENDED, last_at__lt=before)
    return ended.exclude(name=ERASED)


def erase_ambassadors(ids: Iterable[int]) -> None:
    """Names, accounts and words go; that there was somebody, and what was relayed when, stays."""
    of_them = list(ids)
    Ambassador.objects.filter(pk__in=of_them).update(
        name=ERASED,
        name_key="",
        state=Relation.ENDED,
        topics=[],
        about="",
        private="",
        consented_on=None,
        consent_how="",
        looked_after_by=None,
        next_on=None,
    )
    AmbassadorAccount.objects.filter(ambassador__in=of_them).delete()
    AmbassadorContact.objects.filter(ambassador__in=of_them).update(words="")
    Relay.objects.filter(ambassador__in=of_them).update(url="", words=ERASED)
    Invitation.objects.filter(ambassador__in=of_them).update(name=ERASED, name_key="")
    for pk in of_them:
        erase_words(key_of(pk))


def _names_of(brand: Brand, handle: str) -> set[str]:
    """The name asked for, and those of whoever is known by it."""
    known = known_as(brand, handle).exclude(name=ERASED)
    return {handle, *known.values_list("name", flat=True)}


def _naming(brand: Brand, names: Iterable[str]) -> Iterator[tuple[type[Model], int, dict[str, str]]]:
    whole = _whole(names)
    if whole is None:
        return
    for model, way, written in WRITTEN:
        rows = model._default_manager.filter(**{way: brand}).order_by("pk").values("pk", *written)
        for row in rows.iterator():
            if named := {name: row[name] for name in written if whole.search(fold(row[name]))}:
                yield model, row["pk"], named


def _whole(names: Iterable[str]) -> re.Pattern[str] | None:
    """What finds any of the names as whole words, in folded text."""
    sought = sorted({fold(name.strip().lstrip("@")) for name in names} - {""})
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sought))})(?!\w)") if sought else None


def _erase_words(brand: Brand, names: Iterable[str]) -> None:
    for model, pk, named in list(_naming(brand, names)):
        model._default_manager.filter(pk=pk).update(**dict.fromkeys(named, ERASED))
        if model is FollowUp:
            erase_words(f"follow_up:{pk}:")
