"""Campaigns: what groups posts, what it is for, what it brought."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.db.models import Count, Max, Min, Q
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.access import Right, person_of, requires
from channels_mgmt.brands.access import access_of, load_brand
from channels_mgmt.brands.models import Brand
from channels_mgmt.publishing.access import load_campaign
from channels_mgmt.publishing.choices import PostState
from channels_mgmt.publishing.forms.campaigns import CampaignForm, CostForm, PostsForm, ResultForm
from channels_mgmt.publishing.models import Campaign, CampaignCost, Post
from channels_mgmt.publishing.models.campaign import CampaignQuerySet
from channels_mgmt.publishing.services import campaigns as services
from cmhub.lib.htmx import get_or_post, redirect_to, render_page
from cmhub.lib.meanwhile import differences
from cmhub.lib.refusals import refusals_in
from cmhub.lib.text import fold
from cmhub.lib.weeks import first_instant

SHOWN = 200
POSTS_OFFERED = 30

GROUPS: dict[str, tuple[Any, Callable[[CampaignQuerySet, Any], CampaignQuerySet]]] = {
    "running": (pgettext_lazy("campaigns", "Running"), lambda found, day: found.running(day)),
    "to_come": (pgettext_lazy("campaigns", "To come"), lambda found, day: found.to_come(day)),
    "over": (pgettext_lazy("campaigns", "Over"), lambda found, day: found.over(day)),
    "all": (pgettext_lazy("campaigns", "All"), lambda found, _day: found),
}


@require_safe
@requires(Right.PUBLISHING_VIEW)
def campaigns(request: HttpRequest, slug: str) -> HttpResponse:
    brand = load_brand(request, slug)
    asked = request.GET.get("state", "")
    group = asked if asked in GROUPS else "running"
    found = GROUPS[group][1](Campaign.objects.visible_to(person_of(request)), today_of(brand))
    published = Q(posts__state=PostState.PUBLISHED)
    context = {
        "campaigns": found.filter(brand=brand).annotate(
            published=Count("posts", filter=published),
            planned=Count("posts", filter=~Q(posts__state__in=[PostState.PUBLISHED, PostState.DROPPED])),
            first=Min("posts__published_at"),
            last=Max("posts__published_at"),
        )[:SHOWN],
        "tabs": [
            {"label": label, "url": f"?state={name}", "current": name == group}
            for name, (label, _narrow) in GROUPS.items()
        ],
        "group": group,
    }
    return render_page(request, "publishing/campaigns/list.html", context)


@require_safe
@requires(Right.PUBLISHING_VIEW)
def campaign(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    return page_of(request, load_campaign(request, slug, pk))


def page_of(request: HttpRequest, shown: Campaign, *, status: int = 200, **forms: Form) -> HttpResponse:
    """The campaign's page, with the forms that were refused."""
    access, user, today = access_of(request), person_of(request), today_of(shown.brand)
    context: dict[str, Any] = {
        "campaign": shown,
        "state": state_of(shown, today),
        "posts": Post.objects.visible_to(user)
        .filter(campaign=shown)
        .select_related("channel")
        .order_by("-published_at", "-planned_at", "-pk")[:SHOWN],
        "channels": shown.channels.all(),
        "today": today,
    }
    if access.may(Right.PUBLISHING_WRITE):
        context |= {
            "offered": offered(shown, request.GET.get("q", "")),
            "search": request.GET.get("q", ""),
            "result_form": ResultForm(initial={"day": today, "metric": shown.metric}),
        }
    if access.may(Right.MEANS_MANAGE):
        known = services.cost_of(shown)
        said = {"amount": known.amount, "currency": known.currency} if known else {}
        context |= {
            "cost_form": CostForm(initial=said),
            "costs": CampaignCost.objects.visible_to(user)
            .filter(campaign=shown)
            .select_related("set_by")
            .order_by("-pk")[:20],
        }
    return render_page(request, "publishing/campaigns/page.html", context | forms, status=status)


def state_of(shown: Campaign, today: Any) -> str:
    if shown.ended_at is not None or (shown.ends_on and shown.ends_on < today):
        return "ended"
    return "planned" if shown.starts_on and shown.starts_on > today else "running"


def offered(shown: Campaign, search: str) -> list[Post]:
    """The latest posts of the brand that are in no campaign, those of the campaign's channels and days where
    it has any.
    """
    found = Post.objects.filter(brand=shown.brand_id, campaign=None).exclude(state=PostState.DROPPED)
    if words := " ".join(search.replace("\x00", " ").split())[:200]:
        found = found.filter(
            Q(text__unaccent__icontains=fold(words)) | Q(title__unaccent__icontains=fold(words))
        )
    else:
        if shown.starts_on:
            begins = first_instant(shown.starts_on, ZoneInfo(shown.brand.time_zone))
            found = found.filter(Q(published_at__gte=begins) | Q(published_at=None))
        if channels := [one.pk for one in shown.channels.all()]:
            found = found.filter(channel__in=channels)
    return list(found.select_related("channel").order_by("-made_at", "-pk")[:POSTS_OFFERED])


