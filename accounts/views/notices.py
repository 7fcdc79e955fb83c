"""What one is told: the list, the bell, and what is marked as read."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.access import person_of, signed_in
from accounts.choices import Topic
from accounts.models import Notice
from accounts.services.notices import read, unread_again
from cmhub.lib.htmx import not_modified, redirect_to, render_page
from cmhub.lib.paging import keyset_page, with_query


@require_safe
@signed_in
def notices(request: HttpRequest) -> HttpResponse:
    """One's own, the newest first, a page at a time."""
    topic, only_unread = request.GET.get("topic", ""), bool(request.GET.get("unread"))
    own = Notice.objects.visible_to(person_of(request))
    if topic in Topic.values:
        own = own.filter(topic=topic)
    if only_unread:
        own = own.unread()
    page = keyset_page(own, field="at", cursor=request.GET.get("cursor", ""))
    context = {
        "rows": page.rows,
        "topics": Topic.choices,
        "topic": topic,
        "only_unread": only_unread,
        "is_filtered": bool(topic or only_unread),
        "next_url": with_query(request.GET, cursor=page.next) if page.next else "",
        "previous_url": with_query(request.GET, cursor=page.previous) if page.previous else "",
    }
    return render_page(request, "notifications/list.html", context, partial="list")


@require_safe
@signed_in
def count(request: HttpRequest) -> HttpResponse:
    """The bell, asked for while a page stands: nothing where nothing has come in."""
    number = person_of(request).unread_notices
    if unchanged := not_modified(request, number):
        return unchanged
    return render_page(request, "components/bell.html", {"bell_count": number})


@signed_in
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Leads to what it is about, and takes it as read; what leads nowhere stays in the list."""
    own = get_object_or_404(Notice.objects.visible_to(person_of(request)), pk=pk)
    read(user=person_of(request), notices=[own.pk])
    return redirect_to(request, own.path or reverse("notifications:list"))


@require_POST
@signed_in
def notice_read(request: HttpRequest, pk: int) -> HttpResponse:
    """Marks one as read, or as unread again."""
    user = person_of(request)
    own = get_object_or_404(Notice.objects.visible_to(user), pk=pk)
    if own.read_at:
        unread_again(user=user, notices=[own.pk])
    else:
        read(user=user, notices=[own.pk])
    return redirect_to(request, _back(request))


@require_POST
@signed_in
def all_read(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    number = read(user=person_of(request), at=now)
    said = ngettext("%(count)d marked as read.", "%(count)d marked as read.", number) % {"count": number}
    undo = f"{reverse('notifications:unread')}?{urlencode({'at': now.isoformat()})}"
    messages.success(request, said, extra_tags=f"undo={undo}" if number else "")
    return redirect_to(request, _back(request))


@require_POST
@signed_in
def all_unread(request: HttpRequest) -> HttpResponse:
    """Takes back what was marked together."""
    unread_again(user=person_of(request), read_at=_instant(request.GET.get("at", "")))
    messages.success(request, _("Unread again."))
    return redirect_to(request, "notifications:list")


def _instant(text: str) -> datetime:
    try:
        at = parse_datetime(text)
    except ValueError:
        at = None
    if at is None or timezone.is_naive(at):
        raise Http404
    return at


def _back(request: HttpRequest) -> str:
    """The list as it was filtered."""
    kept = {name: request.GET[name] for name in ("topic", "unread", "cursor") if request.GET.get(name)}
    return reverse("notifications:list") + (f"?{urlencode(kept)}" if kept else "")
