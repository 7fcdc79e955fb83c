from collections.abc import Callable
from datetime import datetime
from hashlib import blake2s
from typing import Any

from django.db.models import OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_safe
from django_htmx.http import push_url

from accounts.access import Right, person_of, requires, roles_granting
from accounts.models import User
from channels_mgmt.brands.access import access_of, load_brand
from channels_mgmt.brands.choices import Kind
from channels_mgmt.brands.models import Brand, BrandRole
from channels_mgmt.brands.periods import PERIODS, period_label
from channels_mgmt.inbox import filters as inbox_filters
from channels_mgmt.inbox import further_acts
from channels_mgmt.inbox.choices import Language, Priority, Sentiment
from channels_mgmt.inbox.counts import capped, capped_counts, with_counts
from channels_mgmt.inbox.filters import Filters, options
from channels_mgmt.inbox.models import Interaction, SavedView
from channels_mgmt.inbox.rows import rows_of, to_select, with_others
from channels_mgmt.inbox.themes import themes_of
from channels_mgmt.team.models import Channel
from cmhub.lib.htmx import is_fragment, not_modified, render_page
from cmhub.lib.kept import kept
from cmhub.lib.numbers import ids_in
from cmhub.lib.paging import Page, keyset_page
from cmhub.lib.presence import Other, elsewhere
from cmhub.lib.sorting import alphabetical

IN_BAR = 12
"""Saved views that the inbox shows; the others stand on their own page."""

COUNTED_TABS = [name for name in inbox_filters.GROUPS if name != "all"]


@require_safe
@requires(Right.INBOX_VIEW)
def inbox(request: HttpRequest, slug: str) -> HttpResponse:
    """A brand's interactions as the URL filters, searches and sorts them."""
    brand = load_brand(request, slug)
    user = person_of(request)
    filters = filters_of(request.GET, brand, user)
    interactions = Interaction.objects.of(access_of(request))
    field, falling = filters.order
    page = keyset_page(
        inbox_filters.with_texts(filters.apply(interactions)),
        field=field,
        cursor=request.GET.get("cursor", ""),
        descending=falling,
    )
    counts = tab_counts(brand, filters)
    others = elsewhere("interaction", [row.pk for row in page.rows], besides=user.pk)
    seen = version(page, counts, others)
    if unchanged := not_modified(request, seen):
        return unchanged
    rows = rows_of(page.rows)
    with_others(rows, others)
    if access_of(request).may(Right.INBOX_WRITE):
        to_select(rows, picked(request.GET))
    query = filters.query()
    response = render_page(
        request,
        "inbox/list.html",
        {
            "filters": filters,
            "further": [one for one in further_acts.further if access_of(request).may(one.right)],
            "page": page,
            "rows": rows,
            "query": query,
            "views": bar(views_of(brand=brand.pk, person=user.pk), query, user),
            "tabs": tabs(filters, counts),
            "chips": filters.active(),
            "selects": selects(filters),
            "summary": summary(brand, filters, interactions, len(page.rows)),
            "seen": seen,
            "clear_url": f"{reverse('inbox:list', args=[slug])}?state={filters.group}",
        },
        # A poll leaves the form alone: somebody may be typing in it.
        partial="list" if "seen" in request.GET else "inbox",
    )
    if is_fragment(request) and "seen" not in request.GET:
        push_url(response, tidy(request))
    return response


def summary(brand: Brand, filters: Filters, interactions: Any, here: int) -> str:
    """How many are on the page, and of a span of time, as figures lead to it, how many there are in all."""
    told = ngettext("%(count)d interaction on this page", "%(count)d interactions on this page", here)
    if not (here and filters.period):
        return told % {"count": here}
    total = capped_counts(brand, {"all": filters.apply(interactions)})["all"]
    return _("%(here)s, %(total)s in all") % {"here": told % {"count": here}, "total": total}


@require_safe
@requires(Right.INBOX_VIEW)
def themes(request: HttpRequest, slug: str) -> HttpResponse:
    """What the filter by theme offers to somebody who types in it."""
    brand = load_brand(request, slug)
    typed = inbox_filters.words(request.GET.get("theme", ""), inbox_filters.LONGEST_WORDS["theme"])
    return render_page(request, "inbox/themes.html", {"themes": themes_of(brand, typed)})


def reader_of(brand: Brand, user: User) -> Callable[[QueryDict], Filters]:
    """Understands addresses of the brand's inbox, any number of them by one look at what they may name."""
    channels = channels_of(brand=brand.pk)
    people = able_to_hold(brand=brand.pk, at=timezone.now())
    return lambda query: Filters(query, brand=brand, user=user, channels=channels, people=people)


