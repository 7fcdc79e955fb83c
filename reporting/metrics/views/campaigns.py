from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from accounts.access import Right, requires
from channels_mgmt.brands.access import access_of
from channels_mgmt.publishing.access import load_campaign
from channels_mgmt.publishing.services.campaigns import cost_of
from cmhub.lib.htmx import render_page
from reporting.metrics.services.campaigns import earned_by, lines_of


@require_safe
@requires(Right.PUBLISHING_VIEW)
def campaign_figures(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """What the campaign brought; what it cost for who sees budgets."""
    campaign = load_campaign(request, slug, pk)
    sees_cost = access_of(request).may(Right.MEANS_MANAGE)
    cost = cost_of(campaign) if sees_cost else None
    earned = earned_by(campaign)
    context = {
        "campaign": campaign,
        "earned": earned,
        "lines": lines_of(campaign, earned, cost),
        "cost": cost,
        "sees_cost": sees_cost,
    }
    return render_page(request, "metrics/campaigns/figures.html", context, partial="figures")
