"""Addresses at which calendars read shifts and the like, and what they read there."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404
from django.utils.http import http_date, quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import Right, person_of, public, requires, signed_in
from accounts.models import User
from channels_mgmt.brands.access import load_brand
from channels_mgmt.brands.models import Brand
from channels_mgmt.team.feed_kinds import FeedKind, kinds
from channels_mgmt.team.models import CalendarFeed
from channels_mgmt.team.models.feeds import SHIFTS
from channels_mgmt.team.services.feeds import make_feed, read_feed, revoke_feed
from cmhub.lib.htmx import redirect_to, render_page
from cmhub.lib.refusals import refusals_told
from cmhub.lib.text import NUL

CALENDAR = "text/calendar; charset=utf-8"


@public
@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """An address that is guessed, revoked or its person's no more is found as little as any other."""
    read = read_feed(token=token)
    if read is None:
        raise Http404
    mark = quote_etag(read.mark)
    response: HttpResponse
    if mark in request.headers.get("If-None-Match", ""):
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(read.body, content_type=CALENDAR)
        response["Content-Disposition"] = f'inline; filename="{read.file}"'
        if read.changed_at:
            response["Last-Modified"] = http_date(read.changed_at.timestamp())
    response["ETag"] = mark
    response["Cache-Control"] = "private, no-cache"
    return response


@signed_in
def calendars(request: HttpRequest) -> HttpResponse:
    """One's own addresses; a new one is shown once, in answer to the form that makes it."""
    user = person_of(request)
    shown = ""
    if request.method == "POST":
        kind = kind_asked(request)
        with refusals_told(request):
            _feed, shown = make_feed(
                user=user, by=user, brand=_brand_asked(request, user, kind), kind=kind.code
            )
    live = CalendarFeed.objects.live().filter(user=user).select_related("brand")
    feeds = {(feed.kind, feed.brand_id): feed for feed in live}
    context = {
        "shown": shown,
        "shown_in_calendar": f"webcal://{shown.partition('://')[2]}",
        "rows": [row for kind in kinds.values() for row in rows_of(kind, user, feeds)],
        "asked": request.POST.get("brand") or request.GET.get("brand", ""),
    }
    return render_page(request, "team/rota/calendars.html", context)


def kind_asked(request: HttpRequest) -> FeedKind:
    return kinds.get(request.POST.get("kind", ""), kinds[SHIFTS])


def rows_of(
    kind: FeedKind, user: User, feeds: Mapping[tuple[str, int | None], CalendarFeed]
) -> Iterator[dict[str, Any]]:
    """What a person may have an address for, of one kind."""
    brands = Brand.objects.granting(user, kind.right).filter(archived_at=None)
    own: list[Brand | None] = [None] if kind.of_person else []
    for brand in [*own, *brands]:
        feed = feeds.get((kind.code, brand.pk if brand else None))
        slug = brand.slug if brand else ""
        yield {"title": kind.offer(brand), "kind": kind.code, "slug": slug, "feed": feed}


def _brand_asked(request: HttpRequest, user: User, kind: FeedKind) -> Brand | None:
    slug = request.POST.get("brand", "")
    if not slug:
        return None
    if NUL in slug:
        raise Http404
    return get_object_or_404(Brand.objects.granting(user, kind.right), slug=slug)


@signed_in
@require_POST
def calendar_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """The person's own address, or one of a brand whose rota they write."""
    user = person_of(request)
    feed = get_object_or_404(CalendarFeed.objects.visible_to(user).live(), pk=pk)
    revoke_feed(feed=feed, by=user)
    messages.success(request, _("The address no longer works."))
    if feed.user_id != user.pk and feed.brand:
        return redirect_to(request, "team:brand_calendars", feed.brand.slug)
    return redirect_to(request, "team:calendars")


@requires(Right.ROTA_MANAGE)
def brand_calendars(request: HttpRequest, slug: str) -> HttpResponse:
    """Who reads the brand's rota, or another of its calendars, elsewhere, and since when none has asked."""
    brand = load_brand(request, slug)
    feeds = CalendarFeed.objects.visible_to(person_of(request)).live().filter(brand=brand)
    rows = [
        {"feed": feed, "title": kinds[feed.kind].title(brand)}
        for feed in feeds.select_related("user").order_by("user__name", "kind")
        if feed.kind in kinds
    ]
    context = {"rows": rows}
    return render_page(request, "team/rota/brand_calendars.html", context)
