from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import Right, person_of, requires
from accounts.models import Contact, User
from channels_mgmt.brands.access import Access, load_brand
from channels_mgmt.brands.models import Brand
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.inbox.counts import capped_counts
from channels_mgmt.inbox.models import Interaction
from channels_mgmt.team.models import Assignment, Channel
from cmhub.lib.htmx import render_page


@require_safe
@requires(Right.BRAND_VIEW)
def brand(request: HttpRequest, slug: str) -> HttpResponse:
    """A brand at a glance, as far as the person may see it."""
    shown = load_brand(request, slug)
    user = person_of(request)
    access: Access = request.access  # type: ignore[attr-defined]
    may = access.may
    context: dict[str, Any] = {"counts": counts(shown, user, access)}
    if may(Right.TEAM_VIEW):
        context["channels"] = channels_with_leads(shown, user)
    if may(Right.BRAND_MANAGE):
        context["steps"] = steps(shown, context["channels"])
        context["unfinished"] = any(not step["done"] for step in context["steps"])
    return render_page(request, "desk/brand.html", context)


def counts(shown: Brand, user: User, access: Access) -> dict[str, Any]:
    querysets: dict[str, Any] = {}
    if access.may(Right.INBOX_VIEW):
        interactions = Interaction.objects.of(access)
        querysets |= {"to_answer": interactions.to_answer(), "pending": interactions.pending()}
    if access.may(Right.ESCALATION_VIEW):
        escalations = Escalation.objects.of(access, user)
        querysets |= {"asking": escalations.asking(), "late": escalations.late(timezone.now())}
        querysets["to_relay"] = escalations.to_relay()
    return capped_counts(shown, querysets)


def channels_with_leads(shown: Brand, user: User) -> list[Channel]:
    """The brand's channels that are not closed, each with its lead of today as `lead_name`."""
    leads = Assignment.objects.current().filter(channel=OuterRef("pk"), is_lead=True)
    channels = Channel.objects.visible_to(user).open().filter(brand=shown)
    return list(channels.annotate(lead_name=leads.values("user__name")[:1]))


def steps(shown: Brand, channels: list[Channel]) -> list[dict[str, Any]]:
    """What a brand needs before its people can work on it, each step with where it is done."""
    contacts = Contact.objects.filter(department__company=shown.company_id, left_at=None)
    found = Brand.objects.filter(pk=shown.pk).values(
        reachable=Exists(contacts),
        fed=Exists(Interaction.objects.filter(brand=shown)),
    )[0]
    pages = ("team:board", "brands:settings", "inbox:list")
    where = {name: reverse(name, args=[shown.slug]) for name in pages}
    led = bool(channels) and all(channel.lead_name for channel in channels)  # type: ignore[attr-defined]
    return [
        {"label": _("Open its channels"), "done": bool(channels), "url": where["team:board"]},
        {"label": _("Give each channel a lead"), "done": led, "url": where["team:board"]},
        {
            "label": _("Name the departments' contacts"),
            "done": found["reachable"],
            "url": where["brands:settings"],
        },
        {"label": _("Take in the first messages"), "done": found["fed"], "url": where["inbox:list"]},
    ]
