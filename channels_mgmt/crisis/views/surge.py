"""Rushes that the product raised: the list, one with its evidence, and the tap that says that it is none."""

from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import Right, person_of, requires
from channels_mgmt.brands.access import Access, access_of, brand_of_id, load_brand, load_brand_of
from channels_mgmt.crisis.choices import SurgeState, SurgeStream
from channels_mgmt.crisis.forms.surges import DismissForm
from channels_mgmt.crisis.marking import marked
from channels_mgmt.crisis.models import Surge
from channels_mgmt.crisis.services import surges as verbs
from channels_mgmt.inbox.models import Message
from cmhub.lib.htmx import get_or_post, not_modified, redirect_to, render_page
from cmhub.lib.moments import moment_words, time_words
from cmhub.lib.paging import keyset_page
from cmhub.lib.refusals import refusals_in


def load_surge(request: HttpRequest, pk: int) -> Surge:
    """The surge, if the person may do with its brand what the view declares."""
    surge = Surge.objects.select_related("decided_by").filter(pk=pk).first()
    if surge is None:
        # The statement that one of a foreign brand takes: its absence answers no sooner.
        brand_of_id(brand=0, person=person_of(request).pk, at=timezone.now())
        raise Http404
    load_brand_of(request, surge, shown_to=Right.CRISIS_VIEW)
    return surge


@require_safe
@requires(Right.CRISIS_VIEW)
def surges(request: HttpRequest, slug: str) -> HttpResponse:
    """The brand's rushes, the newest first: which are a crisis, which are none and why."""
    load_brand(request, slug)
    found = Surge.objects.of(access_of(request)).select_related("decided_by")
    page = keyset_page(found, field="detected_at", cursor=request.GET.get("cursor", ""))
    return render_page(request, "crisis/surges/list.html", {"page": page})


@require_safe
@requires(Right.CRISIS_VIEW)
def surge(request: HttpRequest, pk: int) -> HttpResponse:
    """One rush with its evidence, which follows it while it lasts."""
    shown = load_surge(request, pk)
    seen = f"{shown.pk}-{shown.state}-{shown.until_at.timestamp()}-{shown.evidence.get('drawn_at', 0)}"
    if unchanged := not_modified(request, seen):
        return unchanged
    context = {"surge": shown, "seen": seen, **ways_from(shown), **evidence_of(shown, access_of(request))}
    return render_page(request, "crisis/surges/detail.html", context, partial="evidence")


@get_or_post
@requires(Right.CRISIS_OPEN)
def dismiss(request: HttpRequest, pk: int) -> HttpResponse:
    """Says, with the reason, that a rush is no crisis."""
    shown = load_surge(request, pk)
    form = DismissForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            verbs.dismiss(surge=shown, by=person_of(request), **form.cleaned_data)
            messages.success(
                request, _("It is recorded that this is no crisis. The same rush will not come back.")
            )
            return redirect_to(request, "crisis:surge", shown.pk)
    context = {"surge": shown, "form": form}
    status = 422 if form.is_bound else 200
    return render_page(request, "crisis/surges/dismiss.html", context, partial="form", status=status)


def ways_from(shown: Surge) -> dict[str, Any]:
    """Where one goes from here: to the list, to opening a crisis, or to the one that was opened."""
    crisis = shown.crises.order_by("pk").first() if shown.state == SurgeState.CRISIS else None
    slug = shown.brand.slug
    return {
        "crumbs": [{"label": _("Surges"), "url": reverse("crisis:surges", args=[slug])}],
        "opening_url": f"{reverse('crisis:open', args=[slug])}?surge={shown.pk}",
        "crisis_url": reverse("crisis:detail", args=[crisis.pk]) if crisis else "",
    }


def evidence_of(shown: Surge, access: Access) -> dict[str, Any]:
    """What the page shows of the evidence, with the words of the public as they stand now."""
    told = shown.evidence
    quoted: list[int] = told.get("quoted", [])
    first = told.get("first")
    found = {one.pk: one for one in messages_of(shown, [*quoted, *([first] if first else [])])}
    names = {channel.pk: str(channel) for channel in shown.brand.channels.all()}
    return {
        "chart": chart_of(shown, access),
        "first": found.get(first),
        "quoted": [found[pk] for pk in quoted if pk in found and pk != first],
        "channels": [(names[pk], number) for pk, number in told.get("channels", []) if pk in names],
        "themes": told.get("themes", []),
        "words": told.get("words", []),
        "rushed": shown.stream == SurgeStream.COMPLAINTS,
    }


def messages_of(shown: Surge, numbers: list[int]) -> QuerySet[Message]:
    found = Message.objects.filter(pk__in=numbers, brand=shown.brand_id)
    return found.select_related("channel", "interaction")


def chart_of(shown: Surge, access: Access) -> dict[str, Any] | None:
    """People by the half hour, with what was to be expected as the pale twin, and what happened meanwhile."""
    steps = shown.evidence.get("curve") or []
    if not steps:
        return None
    zone = ZoneInfo(shown.brand.time_zone)
    is_complaints = shown.stream == SurgeStream.COMPLAINTS
    title = _("People who complain, by the half hour") if is_complaints else _("People, by the half hour")
    summary = _("Since %(since)s, against what the hour and the day lead to expect.") % {
        "since": moment_words(shown.from_at, zone)
    }
    at = [verbs.instant(one).astimezone(zone) for one, _people, _usual in steps]
    chart = {
        "id": f"surge-{shown.pk}",
        "kind": "bar",
        "title": title,
        "summary": summary,
        "labels": [time_words(one) for one in at],
        "values": [people for _at, people, _usual in steps],
        "before": [usual for _at, _people, usual in steps],
        "values_label": _("observed"),
        "before_label": _("expected"),
    }
    return marked(access, chart, [one.date() for one in at])
