"""Signed links of contacts who were told of something, one for each telling."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from operator import attrgetter
from typing import Any, Generic, TypeVar

from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone

from accounts.models import Contact, User
from accounts.models.signed_link import SignedLink
from accounts.services import signed_links
from accounts.services.signed_links import LinkState

L = TypeVar("L", bound=SignedLink)
T = TypeVar("T", bound=Model)
VALID_FOR = timedelta(days=14)
"""How long a link opens after the last message that carried it."""
AFTER_END = timedelta(days=7)
"""How long it still opens what was decided, or says that it has ended."""


@dataclass(frozen=True)
class ToldLinks(Generic[L, T]):
    """The links to one kind of thing, and what that kind says for itself.

    `model` leads by `telling` to who was told, and that by `thing` to what they were told of, of which the
    page behind a link reads `needed`. Of a telling are said whether it may have a link, whether nothing more
    is asked there, and whether its contact still is one of those who are asked; `audit` enters that a link
    was made, shown or revoked.
    """

    model: type[L]
    thing: str
    needed: tuple[str, ...]
    may_have_one: Callable[[T], bool]
    is_over: Callable[[T, datetime], bool]
    is_asked: Callable[[T, datetime, Contact], bool]
    audit: Callable[[str, T, User, datetime], None]

    def link_for(self, telling: T, *, at: datetime, by: User | None = None) -> L:
        """The one link of whoever was told: the one that stands, prolonged, else a new one."""
        new: Any = self.model
        wanted = {telling.pk: new(telling=telling, made_by=by, expires_at=at + VALID_FOR)}
        key_of = attrgetter("telling_id")
        return signed_links.standing_links(self._held(telling), wanted, key_of, at=at)[telling.pk]

    def renew(self, telling: T, *, by: User) -> None:
        """A new link in the place of the one that they had, which opens nothing any more."""
        now = timezone.now()
        with transaction.atomic():
            self.revoke(telling, by=by)
            self.link_for(telling, by=by, at=now)
            self.audit("made", telling, by, now)

    def revoke(self, telling: T, *, by: User) -> None:
        """The link that they have opens nothing any more, for good."""
        now = timezone.now()
        with transaction.atomic():
            for link in self._held(telling):
                if signed_links.take_back(self._every(), link.pk, by=by, at=now):
                    self.audit("revoked", telling, by, now)

    def show(self, telling: T, *, to: User) -> L | None:
        """The link that they have, if it opens something: whoever has it before their eyes is on record."""
        now = timezone.now()
        link = self._with_needed(self._held(telling)).first()
        if link is None or not signed_links.opens(link, self.state_of(link, now)):
            return None
        self.audit("shown", telling, to, now)
        return link

    def find(self, token: str) -> L | None:
        return signed_links.find(self._with_needed(self._every()), token)

    def state_of(self, link: Any, at: datetime) -> LinkState:
        telling = link.telling
        over = getattr(telling, self.thing).brand.archived_at is not None or self.is_over(telling, at)
        asked = partial(self.is_asked, telling, at)
        return signed_links.state_of(link, telling.contact, at, over=over, asked=asked)

    def last_of(self, tellings: Sequence[T]) -> dict[int, L]:
        """The link that each had last, by the id of the telling."""
        had = self._every().filter(telling__in=tellings).order_by("pk")
        return {link.telling_id: link for link in had}

    def _held(self, telling: T) -> QuerySet[L]:
        held: QuerySet[L] = self._every().unrevoked().filter(telling=telling)
        return held

    def _with_needed(self, rows: QuerySet[L]) -> QuerySet[L]:
        of_thing = ("brand__agency", "brand__company", *self.needed)
        needed = [f"{self.thing}__{name}" for name in of_thing] + ["contact__user", "contact__department"]
        return rows.select_related(*(f"telling__{name}" for name in needed))

    def _every(self) -> Any:
        return self.model._default_manager
