"""Mails that did not arrive, for who runs the house."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import Right, load_agency, load_of_agency, person_of, requires
from accounts.models import Agency, Notification
from accounts.services.failures import handle, handle_again, waiting_for_server, with_lines
from cmhub.lib.htmx import redirect_to, render_page
from cmhub.lib.paging import keyset_page, with_query


@require_safe
@requires(Right.AGENCY_MANAGE)
def failed(request: HttpRequest) -> HttpResponse:
    agency = load_agency(request)
    handled = bool(request.GET.get("handled"))
    rows = Notification.objects.undelivered(agency).filter(handled_at__isnull=not handled)
    page = keyset_page(
        rows.select_related("user", "handled_by"), field="created_at", cursor=request.GET.get("cursor", "")
    )
    here = _list(agency)
    context = {
        "agency": agency,
        "failures": with_lines(agency, page.rows),
        "handled": handled,
        "tabs": [
            {"label": _("To see to"), "url": here, "current": not handled},
            {"label": _("Handled"), "url": f"{here}&handled=1", "current": handled},
        ],
        "waiting": waiting_for_server(agency, timezone.now()),
        "next_url": with_query(request.GET, cursor=page.next) if page.next else "",
        "previous_url": with_query(request.GET, cursor=page.previous) if page.previous else "",
    }
    return render_page(request, "notifications/failed.html", context)


@require_POST
@requires(Right.AGENCY_MANAGE)
def failed_handled(request: HttpRequest, pk: int) -> HttpResponse:
    one = _load(request, pk)
    if handle(notification=one, by=person_of(request)):
        undo = f"{reverse('notifications:failed_again', args=[one.pk])}"
        messages.success(request, _("Marked as handled."), extra_tags=f"undo={undo}")
    else:
        messages.info(request, _("Somebody has handled it already."))
    return redirect_to(request, _list(one.agency))


@require_POST
@requires(Right.AGENCY_MANAGE)
def failed_again(request: HttpRequest, pk: int) -> HttpResponse:
    one = _load(request, pk)
    handle_again(notification=one, by=person_of(request))
    messages.success(request, _("It is to be seen to again."))
    return redirect_to(request, _list(one.agency))


def _load(request: HttpRequest, pk: int) -> Notification:
    return load_of_agency(request, Notification.objects.all(), pk)


def _list(agency: Agency) -> str:
    return f"{reverse('notifications:failed')}?{urlencode({'agency': agency.slug})}"