def filters_of(query: QueryDict, brand: Brand, user: User) -> Filters:
    return reader_of(brand, user)(query)


def picked(query: QueryDict) -> set[int] | None:
    """The rows that are to be ticked by their ids, or None for all of the page."""
    asked = query.getlist("pick")
    return None if "all" in asked else set(ids_in(asked))


@kept
def views_of(brand: int, person: int) -> QuerySet[SavedView]:
    """What the person may choose from: the team's after their own, which `bar` tells apart."""
    offered = SavedView.objects.filter(brand=brand).offered_to(person)
    return offered.only("name", "query", "shared", "owner_id").order_by("position", "name", "pk")


def bar(views: list[SavedView], query: str, user: User) -> list[dict[str, Any]]:
    """The views as links, the person's own first."""
    own = sorted(views, key=lambda view: view.owner_id != user.pk)
    return [
        {
            "pk": view.pk,
            "name": view.name,
            "query": view.query,
            "of_team": view.shared,
            "current": view.query == query,
        }
        for view in own[:IN_BAR]
    ]


def tidy(request: HttpRequest) -> str:
    """This page's address without what the form left empty."""
    asked = request.GET.copy()
    for name in [name for name, value in asked.items() if not value]:
        del asked[name]
    return f"{request.path}?{asked.urlencode()}"


@kept
def channels_of(brand: int) -> QuerySet[Channel]:
    return Channel.objects.filter(brand=brand).only("slug", "name", "network", "purpose")


@kept
def able_to_hold(brand: int, at: datetime) -> QuerySet[User]:
    """People who may hold an interaction of the brand by a role on it."""
    roles = BrandRole.objects.current(at).filter(brand=brand, role__in=roles_granting(Right.INBOX_WRITE))
    return User.objects.filter(pk__in=roles.values("user")).order_by(*alphabetical("name")).only("name")


def tab_counts(brand: Brand, filters: Filters) -> dict[str, Any]:
    """How many each tab of an authorised brand holds; nothing under a filter, which the tabs keep and the
    counts would not know.
    """
    if filters.active():
        return {}
    (counted,) = in_tabs(brand=brand.pk)
    return {name: capped(getattr(counted, name)) for name in COUNTED_TABS}


@kept
def in_tabs(brand: int) -> Any:
    here = Interaction.objects.filter(brand=OuterRef("pk"))
    counted = {name: inbox_filters.GROUPS[name](here) for name in COUNTED_TABS}
    return with_counts(Brand.objects.filter(pk=brand), **counted)


def tabs(filters: Filters, counts: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {"name": name, "label": label, "current": filters.group == name, "count": counts.get(name)}
        for name, label in inbox_filters.GROUP_LABELS.items()
    ]


def selects(filters: Filters) -> dict[str, list[dict[str, Any]]]:
    """What each select of the form offers, by its name in the URL."""
    period = filters.period
    periods: list[tuple[str, Any]] = list(PERIODS.items())
    if period and period not in PERIODS:
        periods.append((period, period_label(period)))
    return {
        "kind": options(Kind.choices, filters.kind),
        "sentiment": options(Sentiment.choices, filters.sentiment),
        "channel": options(
            [(slug, str(channel)) for slug, channel in filters.channels.items()], filters.channel
        ),
        "language": options(Language.choices, filters.language),
        "holder": options(
            [
                ("me", pgettext("holder", "me")),
                ("nobody", pgettext("holder", "nobody")),
                *((pk, person.name) for pk, person in filters.people.items()),
            ],
            filters.holder,
        ),
        "period": options(periods, period),
        "priority": options(Priority.choices, filters.priority),
        "source": options([(source, source.label) for source in inbox_filters.SOURCES], filters.source),
        "answer": options(inbox_filters.ANSWER.items(), filters.answer),
        "promise": options(inbox_filters.PROMISED.items(), filters.promise),
        "approval": options(inbox_filters.APPROVALS.items(), filters.approval),
        "escalated": options(inbox_filters.ESCALATED.items(), filters.escalated),
        "sort": options([(name, inbox_filters.SORT_LABELS[name]) for name in filters.sorts()], filters.sort),
    }


def version(page: Page[Interaction], counts: dict[str, Any], others: dict[int, list[Other]]) -> str:
    """Changes with whatever the list shows."""
    shown = [(row.pk, row.state, row.kind, row.holder_id, row.last_at, row.priority) for row in page.rows]
    told = repr((shown, others, [(name, str(count)) for name, count in counts.items()]))
    return blake2s(told.encode(), digest_size=8).hexdigest()
