"""Pages on which one of the brand's people makes, sends and takes back the signed links of contacts."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar

from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access import Right, View, person_of, requires
from accounts.models.signed_link import SignedLink
from accounts.services.lines import lines_of, prepared
from accounts.services.signed_links import address_of
from accounts.services.told_links import ToldLinks
from cmhub.lib.htmx import redirect_to, render_page

T = TypeVar("T", bound=Model)


def context_of(
    link: SignedLink, whose: Any, country: str, words: Callable[[str], str], about: Callable[[], str]
) -> dict[str, Any]:
    """What links/send.html shows, but for `revoke` and `opens`; `words` is the message with an address, and
    `about` says what it is about, in the language of `whose` it is.
    """
    address = address_of(link)
    with override(whose.language):
        text, subject = words(address), about()
    lines = [
        {"line": line, "href": prepared(line, text, subject)} for line in lines_of(whose.contact, country)
    ]
    return {"name": whose.name, "link": link, "address": address, "text": text, "lines": lines}


def row_of(name: str, last: SignedLink | None) -> dict[str, Any]:
    """One of the rows of links/_rows.html, but for what is done with the link."""
    return {"name": name, "link": last, "stands": last is not None and last.stands(timezone.now())}


def opens_nothing(request: HttpRequest, page: str, pk: int) -> HttpResponse:
    messages.error(request, _("This link opens nothing any more: make a new one."))
    return redirect_to(request, page, pk)


def taken_back(request: HttpRequest, name: str, page: str, pk: int) -> HttpResponse:
    messages.success(request, _("The link of %(name)s opens nothing any more.") % {"name": name})
    return redirect_to(request, page, pk)


@dataclass(frozen=True)
class ToldPages(Generic[T]):
    """The pages for links of those who were told of one kind of thing.

    `load` gives a telling whose links the person may handle; `page` is the address of what it tells of;
    `asks` says whether anything is still asked there, `ended` is what is said where nothing is; `words` is
    the message with an address, `about` what it is about, `opens` what a
    link leads to. `room` begins the names of addresses and templates.
    """

    links: ToldLinks[Any, T]
    load: Callable[[HttpRequest, int], T]
    room: str
    page: str
    asks: Callable[[T], bool]
    ended: Promise
    words: Callable[[T, str], str]
    about: Callable[[T], str]
    opens: Promise

    def views(self, right: Right) -> tuple[View, View, View]:
        """To make a link, to send it, and to take it back."""
        make, send, take_back = map(requires(right), (self._make, self._send, self._take_back))
        return require_POST(make), never_cache(require_safe(send)), require_POST(take_back)

    def rows(self, tellings: Iterable[T]) -> list[dict[str, Any]]:
        """Each of those told who may have a link, with the one that they had last and what is done with it;
        of those with a login of their own, whoever had one.
        """
        told: list[Any] = [telling for telling in tellings if self.links.may_have_one(telling)]
        had = self.links.last_of(told)
        return [self._row(one, had.get(one.pk)) for one in told if one.pk in had or not one.user_id]

    def _row(self, telling: Any, last: SignedLink | None) -> dict[str, Any]:
        ways = {"page": "link", "revoke": "link_revoke", "make": "link_new"}
        if not self.asks(telling):
            del ways["make"]
        return row_of(telling.name, last) | {name: self._way(view, telling) for name, view in ways.items()}

    def _make(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The link that they had opens nothing any more."""
        telling, thing = self._load(request, pk)
        if not self.asks(telling):
            messages.error(request, str(self.ended))
            return redirect_to(request, self.page, thing.pk)
        self.links.renew(telling, by=person_of(request))
        return redirect_to(request, f"{self.room}:link", telling.pk)

    def _send(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The link that stands, with texts to send it by; who sees it could use it, and is on record."""
        telling, thing = self._load(request, pk)
        link = self.links.show(telling, to=person_of(request))
        if link is None:
            return opens_nothing(request, self.page, thing.pk)
        country = telling.contact.department.country
        context = context_of(
            link, telling, country, partial(self.words, telling), partial(self.about, telling)
        )
        context |= {"opens": self.opens, self.links.thing: thing, "revoke": self._way("link_revoke", telling)}
        return render_page(request, f"{self.room}/link/send.html", context)

    def _take_back(self, request: HttpRequest, pk: int) -> HttpResponse:
        telling, thing = self._load(request, pk)
        self.links.revoke(telling, by=person_of(request))
        return taken_back(request, telling.name, self.page, thing.pk)

    def _load(self, request: HttpRequest, pk: int) -> tuple[Any, Any]:
        """The telling, and what it tells of."""
        telling = self.load(request, pk)
        if not self.links.may_have_one(telling):
            raise Http404
        return telling, getattr(telling, self.links.thing)

    def _way(self, view: str, telling: T) -> str:
        return reverse(f"{self.room}:{view}", args=[telling.pk])
