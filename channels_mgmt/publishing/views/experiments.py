"""Tests: a hypothesis, two variants, what is done with them. What they show comes by URL, from figures."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.access import Right, person_of, requires
from channels_mgmt.brands.access import access_of, load_brand
from channels_mgmt.publishing.access import load_experiment
from channels_mgmt.publishing.choices import EXPERIMENT_PASSAGES, ExperimentState, PostState
from channels_mgmt.publishing.forms.experiments import CountsForm, ExperimentForm, PlaceForm
from channels_mgmt.publishing.models import Experiment, Post
from channels_mgmt.publishing.services import experiments as services
from channels_mgmt.publishing.wording import recorded_words, sample_words
from cmhub.lib.htmx import get_or_post, redirect_to, render_page
from cmhub.lib.meanwhile import differences
from cmhub.lib.refusals import refusals_in, refusals_told

SHOWN = 200
POSTS_OFFERED = 30
GROUPS = {
    "open": pgettext_lazy("tests", "In hand"),
    "over": pgettext_lazy("tests", "Over"),
}
OPEN = (ExperimentState.DRAFT, ExperimentState.RUNNING)


@require_safe
@requires(Right.PUBLISHING_VIEW)
def experiments(request: HttpRequest, slug: str) -> HttpResponse:
    brand = load_brand(request, slug)
    group = "over" if request.GET.get("state") == "over" else "open"
    found = Experiment.objects.visible_to(person_of(request)).filter(brand=brand)
    found = found.filter(state__in=OPEN) if group == "open" else found.exclude(state__in=OPEN)
    context = {
        "experiments": [
            {"row": one, "words": recorded_words(one) if one.verdict else ""} for one in found[:SHOWN]
        ],
        "tabs": [
            {"label": label, "url": f"?state={name}", "current": name == group}
            for name, label in GROUPS.items()
        ],
        "group": group,
    }
    return render_page(request, "publishing/experiments/list.html", context)


@require_safe
@requires(Right.PUBLISHING_VIEW)
def experiment(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    return page_of(request, load_experiment(request, slug, pk))


def page_of(request: HttpRequest, shown: Experiment, *, status: int = 200, **forms: Form) -> HttpResponse:
    placed = shown.placed.select_related("post__channel").order_by("variant", "-post__published_at", "pk")
    context: dict[str, Any] = {
        "experiment": shown,
        "sample": sample_words(shown.planned, shown.measure),
        "placed": placed,
        "passages": EXPERIMENT_PASSAGES[shown.state],
    }
    if access_of(request).may(Right.PUBLISHING_WRITE) and shown.state in OPEN:
        known = {one.post_id for one in placed}
        posts = Post.objects.filter(brand=shown.brand).exclude(state=PostState.DROPPED).exclude(pk__in=known)
        context |= {
            "counts_form": CountsForm(experiment=shown),
            "offered": posts.select_related("channel").order_by("-made_at", "-pk")[:POSTS_OFFERED],
        }
    return render_page(request, "publishing/experiments/page.html", context | forms, status=status)


@get_or_post
@requires(Right.PUBLISHING_WRITE)
def experiment_new(request: HttpRequest, slug: str) -> HttpResponse:
    brand = load_brand(request, slug)
    form = ExperimentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            made = services.make_experiment(
                brand=brand, values=form.values, key=form.cleaned_data["key"], by=person_of(request)
            )
            messages.success(request, _("The test is prepared: start it when both variants are ready."))
            return redirect_to(request, "publishing:experiment", slug, made.pk)
    return edit_page(request, form, None)


@get_or_post
@requires(Right.PUBLISHING_WRITE)
def experiment_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    shown = load_experiment(request, slug, pk)
    form = ExperimentForm(request.POST or None, instance=shown)
    theirs: list[Any] = []
    if request.method == "POST" and form.is_valid():
        with refusals_in(form) as meanwhile:
            services.change_experiment(
                experiment=shown,
                values=form.values,
                edition=form.cleaned_data["edition"],
                by=person_of(request),
            )
            messages.success(request, _("Saved."))
            return redirect_to(request, "publishing:experiment", slug, pk)
        if meanwhile.row:
            theirs = differences(form, ExperimentForm(instance=meanwhile.row))
    return edit_page(request, form, shown, theirs)


def edit_page(
    request: HttpRequest, form: ExperimentForm, shown: Experiment | None, theirs: list[Any] | None = None
) -> HttpResponse:
    context = {"form": form, "experiment": shown, "theirs": theirs}
    status = 409 if theirs else 422 if form.errors else 200
    return render_page(request, "publishing/experiments/edit.html", context, status=status)


@require_POST
@requires(Right.PUBLISHING_WRITE)
def experiment_pass(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Starts a test, or gives it up."""
    shown = load_experiment(request, slug, pk)
    state = request.POST.get("state", "")
    told = {
        ExperimentState.RUNNING.value: _("The test runs. What is tested stays as it is from now on."),
        ExperimentState.DROPPED.value: _("The test is given up."),
    }
    if state not in told:
        messages.error(request, _("Say what is to become of the test."))
        return redirect_to(request, "publishing:experiment", slug, pk)
    with refusals_told(request):
        services.pass_to(experiment=shown, state=state, by=person_of(request))
        messages.success(request, told[state])
    return redirect_to(request, "publishing:experiment", slug, pk)


@require_POST
@requires(Right.PUBLISHING_WRITE)
def experiment_posts(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Says which variant a post shows."""
    shown = load_experiment(request, slug, pk)
    form = PlaceForm(request.POST)
    if form.is_valid():
        asked = Post.objects.visible_to(person_of(request)).filter(brand=shown.brand)
        post = asked.filter(pk=form.cleaned_data["post"]).first()
        if post is None:
            raise Http404
        act = {"experiment": shown, "post": post, "variant": form.cleaned_data["variant"]}
        with refusals_told(request):
            services.place_post(by=person_of(request), **act)
    return redirect_to(request, "publishing:experiment", slug, pk)


@require_POST
@requires(Right.PUBLISHING_WRITE)
def experiment_counts(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """What was counted by hand so far."""
    shown = load_experiment(request, slug, pk)
    form = CountsForm(request.POST, experiment=shown)
    if form.is_valid():
        with refusals_in(form):
            services.count(experiment=shown, counts=form.cleaned_data, by=person_of(request))
            messages.success(request, _("Saved."))
            return redirect_to(request, "publishing:experiment", slug, pk)
    return page_of(request, shown, status=422, counts_form=form)