@get_or_post
@requires(Right.PUBLISHING_WRITE)
def campaign_new(request: HttpRequest, slug: str) -> HttpResponse:
    brand = load_brand(request, slug)
    form = CampaignForm(request.POST or None, brand=brand)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            made = services.make_campaign(
                brand=brand, values=form.values, key=form.cleaned_data["key"], by=person_of(request)
            )
            messages.success(request, _("The campaign is there: put posts into it."))
            return redirect_to(request, "publishing:campaign", slug, made.pk)
    return edit_page(request, form, None)


@get_or_post
@requires(Right.PUBLISHING_WRITE)
def campaign_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    shown = load_campaign(request, slug, pk)
    form = CampaignForm(request.POST or None, brand=shown.brand, instance=shown)
    theirs: list[Any] = []
    if request.method == "POST" and form.is_valid():
        with refusals_in(form) as meanwhile:
            services.change_campaign(
                campaign=shown,
                values=form.values,
                edition=form.cleaned_data["edition"],
                by=person_of(request),
            )
            messages.success(request, _("Saved."))
            return redirect_to(request, "publishing:campaign", slug, pk)
        if meanwhile.row:
            theirs = differences(form, CampaignForm(brand=shown.brand, instance=meanwhile.row))
    return edit_page(request, form, shown, theirs)


def edit_page(
    request: HttpRequest, form: CampaignForm, shown: Campaign | None, theirs: list[Any] | None = None
) -> HttpResponse:
    context = {"form": form, "campaign": shown, "theirs": theirs}
    status = 409 if theirs else 422 if form.errors else 200
    return render_page(request, "publishing/campaigns/edit.html", context, status=status)


@require_POST
@requires(Right.PUBLISHING_WRITE)
def campaign_end(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ends it; with `ended=0` takes that back."""
    shown = load_campaign(request, slug, pk)
    ended = request.POST.get("ended", "1") != "0"
    services.end_campaign(campaign=shown, ended=ended, by=person_of(request))
    told = _("The campaign is over. Its figures still come in.") if ended else _("The campaign runs again.")
    messages.success(request, told)
    return redirect_to(request, "publishing:campaign", slug, pk)


@require_POST
@requires(Right.PUBLISHING_WRITE)
def campaign_posts(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Puts posts into it."""
    shown = load_campaign(request, slug, pk)
    form = PostsForm(request.POST, brand=shown.brand)
    if not form.is_valid():
        messages.error(request, _("Choose the posts."))
        return redirect_to(request, "publishing:campaign", slug, pk)
    posts = [post.pk for post in form.cleaned_data["posts"]]
    count = services.put_posts(campaign=shown, posts=posts, by=person_of(request))
    told = ngettext("%(n)s post is in the campaign now.", "%(n)s posts are in the campaign now.", count) % {
        "n": count
    }
    messages.success(request, told)
    return redirect_to(request, "publishing:campaign", slug, pk)


@require_POST
@requires(Right.PUBLISHING_WRITE)
def campaign_take(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Takes a post out of it."""
    shown = load_campaign(request, slug, pk)
    form = PostsForm(request.POST, brand=shown.brand)
    if form.is_valid():
        for post in form.cleaned_data["posts"]:
            services.take_post(campaign=shown, post=post.pk, by=person_of(request))
        messages.success(request, _("The post is in the campaign no more."))
    return redirect_to(request, "publishing:campaign", slug, pk)


@require_POST
@requires(Right.PUBLISHING_WRITE)
def campaign_result(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """What it has brought, counted by hand."""
    shown = load_campaign(request, slug, pk)
    form = ResultForm(request.POST)
    if form.is_valid():
        with refusals_in(form):
            services.enter_result(campaign=shown, by=person_of(request), **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect_to(request, "publishing:campaign", slug, pk)
    return page_of(request, shown, status=422, result_form=form)


@require_POST
@requires(Right.MEANS_MANAGE)
def campaign_cost(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    shown = load_campaign(request, slug, pk)
    form = CostForm(request.POST)
    if form.is_valid():
        with refusals_in(form):
            services.set_cost(campaign=shown, by=person_of(request), **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect_to(request, "publishing:campaign", slug, pk)
    return page_of(request, shown, status=422, cost_form=form)


def today_of(brand: Brand) -> Any:
    return timezone.localdate(timezone=ZoneInfo(brand.time_zone))
