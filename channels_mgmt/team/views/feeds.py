"""Addresses at which calendars read shifts, and what they read there."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404
from django.utils.http import http_date, quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import Right, person_of, public, requires, signed_in
from accounts.models import User
from channels_mgmt.brands.access import load_brand
from channels_mgmt.brands.models import Brand
from channels_mgmt.team.models import CalendarFeed
from channels_mgmt.team.services.feeds import make_feed, read_feed, revoke_feed
from cmhub.lib.htmx import redirect_to, render_page
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
        response["Content-Disposition"] = 'inline; filename="rota.ics"'
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
        brand = _brand_asked(request, user)
        try:
            _feed, shown = make_feed(user=user, by=user, brand=brand)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
    live = CalendarFeed.objects.live().filter(user=user).select_related("brand")
    feeds = {feed.brand_id: feed for feed in live}
    brands = Brand.objects.granting(user, Right.TEAM_VIEW).filter(archived_at=None)
    asked = request.POST.get("brand") or request.GET.get("brand", "")
    context = {
        "shown": shown,
        "shown_in_calendar": f"webcal://{shown.partition('://')[2]}",
        "own": feeds.get(None),
        "rows": [{"brand": brand, "feed": feeds.get(brand.pk)} for brand in brands],
        "asked": asked,
    }
    return render_page(request, "team/rota/calendars.html", context)


def _brand_asked(request: HttpRequest, user: User) -> Brand | None:
    slug = request.POST.get("brand", "")
    if not slug:
        return None
    if NUL in slug:
        raise Http404
    return get_object_or_404(Brand.objects.granting(user, Right.TEAM_VIEW), slug=slug)


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
    """Who reads the brand's rota in a calendar, and since when none has asked."""
    brand = load_brand(request, slug)
    feeds = CalendarFeed.objects.visible_to(person_of(request)).live().filter(brand=brand)
    context = {"feeds": feeds.select_related("user").order_by("user__name")}
    return render_page(request, "team/rota/brand_calendars.html", context)
