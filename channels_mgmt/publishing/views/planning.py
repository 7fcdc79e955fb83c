"""Posts get their day: planned anew, or moved to another."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import Right, person_of, requires
from channels_mgmt.brands.access import load_brand
from channels_mgmt.brands.models import Brand
from channels_mgmt.publishing.access import load_post
from channels_mgmt.publishing.calendar.page import page_of
from channels_mgmt.publishing.forms.planning import MORNING, MoveForm, PlanForm
from channels_mgmt.publishing.models import Idea, Post
from channels_mgmt.publishing.services.planning import move_post, plan_posts
from cmhub.lib.editions import ChangedMeanwhileError
from cmhub.lib.htmx import get_or_post, is_fragment, redirect_to, render_page
from cmhub.lib.moments import exact_moment
from cmhub.lib.numbers import id_in
from cmhub.lib.refusals import refusals_in


@get_or_post
@requires(Right.PUBLISHING_WRITE)
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """Plans a post on `?day=`, from an idea with `?idea=`: one for each channel that is chosen.

    With `write` the page of the first opens, otherwise the calendar at its day.
    """
    brand, by = load_brand(request, slug), person_of(request)
    idea = idea_asked(request, brand)
    form = PlanForm(request.POST or None, brand=brand, initial=begun(request, brand, idea))
    if request.method == "POST" and form.is_valid():
        when = form.when(brand.time_zone)
        with refusals_in(form):
            posts = plan_posts(
                brand=brand,
                channels=list(form.cleaned_data["channels"]),
                plan=form.plan(),
                by=by,
                key=form.cleaned_data["key"],
                planned_at=when,
                idea=idea,
            )
            messages.success(request, planned_words(len(posts), when))
            if "write" in request.POST:
                return redirect_to(request, "publishing:post", posts[0].pk)
            return redirect_to(request, calendar_at(brand, when))
    context = {"form": form, "idea": idea}
    status = 422 if form.is_bound else 200
    return render_page(request, "publishing/calendar/plan.html", context, partial="form", status=status)


def idea_asked(request: HttpRequest, brand: Brand) -> Idea | None:
    asked = request.POST.get("idea") or request.GET.get("idea", "")
    return Idea.objects.visible_to(person_of(request)).filter(brand=brand, pk=id_in(asked)).first()


def begun(request: HttpRequest, brand: Brand, idea: Idea | None) -> dict[str, Any]:
    channels = list(brand.channels.open())
    first = {"channels": [channels[0].slug]} if len(channels) == 1 else {}
    told = {"title": idea.title, "text": idea.text, "link": idea.url} if idea else {}
    return {"day": request.GET.get("day", ""), "time": MORNING, **first, **told}


def planned_words(number: int, when: datetime | None) -> str:
    if when is None:
        return ngettext("Kept without a day.", "%(count)d posts kept without a day.", number) % {
            "count": number
        }
    said = ngettext("Planned for %(day)s.", "%(count)d posts planned for %(day)s.", number)
    return said % {"count": number, "day": exact_moment(when)}


def calendar_at(brand: Brand, when: datetime | None) -> str:
    day = {"day": timezone.localtime(when).date().isoformat()} if when else None
    return reverse("publishing:list", args=[brand.slug], query=day)


@get_or_post
@requires(Right.PUBLISHING_WRITE)
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Moves a post to another day or time: from the calendar, which is drawn anew, or by a form of its own.

    Undoing posts what is to stand again in the address.
    """
    post, by = load_post(request, pk), person_of(request)
    sent = (request.POST if "edition" in request.POST else request.GET) if request.method == "POST" else None
    form = MoveForm(sent, initial=MoveForm.of(post))
    if request.method != "POST":
        return render_page(
            request, "publishing/calendar/move.html", {"form": form, "post": post}, partial="form"
        )
    if not form.is_valid():
        return refused(request, post, form, 422)
    before = post.planned_at
    try:
        to = form.when(post.brand.time_zone)
        moved = move_post(post=post, to=to, edition=form.cleaned_data["edition"], by=by)
    except ChangedMeanwhileError as error:
        form.add_error(None, ValidationError(meanwhile(error.row)))
        return refused(request, error.row, form, 409)
    except ValidationError as error:
        form.add_error(None, ValidationError(error.messages))
        return refused(request, post, form, 422)
    tell_moved(request, moved, before)
    if is_fragment(request):
        return calendar_again(request, post.brand)
    return redirect_to(request, calendar_at(post.brand, moved.planned_at or before))


def meanwhile(post: Post) -> str:
    if post.planned_at is None:
        return _("Somebody changed this post meanwhile: it is planned for no day now.")
    return _("Somebody changed this post meanwhile: it is planned for %(day)s now.") % {
        "day": exact_moment(post.planned_at)
    }


def tell_moved(request: HttpRequest, post: Post, before: datetime | None) -> None:
    if post.planned_at == before:
        messages.info(request, _("It is planned for that time already."))
        return
    back = {"edition": str(post.edition)}
    if before:
        local = timezone.localtime(before)
        back |= {"day": local.date().isoformat(), "time": f"{local:%H:%M}"}
    undo = reverse("publishing:move", args=[post.pk], query=back)
    said = (
        _("“%(title)s” is planned for %(day)s.") % {"title": post, "day": exact_moment(post.planned_at)}
        if post.planned_at
        else _("“%(title)s” waits for a day.") % {"title": post}
    )
    messages.success(request, said, extra_tags=f"undo={undo}")


def refused(request: HttpRequest, post: Post, form: MoveForm, status: int) -> HttpResponse:
    """The form with the reason; for the calendar itself that as it stands, the reason above it."""
    if is_fragment(request):
        for error in (said for many in form.errors.values() for said in many):
            messages.error(request, str(error))
        return calendar_again(request, post.brand, status=422)
    fresh = MoveForm(initial=MoveForm.of(post)) if status == 409 else None
    context = {"form": fresh or form, "post": post, "reasons": form.non_field_errors() if fresh else []}
    return render_page(request, "publishing/calendar/move.html", context, status=status)


def calendar_again(request: HttpRequest, brand: Brand, *, status: int = 200) -> HttpResponse:
    """The calendar of the page from which a post was moved, drawn anew."""
    here = urlsplit(getattr(request, "htmx").current_url_abs_path or "")  # noqa: B009 - said by a middleware
    context = page_of(brand, QueryDict(here.query), viewer=person_of(request), now=timezone.now())
    return render_page(request, "publishing/calendar/page.html", context, partial="calendar", status=status)
