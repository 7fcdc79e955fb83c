"""The list that somebody looks at, as a file: exactly what its filters leave."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from accounts.access import Right, person_of, requires
from accounts.services.audit import record
from channels_mgmt.brands.access import access_of, load_brand
from channels_mgmt.inbox.exports import MOST, rows_of
from channels_mgmt.inbox.models import Interaction
from channels_mgmt.inbox.views.lists import filters_of
from cmhub.lib.csv_files import csv_response
from cmhub.lib.htmx import redirect_to
from cmhub.lib.numbers import number_words
from cmhub.lib.spreadsheets import xlsx_response


@require_safe
@requires(Right.INBOX_VIEW)
def export(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Gives out what the list holds, to be saved; a list too long for a file leads back, with the reason.

    The record tells by which filters, not what was searched for: that may be the name of a person.
    """
    brand, user = load_brand(request, slug), person_of(request)
    filters = filters_of(request.GET, brand, user)
    here = Interaction.objects.of(access_of(request))
    number = filters.apply(here).order_by().values("pk")[: MOST + 1].count()
    if number > MOST:
        told = _("More than %(most)s interactions match: narrow the list, to a period for instance.")
        messages.error(request, told % {"most": number_words(MOST)})
        return redirect_to(request, f"{reverse('inbox:list', args=[slug])}?{filters.query()}")
    record(
        verb="interactions.exported",
        what=brand,
        by=user,
        agency_id=brand.agency_id,
        brand_id=brand.pk,
        count=number,
        file=kind,
        tab=filters.state or filters.group,
        filters=[each.name for each in filters.active()],
    )
    today = timezone.localdate().isoformat()
    name = pgettext("file name", "inbox-%(brand)s-%(day)s") % {"brand": brand.slug, "day": today}
    rows = rows_of(here, filters, translation.get_language() or "fr")
    if kind == "xlsx":
        response = xlsx_response(f"{name}.xlsx", _("Inbox"), rows)
        return cast("HttpResponse", response)  # its stubs do not say that it is one
    return cast("HttpResponse", csv_response(f"{name}.csv", rows))
