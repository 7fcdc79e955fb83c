from typing import Any

from django.db.models import OuterRef
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import Right, person_of, requires
from accounts.models import User
from channels_mgmt.brands.access import Access, access_of, load_brand
from channels_mgmt.brands.models import Brand
from channels_mgmt.crisis.services.surges_now import possible_of
from channels_mgmt.desk.setup import ON_THE_PATH, Path, path_of
from channels_mgmt.desk.views.setup import leave_path
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.inbox.counts import capped_counts
from channels_mgmt.inbox.models import Directed, Interaction, ModerationAct
from channels_mgmt.strategy.services.reading import in_force
from channels_mgmt.team.models import Assignment, Channel
from channels_mgmt.team.services.networks import mixtures_of, networks_decided
from cmhub.lib.htmx import render_page


@require_safe
@requires(Right.BRAND_VIEW)
def brand(request: HttpRequest, slug: str) -> HttpResponse:
    """A brand at a glance, as far as the person may see it."""
    shown = load_brand(request, slug)
    user = person_of(request)
    access = access_of(request)
    may = access.may
    context: dict[str, Any] = {"counts": counts(shown, user, access)}
    if may(Right.CRISIS_VIEW):
        context["possible_crises"] = possible_of(shown.pk)
    if may(Right.TEAM_VIEW):
        context["channels"] = channels_with_leads(shown, user)
        context["mixtures"] = mixtures_of(context["channels"], networks_decided(shown))
    if may(Right.STRATEGY_WRITE):
        path = path_of(shown, timezone.now())
        context |= {"path": path, "may_next": path.next is not None and may(path.next.right)}
    if may(Right.STRATEGY_VIEW):
        context["unsupported"] = not has_strategy(shown, context.get("path"))
    response = render_page(request, "desk/brand.html", context)
    if ON_THE_PATH in request.COOKIES:
        leave_path(response, shown)
    return response


def has_strategy(shown: Brand, path: Path | None) -> bool:
    return path.has_strategy if path else in_force(shown) is not None


def counts(shown: Brand, user: User, access: Access) -> dict[str, Any]:
    querysets: dict[str, Any] = {}
    if access.may(Right.INBOX_VIEW):
        interactions = Interaction.objects.of(access)
        querysets |= {"to_answer": interactions.to_answer(), "pending": interactions.pending()}
    if access.may(Right.MODERATION_REVIEW):
        acts, directed = ModerationAct.objects.filter(brand=shown), Directed.objects.filter(brand=shown)
        querysets |= {"appeals": acts.appealed(), "never_came": directed.never_came(timezone.now())}
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
