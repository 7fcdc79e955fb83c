"""Events: the list, one of them, its list of people and what follows."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.access import Right, person_of, requires
from channels_mgmt.brands.access import access_of, load_brand
from channels_mgmt.brands.models import Brand
from channels_mgmt.publishing import relation_access as access
from channels_mgmt.publishing.forms.events import EventForm, FollowUpForm, InviteForm, NotesForm
from channels_mgmt.publishing.models import Event, Invitation
from channels_mgmt.publishing.relation_choices import Answer
from channels_mgmt.publishing.relation_filters import EventFilters
from channels_mgmt.publishing.services import events as services
from channels_mgmt.publishing.views.relations import list_context, submitted
from cmhub.lib.editions import take_edition
from cmhub.lib.htmx import get_or_post, redirect_to, render_page
from cmhub.lib.meanwhile import differences
from cmhub.lib.refusals import refusals_in


@require_safe
@requires(Right.PUBLISHING_VIEW)
def events(request: HttpRequest, slug: str) -> HttpResponse:
    """Meetings with the public: the next ones first, or the past ones, the latest first."""
    brand = load_brand(request, slug)
    visible = Event.objects.visible_to(person_of(request)).filter(brand=brand)
    filters = EventFilters(request.GET, now=timezone.now())
    past = filters.group == "past"
    context = list_context(request, filters, visible, field="starts_at", descending=past)
    counted = counts_of([row.pk for row in context["page"].rows])
    for row in context["page"].rows:
        row.counts = counted.get(row.pk, counts_of_nobody())
    context |= {"url": reverse("publishing:events", args=[slug]), "past": past}
    return render_page(request, "publishing/events/list.html", context, partial="list")


def counts_of(events: list[int]) -> dict[int, dict[str, int]]:
    """Of each event how many are on its list, accepted, declined and came."""
    rows: Any = (
        Invitation.objects.filter(event__in=events)
        .order_by()
        .values("event")
        .annotate(
            listed=Count("pk"),
            accepted=Count("pk", filter=Q(answer=Answer.ACCEPTED)),
            declined=Count("pk", filter=Q(answer=Answer.DECLINED)),
            came=Count("pk", filter=Q(came=True)),
        )
    )
    return {row["event"]: row for row in rows}


def counts_of_nobody() -> dict[str, int]:
    return dict.fromkeys(("listed", "accepted", "declined", "came"), 0)


@get_or_post
@requires(Right.PUBLISHING_WRITE)
def new(request: HttpRequest, slug: str) -> HttpResponse:
    return edit_page(request, load_brand(request, slug), None)


@get_or_post
@requires(Right.PUBLISHING_WRITE)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    held = access.load_event(request, pk)
    return edit_page(request, held.brand, held)


def edit_page(request: HttpRequest, brand: Brand, held: Event | None) -> HttpResponse:
    form = EventForm(request.POST or None, instance=held, brand=brand)
    theirs: list[Any] = []
    if request.method == "POST" and form.is_valid():
        with refusals_in(form) as meanwhile:
            saved = services.save_event(
                brand=brand,
                by=person_of(request),
                event=held,
                key=form.cleaned_data.get("key"),
                edition=form.cleaned_data.get("edition"),
                posts=form.cleaned_data["posts"],
                values={name: value for name, value in form.values.items() if name != "posts"},
            )
            messages.success(request, _("Saved."))
            return redirect_to(request, "publishing:event", saved.pk)
        if meanwhile.row:
            theirs = differences(form, EventForm(brand=brand, instance=meanwhile.row))
    context = {"form": form, "row": held, "what": "event", "theirs": theirs}
    status = 409 if theirs else 422 if form.errors else 200
    return render_page(request, "publishing/relations/edit.html", context, status=status)


@require_safe
@requires(Right.PUBLISHING_VIEW)
def event(request: HttpRequest, pk: int) -> HttpResponse:
    return page_of(request, access.load_event(request, pk))


def page_of(request: HttpRequest, shown: Event, *, status: int = 200, **forms: Any) -> HttpResponse:
    writes, now = access_of(request).may(Right.PUBLISHING_WRITE), timezone.now()
    context: dict[str, Any] = {
        "event": shown,
        "begun": shown.starts_at <= now,
        "people": list(shown.invitations.select_related("ambassador")),
        "counts": counts_of([shown.pk]).get(shown.pk, counts_of_nobody()),
        "answers": Answer.choices,
        "posts": list(shown.posts.select_related("channel").order_by("-pk")),
        "follow_ups": list(shown.follow_ups.select_related("who", "done_by")),
        "today": timezone.localdate(),
        "writes": writes,
    }
    if writes:
        context |= {
            "invite_form": InviteForm(event=shown),
            "notes_form": NotesForm(initial={"notes": shown.notes, "edition": shown.edition}),
            "follow_up_form": FollowUpForm(brand=shown.brand, at=now),
        }
    return render_page(request, "publishing/events/page.html", context | forms, status=status)


@require_POST
@requires(Right.PUBLISHING_WRITE)
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    held = access.load_event(request, pk)
    form = InviteForm(request.POST, event=held)
    if form.is_valid():
        values = form.cleaned_data
        number = submitted(form, lambda: services.invite(event=held, by=person_of(request), **values))
        if number is not None:
            told = ngettext("%(count)d person is on the list.", "%(count)d people are on the list.", number)
            messages.success(request, told % {"count": number})
            return redirect_to(request, "publishing:event", pk)
    return page_of(request, held, status=422, invite_form=form)


@require_POST
@requires(Right.PUBLISHING_WRITE)
def came(request: HttpRequest, pk: int) -> HttpResponse:
    """One tap: they are here; a second takes it back."""
    held = access.load_invitation(request, pk)
    services.mark(invitation=held, came=request.POST.get("came") == "1", by=person_of(request))
    return redirect_to(request, "publishing:event", held.event_id)


@require_POST
@requires(Right.PUBLISHING_WRITE)
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    held = access.load_invitation(request, pk)
    said = request.POST.get("answer", "")
    if said in Answer.values:
        services.answer(invitation=held, said=said, by=person_of(request))
    return redirect_to(request, "publishing:event", held.event_id)


@require_POST
@requires(Right.PUBLISHING_WRITE)
def strike(request: HttpRequest, pk: int) -> HttpResponse:
    held = access.load_invitation(request, pk)
    services.strike(invitation=held, by=person_of(request))
    messages.success(request, _("Taken off the list."))
    return redirect_to(request, "publishing:event", held.event_id)


@require_POST
@requires(Right.PUBLISHING_WRITE)
def notes(request: HttpRequest, pk: int) -> HttpResponse:
    held = access.load_event(request, pk)
    form = NotesForm(request.POST)
    if form.is_valid():
        with refusals_in(form) as meanwhile:
            services.write_notes(event=held, by=person_of(request), **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect_to(request, "publishing:event", pk)
        if meanwhile.row:  # the page shows theirs above what was typed
            take_edition(form, meanwhile.row.edition)
            held = meanwhile.row
    return page_of(request, held, status=422, notes_form=form)


@require_POST
@requires(Right.PUBLISHING_WRITE)
def follow_up(request: HttpRequest, pk: int) -> HttpResponse:
    held = access.load_event(request, pk)
    form = FollowUpForm(request.POST, brand=held.brand, at=timezone.now())
    if form.is_valid() and submitted(
        form, lambda: services.add_follow_up(event=held, by=person_of(request), **form.cleaned_data)
    ):
        messages.success(request, _("It stands on the day of whoever does it."))
        return redirect_to(request, "publishing:event", pk)
    return page_of(request, held, status=422, follow_up_form=form)


@require_POST
@requires(Right.PUBLISHING_WRITE)
def follow_up_done(request: HttpRequest, pk: int) -> HttpResponse:
    held = access.load_follow_up(request, pk)
    services.finish(follow_up=held, done=request.POST.get("done", "1") == "1", by=person_of(request))
    if request.POST.get("to") == "home":
        return redirect_to(request, "desk:home")
    return redirect_to(request, "publishing:event", held.event_id)


@require_POST
@requires(Right.PUBLISHING_WRITE)
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    held = access.load_event(request, pk)
    cancelled = request.POST.get("cancelled") == "1"
    services.cancel(event=held, cancelled=cancelled, by=person_of(request))
    messages.success(request, _("It is called off.") if cancelled else _("It takes place after all."))
    return redirect_to(request, "publishing:event", pk)
