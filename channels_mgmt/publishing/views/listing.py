from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import Right, person_of, requires
from channels_mgmt.brands.access import authorise, load_brand
from channels_mgmt.publishing.choices import IdeaState
from channels_mgmt.publishing.holds import holds_on
from channels_mgmt.publishing.models import Idea, Post
from channels_mgmt.publishing.services.ideas import end_idea
from channels_mgmt.strategy.choices import Category
from cmhub.lib.htmx import redirect_to, render_page
from cmhub.lib.paging import keyset_page

IDEAS_SHOWN = 50


@requires(Right.PUBLISHING_VIEW)
def posts(request: HttpRequest, slug: str) -> HttpResponse:
    """What the brand published, the latest first, by channel and category."""
    brand = load_brand(request, slug)
    found = (
        Post.objects.visible_to(person_of(request)).published().filter(brand=brand).select_related("channel")
    )
    channel, category = request.GET.get("channel", ""), request.GET.get("category", "")
    channels = {one.slug: one for one in brand.channels.all()}
    if channel in channels:
        found = found.filter(channel=channels[channel])
    if category in Category.values:
        found = found.filter(category=category)
    page = keyset_page(found, field="published_at", cursor=request.GET.get("cursor", ""))
    context = {
        "page": page,
        "holds": holds_on(brand, timezone.now()),
        "channels": channels.values(),
        "categories": Category.choices,
        "channel": channel,
        "category": category,
        "ideas": Idea.objects.visible_to(person_of(request))
        .open()
        .filter(brand=brand)
        .select_related("made_by")
        .order_by("-made_at")[:IDEAS_SHOWN],
    }
    return render_page(request, "publishing/list.html", context, partial="posts")


@require_POST
@requires(Right.IDEAS_KEEP)
def idea(request: HttpRequest, pk: int) -> HttpResponse:
    """Says that an idea is used, drops it, or takes that back."""
    shown = Idea.objects.visible_to(person_of(request)).select_related("brand__agency").filter(pk=pk).first()
    if shown is None:
        raise Http404
    authorise(request, shown.brand)
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
