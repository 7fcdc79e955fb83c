from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import Right, person_of, requires
from channels_mgmt.brands.access import access_of, load_brand
from channels_mgmt.escalations.services.rules.matrix import matrix_of
from channels_mgmt.escalations.services.rules.routing import rules_of
from cmhub.lib.htmx import render_page


@require_safe
@requires(Right.ESCALATION_OPEN)
def matrix(request: HttpRequest, slug: str) -> HttpResponse:
    """Who answers what, by when, and who is behind; to be printed and hung up."""
    brand, now = load_brand(request, slug), timezone.now()
    access = access_of(request)
    context = {
        "matrix": matrix_of(brand, rules_of(brand), user=person_of(request), at=now),
        "drawn_at": now,
        "may_change": access.may(Right.ROUTING_MANAGE),
        "may_set_up": access.may(Right.BRAND_MANAGE),
        "may_read_inbox": access.may(Right.INBOX_VIEW),
        "may_read_directory": access.may(Right.DIRECTORY_VIEW),
    }
    return render_page(request, "escalations/matrix.html", context)
