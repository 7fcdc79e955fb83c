"""The brand's posts as a list, and what becomes of an idea."""

from datetime import timedelta

from django.contrib import messages
from django.db.models import DateTimeField, F
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from accounts.access import Right, person_of, requires
from channels_mgmt.brands.access import load_brand
from channels_mgmt.brands.choices import Network
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.periods import PERIODS, period, period_label
from channels_mgmt.publishing.access import load_idea
from channels_mgmt.publishing.calendar.filters import PLANNED, Choices, Filters, of_brand
from channels_mgmt.publishing.calendar.page import CAMPAIGNS_OFFERED
from channels_mgmt.publishing.choices import IdeaState, PostState
from channels_mgmt.publishing.holds import holds_on
from channels_mgmt.publishing.models import Post, PostQuerySet
from channels_mgmt.publishing.services.ideas import end_idea
from cmhub.lib.htmx import redirect_to, render_page
from cmhub.lib.paging import keyset_page, with_query

TEN_YEARS = timedelta(days=3650)
"""Later than anything is planned."""
ME = "me"
TO_COME = (PLANNED, PostState.DRAFT, PostState.PROOFREAD, PostState.SCHEDULED)


def states() -> Choices:
    return [(PLANNED, _("to come")), *((str(value), label) for value, label in PostState.choices)]


def periods(asked: str, brand: Brand) -> Choices:
    """The usual ones, and the one that is asked for where it is another: a week, or a day."""
    usual = list(PERIODS.items())
    return [*usual, (asked, period_label(asked))] if asked not in PERIODS and period(asked, brand) else usual


@require_safe
@requires(Right.PUBLISHING_VIEW)
def posts(request: HttpRequest, slug: str) -> HttpResponse:
    """What the brand published, the latest first; what is to come and what was dropped by `?state=`."""
    brand = load_brand(request, slug)
    channels, campaigns = brand.channels.all(), brand.campaigns.all()[:CAMPAIGNS_OFFERED]
    offered = of_brand(channels, campaigns, states())
    asked = request.GET.get("period", "")
    offered |= {"network": Network.choices, "by": [(ME, _("mine"))], "period": periods(asked, brand)}
    filters = Filters(request.GET, offered)
    seen = (
        Post.objects.visible_to(person_of(request)).filter(brand=brand).select_related("channel", "campaign")
    )
    found, field = ordered(filters, seen)
    if filters.value("by") == ME:
        found = found.filter(author=person_of(request))
    if span := period(filters.value("period"), brand):
        found = found.filter(published_at__gte=span[0], published_at__lt=span[1])
    page = keyset_page(
        found, field=field, cursor=request.GET.get("cursor", ""), descending=field != "planned_for"
    )
    context = {
        "page": page,
        "filters": filters,
        "chips": filters.chips(),
        "clear_url": filters.clear_url(),
        "previous_url": with_query(request.GET, cursor=page.previous) if page.previous else "",
        "next_url": with_query(request.GET, cursor=page.next) if page.next else "",
        "holds": holds_on(brand, timezone.now()),
        "tabs": tabs(request, filters),
    }
    return render_page(request, "publishing/list.html", context, partial="posts")


def ordered(filters: Filters, seen: PostQuerySet) -> tuple[PostQuerySet, str]:
    """The posts, and the field by which they stand: the nearest to come first, what is done the latest."""
    if filters.value("state") in TO_COME:
        # What has no day yet comes after everything that has one.
        planned = Coalesce(F("planned_at"), F("made_at") + TEN_YEARS, output_field=DateTimeField())
        return filters.apply(seen).annotate(planned_for=planned), "planned_for"
    if filters.value("state") == PostState.DROPPED:
        return filters.apply(seen), "made_at"
    return filters.apply(seen).published(), "published_at"


def tabs(request: HttpRequest, filters: Filters) -> list[dict[str, object]]:
    shown = {
        "": pgettext("posts", "Published"),
        PLANNED: pgettext("posts", "To come"),
        str(PostState.DROPPED): pgettext("posts", "Dropped"),
    }
    here = PLANNED if filters.value("state") in TO_COME else filters.value("state")
    here = "" if here == PostState.PUBLISHED else here
    return [
        {
            "label": label,
            "url": with_query(request.GET, state=state, cursor="") or "?",
            "current": here == state,
        }
        for state, label in shown.items()
    ]


@require_POST
@requires(Right.IDEAS_KEEP)
def idea(request: HttpRequest, pk: int) -> HttpResponse:
    """Says that an idea is used, drops it, or takes that back."""
    shown = load_idea(request, pk)
    asked = request.POST.get("state", IdeaState.OPEN)
    state = asked if asked in IdeaState.values else IdeaState.OPEN
    end_idea(idea=shown, state=state, by=person_of(request))
    told = {
        IdeaState.OPEN: _("The idea is there again."),
        IdeaState.USED: _("The idea is used."),
        IdeaState.DROPPED: _("The idea is dropped."),
    }
    undo = "" if state == IdeaState.OPEN else f"undo={reverse('publishing:idea', args=[pk])}"
    messages.success(request, told[IdeaState(state)], extra_tags=undo)
    return redirect_to(request, "publishing:list", shown.brand.slug)
