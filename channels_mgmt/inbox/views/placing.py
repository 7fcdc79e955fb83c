"""Where an interaction belongs: with others, apart, or in another account."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.access import Right, person_of, requires
from channels_mgmt.brands.access import access_of
from channels_mgmt.inbox.access import load_interaction
from channels_mgmt.inbox.directing import proposed_words
from channels_mgmt.inbox.forms.placing import HandOverForm, MergeForm, SplitForm
from channels_mgmt.inbox.models import Directed, Interaction
from channels_mgmt.inbox.services import merging, moving, splitting
from channels_mgmt.inbox.views.acts import attempt, show, to_interaction
from channels_mgmt.team.models import Channel
from cmhub.lib.htmx import get_or_post, render_page


def rows_beside(request: HttpRequest, interaction: Interaction) -> "QuerySet[Interaction]":
    """The brand's interactions that the person may see."""
    return Interaction.objects.visible_to(person_of(request)).filter(brand=interaction.brand_id)


@get_or_post
@requires(Right.INBOX_WRITE)
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    interaction = load_interaction(request, pk)
    sent = request.POST if request.method == "POST" else None
    form = MergeForm(sent, interaction=interaction, rows=rows_beside(request, interaction))

    def act() -> None:
        merging.merge(into=interaction, others=form.chosen(), by=person_of(request))

    if request.method == "POST" and attempt(form, act):
        messages.success(request, _("They are one interaction now. A split takes them apart again."))
        return to_interaction(interaction)
    return show(request, interaction, form, _("Merge duplicates"), submit=_("Make them one"))


@get_or_post
@requires(Right.INBOX_WRITE)
def split(request: HttpRequest, pk: int) -> HttpResponse:
    interaction = load_interaction(request, pk)
    form = SplitForm(request.POST or None, interaction=interaction)
    fresh = interaction

    def act() -> None:
        nonlocal fresh
        fresh = splitting.split(
            interaction=interaction,
            messages=form.chosen(),
            by=person_of(request),
            key=form.cleaned_data["key"],
        )

    if request.method == "POST" and attempt(form, act):
        messages.success(request, _("These messages are an interaction of their own now."))
        return to_interaction(fresh)
    return show(request, interaction, form, _("Split the interaction"), submit=_("Split"))


def other_channels(request: HttpRequest, interaction: Interaction) -> list[Channel]:
    """The accounts of the brand on which the person works and the interaction is not."""
    access = access_of(request)
    channels = Channel.objects.open().filter(brand=interaction.brand_id).exclude(pk=interaction.channel_id)
    return [channel for channel in channels if access.works_on(channel)]


@get_or_post
@requires(Right.INBOX_WRITE)
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """First the account is chosen, by the URL; then how, and what the person is told."""
    interaction = load_interaction(request, pk)
    channels = other_channels(request, interaction)
    channel = next((each for each in channels if each.slug == request.GET.get("channel")), None)
    if channel is None:
        context = {"interaction": interaction, "channels": channels}
        return render_page(request, "inbox/placing/channels.html", context, partial="form")
    form = HandOverForm(
        request.POST or None,
        interaction=interaction,
        channel=channel,
        proposed=proposed_words(interaction, channel),
    )
    if request.method == "POST" and attempt(form, lambda: _carry_out(request, interaction, channel, form)):
        return to_interaction(interaction)
    title = _("Hand over to %(channel)s") % {"channel": channel}
    context = {"submit": _("Hand over"), "action": request.get_full_path()}
    return show(request, interaction, form, title, **context)


def _carry_out(request: HttpRequest, interaction: Interaction, channel: Channel, form: Any) -> None:
    said, told = form.cleaned_data, form.told()
    common: dict[str, Any] = {
        "interaction": interaction,
        "to_channel": channel,
        "by": person_of(request),
        "key": said["key"],
        "seen": said["seen"],
        "told": told,
    }
    if said["way"] == "move":
        moving.hand_over_channel(**common)
        messages.success(request, _("The interaction goes on there; its clock keeps running."))
        return
    directed: Directed = moving.direct(**common)
    if directed.message_id is None:
        told_so = _("Your reply waits for a second person: it is not to be published yet.")
    else:
        told_so = _("Your reply is recorded: publish it as well. The person is expected there for two weeks.")
    messages.success(request, told_so)
