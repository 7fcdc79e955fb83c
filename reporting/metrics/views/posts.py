"""The figures of one post since it was published: beside the post, and entered by hand."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import Right, person_of, requires
from channels_mgmt.publishing.access import load_post
from channels_mgmt.publishing.choices import PostState
from channels_mgmt.publishing.models import Post
from cmhub.lib.htmx import get_or_post, redirect_to, render_page
from reporting.metrics.catalogue import ALL
from reporting.metrics.choices import Scope, Source
from reporting.metrics.forms.entering import FiguresForm
from reporting.metrics.models import Snapshot
from reporting.metrics.services.entering import enter_figures
from reporting.metrics.services.standing import lifetime_figures
from reporting.metrics.views.figures import parse_day


@require_safe
@requires(Right.PUBLISHING_VIEW)
def post_figures(request: HttpRequest, pk: int) -> HttpResponse:
    post = load_post(request, pk)
    standing = lifetime_figures([post.pk]).get(post.pk, {})
    figures = [(metric, standing[metric.name]) for metric in ALL if metric.name in standing]
    context = {
        "post": post,
        "figures": figures,
        "read": figures[0][1] if figures else None,
        "published": post.state == PostState.PUBLISHED,
    }
    return render_page(request, "metrics/post/figures.html", context, partial="figures")


@get_or_post
@requires(Right.METRICS_WRITE)
def enter(request: HttpRequest, pk: int) -> HttpResponse:
    """What a person reads of a post on its network on a day, or estimates."""
    post = load_post(request, pk)
    if post.state != PostState.PUBLISHED:
        messages.error(request, _("Figures are those of a post that is published."))
        return redirect_to(request, "publishing:post", pk)
    begun = {
        "day": parse_day(request.GET.get("day")) or timezone.localdate(),
        "source": request.GET.get("source", Source.HAND),
    }
    form = FiguresForm(
        request.POST or None, figures=entered_before(post, request.POST or begun), initial=begun
    )
    if request.method == "POST" and form.is_valid() and kept(request, post, form):
        messages.success(request, _("The figures are kept."))
        return redirect_to(request, "publishing:post", pk)
    context = {"post": post, "form": form}
    status = 422 if form.errors else 200
    return render_page(request, "metrics/post/enter.html", context, status=status)


def entered_before(post: Post, asked: Any) -> dict[str, Any]:
    """What was entered of this post for this day and source."""
    day = asked.get("day")
    day = parse_day(day) if isinstance(day, str) else day
    if day is None:
        return {}
    found = Snapshot.objects.filter(
        brand=post.brand_id, post=post, scope=Scope.LIFETIME, day=day, series=asked.get("source", "")
    ).first()
    return found.figures if found else {}


def kept(request: HttpRequest, post: Post, form: FiguresForm) -> bool:
    said = form.cleaned_data
    try:
        enter_figures(
            brand=post.brand,
            channel=post.channel,
            post=post,
            day=said["day"],
            figures=form.figures(),
            source=said["source"],
            by=person_of(request),
        )
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True
