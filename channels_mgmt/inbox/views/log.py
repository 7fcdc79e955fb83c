"""Logging what came in: by the form, or by what waited in a browser until its line was back."""

from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import Right, person_of, requires
from accounts.models import User
from channels_mgmt.brands.access import access_of, load_brand
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.forms.log import LogForm
from channels_mgmt.inbox.models import Interaction, Message
from channels_mgmt.inbox.services.known import KnownError
from channels_mgmt.inbox.services.logging import log_interaction
from channels_mgmt.inbox.services.themes import themes_of
from channels_mgmt.team.models import Assignment, Channel
from cmhub.lib.erased import name_shown
from cmhub.lib.htmx import get_or_post, redirect_to, render_page
from cmhub.lib.text import clean_text

WAITED_IN_BROWSER = "X-Waited"
"""The header of an entry that the browser kept: it is answered in JSON, since no page asked."""


@get_or_post
@requires(Right.INBOX_WRITE)
def log(request: HttpRequest, slug: str) -> HttpResponse:
    """Logs by hand what came in: a text or a link, who wrote it, and where."""
    brand = load_brand(request, slug)
    user = person_of(request)
    if is_of_another(request, user):
        return JsonResponse({"state": "other"}, status=409)
    form = form_of(request, brand, user)
    known = None
    with timezone.override(ZoneInfo(brand.time_zone)):
        if request.method == "POST" and form.is_valid():
            try:
                interaction = take_down(request, brand, user, form)
            except KnownError as error:
                known = error.interaction
                form.add_error(None, error)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                return logged(request, brand, interaction, form)
        if WAITED_IN_BROWSER in request.headers:
            return refused(form, known)
        context = {"form": form, "channels": form.channels, "known": known, "themes": themes_of(brand)}
        return render_page(request, "inbox/log/page.html", context, status=422 if form.is_bound else 200)


def is_of_another(request: HttpRequest, user: User) -> bool:
    """Whether somebody else wrote what is sent: it waited in a browser where another person is logged in."""
    return request.POST.get("person", str(user.pk)) != str(user.pk)


def form_of(request: HttpRequest, brand: Brand, user: User) -> LogForm:
    access = access_of(request)
    all_of_it = own_channels_first(brand, user)
    channels = [channel for channel in all_of_it if access.works_on(channel)]
    asked = request.GET.get("channel", "")
    first = next((one.pk for one in channels if str(one.pk) == asked), channels[0].pk if channels else None)
    return LogForm(
        request.POST or None,
        request.FILES or None,
        channels=channels,
        brand_channels=all_of_it,
        initial={"key": uuid4(), "channel": first, "proposed": first},
    )


def own_channels_first(brand: Brand, user: User) -> list[Channel]:
    """The brand's open channels, those that the person holds before the others."""
    held = set(
        Assignment.objects.current().filter(brand=brand, user=user).values_list("channel_id", flat=True)
    )
    return sorted(Channel.objects.open().filter(brand=brand), key=lambda channel: channel.pk not in held)


def take_down(request: HttpRequest, brand: Brand, user: User, form: LogForm) -> Interaction:
    now = timezone.now()
    values = form.values(now)
    interaction = log_interaction(
        brand=brand,
        by=user,
        unless_known=None if "again" in request.POST else form.link,
        at=now,
        **values,
    )
    if values["sent_at"] and values["sent_at"] > now and WAITED_IN_BROWSER not in request.headers:
        messages.warning(request, _("The time you gave lies ahead: it was taken as written just now."))
    return interaction


def logged(request: HttpRequest, brand: Brand, interaction: Interaction, form: LogForm) -> HttpResponse:
    changed = not is_as_sent(interaction, form)
    if WAITED_IN_BROWSER in request.headers:
        url = reverse("desk:interaction", args=[interaction.pk])
        return JsonResponse({"state": "before" if changed else "logged", "url": url})
    if changed:
        messages.warning(request, _("This had arrived before as you first wrote it: change it here."))
        return redirect_to(request, "desk:interaction", interaction.pk)
    told = _("The interaction with %(author)s is logged on %(channel)s.")
    channel = interaction.channel
    messages.success(request, told % {"author": name_shown(interaction.author), "channel": channel.name})
    if "another" in request.POST:
        response = redirect("inbox:log", brand.slug)
        response["Location"] += f"?channel={channel.pk}"
        response.status_code = 303
        return response
    return redirect_to(request, "desk:interaction", interaction.pk)


def is_as_sent(interaction: Interaction, form: LogForm) -> bool:
    """Whether it holds what the form says: not where the key was used before, and the words were changed."""
    recorded = Message.objects.filter(key=form.cleaned_data["key"], interaction=interaction)
    text = recorded.values_list("text", flat=True).first()
    return text is None or text == clean_text(form.cleaned_data["text"]).strip()


def refused(form: LogForm, known: Interaction | None) -> HttpResponse:
    """Why an entry that waited is not taken, in sentences, and the interaction that has it already."""
    reasons: list[Any] = list(form.non_field_errors())
    for name, errors in form.errors.items():
        if name in form.fields:
            label = form.fields[name].label
            reasons += [f"{label} – {error}" if label else error for error in errors]
    url = reverse("desk:interaction", args=[known.pk]) if known else ""
    return JsonResponse(
        {"state": "refused", "reasons": [str(one) for one in reasons], "url": url}, status=422
    )
