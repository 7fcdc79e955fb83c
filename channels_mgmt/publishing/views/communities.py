"""Communities of the sector: the list, one of them, and the visits there."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import Right, person_of, requires
from channels_mgmt.brands.access import access_of, load_brand
from channels_mgmt.brands.models import Brand
from channels_mgmt.publishing import relation_access as access
from channels_mgmt.publishing.forms.communities import CommunityForm, VisitForm
from channels_mgmt.publishing.models import Community
from channels_mgmt.publishing.panels import panels_beside_communities
from channels_mgmt.publishing.relation_filters import CommunityFilters
from channels_mgmt.publishing.services import communities as services
from channels_mgmt.publishing.views.relations import ORDER, list_context
from cmhub.lib.htmx import get_or_post, redirect_to, render_page
from cmhub.lib.meanwhile import differences
from cmhub.lib.refusals import refusals_in, refusals_told

VISITS_SHOWN = 50


@require_safe
@requires(Right.PUBLISHING_VIEW)
def communities(request: HttpRequest, slug: str) -> HttpResponse:
    """Where the sector's public talks, as the URL filters it; those to visit are marked."""
    brand, now = load_brand(request, slug), timezone.now()
    visible = Community.objects.visible_to(person_of(request)).filter(brand=brand).annotate(sort=ORDER)
    context = list_context(
        request, CommunityFilters(request.GET, now=now), visible, field="sort", descending=False
    )
    for row in context["page"].rows:
        row.stale = row.is_stale(now)
    context |= {
        "url": reverse("publishing:communities", args=[slug]),
        "key": uuid4(),
    }
    return render_page(request, "publishing/communities/list.html", context, partial="list")


@require_safe
@requires(Right.PUBLISHING_VIEW)
def own(request: HttpRequest, slug: str) -> HttpResponse:
    """The life of the brand's own community: a page, and the part of the list's that is drawn once seen."""
    brand = load_brand(request, slug)
    context = {"panels": panels_beside_communities(brand, timezone.now())}
    return render_page(request, "publishing/communities/own.html", context, partial="panels")


@get_or_post
@requires(Right.PUBLISHING_WRITE)
def new(request: HttpRequest, slug: str) -> HttpResponse:
    return edit_page(request, load_brand(request, slug), None)


@get_or_post
@requires(Right.PUBLISHING_WRITE)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    held = access.load_community(request, pk)
    return edit_page(request, held.brand, held)


def edit_page(request: HttpRequest, brand: Brand, held: Community | None) -> HttpResponse:
    form = CommunityForm(request.POST or None, instance=held)
    theirs: list[Any] = []
    if request.method == "POST" and form.is_valid():
        with refusals_in(form) as meanwhile:
            saved = services.save_community(
                brand=brand,
                by=person_of(request),
                community=held,
                key=form.cleaned_data.get("key"),
                edition=form.cleaned_data.get("edition"),
                values=form.values,
            )
            messages.success(request, _("Saved."))
            return redirect_to(request, "publishing:community", saved.pk)
        if meanwhile.row:
            theirs = differences(form, CommunityForm(instance=meanwhile.row))
    context = {"form": form, "row": held, "what": "community", "theirs": theirs}
    status = 409 if theirs else 422 if form.errors else 200
    return render_page(request, "publishing/relations/edit.html", context, status=status)


@require_safe
@requires(Right.PUBLISHING_VIEW)
def community(request: HttpRequest, pk: int) -> HttpResponse:
    return page_of(request, access.load_community(request, pk))


def page_of(request: HttpRequest, shown: Community, *, status: int = 200, **forms: Any) -> HttpResponse:
    """The community's page; `forms` replaces the empty ones by those that were sent and refused."""
    writes = access_of(request).may(Right.PUBLISHING_WRITE)
    visits = list(shown.visits.select_related("by")[: VISITS_SHOWN + 1])
    context: dict[str, Any] = {
        "community": shown,
        "stale": shown.is_stale(timezone.now()),
        "visits": visits[:VISITS_SHOWN],
        "more": len(visits) > VISITS_SHOWN,
        "me": person_of(request).pk,
        "key": uuid4(),
        "visit_form": VisitForm() if writes else None,
    }
    return render_page(request, "publishing/communities/page.html", context | forms, status=status)


@require_POST
@requires(Right.PUBLISHING_WRITE)
def visit(request: HttpRequest, pk: int) -> HttpResponse:
    """One tap: I was there; or with what was seen."""
    held = access.load_community(request, pk)
    form = VisitForm(request.POST)
    if not form.is_valid():
        return page_of(request, held, status=422, visit_form=form)
    made = services.visit(community=held, by=person_of(request), **form.cleaned_data)
    messages.success(
        request,
        _("You were there: written down."),
        extra_tags=f"undo={reverse('publishing:visit_take_back', args=[made.pk])}",
    )
    if request.POST.get("to") == "list":
        return redirect_to(request, "publishing:communities", held.brand.slug)
    return redirect_to(request, "publishing:community", held.pk)


@require_POST
@requires(Right.PUBLISHING_WRITE)
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    made = access.load_visit(request, pk)
    with refusals_told(request):
        services.take_back_visit(visit=made, by=person_of(request))
        messages.success(request, _("The visit is taken back."))
    return redirect_to(request, "publishing:community", made.community_id)


@require_POST
@requires(Right.PUBLISHING_WRITE)
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    held = access.load_community(request, pk)
    left = request.POST.get("left") == "1"
    services.leave(community=held, left=left, by=person_of(request))
    messages.success(request, _("Followed no more.") if left else _("Followed again."))
    return redirect_to(request, "publishing:community", held.pk)
