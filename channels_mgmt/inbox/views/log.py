from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import Right, person_of, requires
from accounts.models import User
from channels_mgmt.brands.access import Access, load_brand
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.forms.log import LogForm
from channels_mgmt.inbox.services.logging import log_interaction
from channels_mgmt.team.models import Assignment, Channel
from cmhub.lib.htmx import redirect_to, render_page


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Right.INBOX_WRITE)
def log(request: HttpRequest, slug: str) -> HttpResponse:
    """Logs by hand what came in: a text or a link, who wrote it, and where."""
    brand = load_brand(request, slug)
    user = person_of(request)
    access: Access = request.access  # type: ignore[attr-defined]
    channels = [channel for channel in own_channels_first(brand, user) if access.works_on(channel)]
    first = channels[0].pk if channels else None
    initial = {"key": uuid4(), "channel": request.GET.get("channel") or first}
    with timezone.override(ZoneInfo(brand.time_zone)):
        form = LogForm(request.POST or None, channels=channels, initial=initial)
        if request.method == "POST" and form.is_valid():
            try:
                interaction = log_interaction(brand=brand, by=user, url=form.url(), **form.cleaned_data)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                return logged(request, brand, interaction, form.cleaned_data["channel"])
        context = {"form": form, "channels": channels}
        return render_page(request, "inbox/log.html", context, status=422 if form.is_bound else 200)


def own_channels_first(brand: Brand, user: User) -> list[Channel]:
    """The brand's open channels, those that the person holds before the others."""
    held = set(
        Assignment.objects.current().filter(brand=brand, user=user).values_list("channel_id", flat=True)
    )
    return sorted(Channel.objects.open().filter(brand=brand), key=lambda channel: channel.pk not in held)


def logged(request: HttpRequest, brand: Brand, interaction: Any, channel: Channel) -> HttpResponse:
    messages.success(
        request, _("The interaction with %(author)s is logged.") % {"author": interaction.author}
    )
    if "another" in request.POST:
        response = redirect("inbox:log", brand.slug)
        response["Location"] += f"?channel={channel.pk}"
        response.status_code = 303
        return response
    return redirect_to(request, "desk:interaction", interaction.pk)
