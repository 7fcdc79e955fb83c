"""What a message that is being logged probably is, while it is written."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from accounts.access import Right, person_of, requires
from channels_mgmt.brands.access import access_of, load_brand
from channels_mgmt.brands.links import author_of, channel_of, link_in
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.chips import CHOICES, Chip, chips_of
from channels_mgmt.inbox.forms.acts import LONGEST
from channels_mgmt.inbox.forms.log import LogForm, not_placed
from channels_mgmt.inbox.services.known import known_by
from channels_mgmt.inbox.services.learning import learned_of
from channels_mgmt.inbox.services.themes import theme_in, themes_of
from channels_mgmt.inbox.suggestions import suggest as suggest_for
from channels_mgmt.inbox.views.log import own_channels_first

SAID = ("kind", "sentiment", "theme", "language")
ALL = "all"


@require_POST
@requires(Right.INBOX_WRITE)
def suggest(request: HttpRequest, slug: str) -> HttpResponse:
    """The piece of the log form that says what the message is, with suggestions; `take` chooses one of them,
    or all. Beside it what the link tells: channel, author, and whether it is logged already.

    Nothing is kept: what the form says counts once it is sent.
    """
    brand = load_brand(request, slug)
    text, themes = request.POST.get("text", "")[:LONGEST], themes_of(brand)
    said = {name: request.POST.get(name, "")[:80] for name in SAID}
    chips = suggested_of(brand, text, said, themes)
    taken, _colon, value = request.POST.get("take", "").partition(":")
    if taken == ALL:
        said |= {chip.name: chip.value for chip in reversed(chips)}
    elif taken in said and value in (themes if taken == "theme" else CHOICES[taken].values):
        said[taken] = value
    if taken:
        chips = suggested_of(brand, text, said, themes)
    form = LogForm(channels=[], initial=said)
    context: dict[str, Any] = {"form": form, "chips": chips, "themes": themes, "taken": bool(taken)}
    return render(request, "inbox/suggestions/_log.html", context | told_by_link(request, brand, text))


def suggested_of(brand: Brand, text: str, said: dict[str, str], themes: list[str]) -> list[Chip]:
    suggested = suggest_for(text, learned=learned_of(brand.pk))
    chips = chips_of(suggested, said)
    if not said["theme"] and (found := theme_in(text, themes)):
        theme, words = found
        chips.append(Chip("theme", theme, theme, words, ()))
    return chips


def told_by_link(request: HttpRequest, brand: Brand, text: str) -> dict[str, Any]:
    """What the link in the text says, where there is one."""
    link = link_in(text)
    if link is None:
        return {}
    access = access_of(request)
    channels = own_channels_first(brand, person_of(request))
    channel = channel_of(link, [one for one in channels if access.works_on(one)])
    return {
        "link": link,
        "guessed_channel": channel,
        "guessed_author": author_of(link, channels),
        "not_placed": "" if channel else not_placed(link),
        "known": known_by(link, brand=brand, author=request.POST.get("author", "")),
    }
