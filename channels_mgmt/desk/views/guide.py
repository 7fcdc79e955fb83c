from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accounts.access import agency_roles, signed_in
from channels_mgmt.brands.access import own_reach
from channels_mgmt.desk.guides import READERS, guide, reader_with
from cmhub.lib.htmx import render_page


@require_safe
@signed_in
def guide_of(request: HttpRequest, reader: str = "") -> HttpResponse:
    """The guide for a kind of reader; for the person's own where none is named."""
    reader = reader or reader_with(agency_roles(request) | own_reach(request).roles)
    if reader not in READERS:
        raise Http404
    language = "fr" if (get_language() or "").startswith("fr") else "en"
    tabs = [
        {"label": capfirst(label), "url": reverse("desk:guide_of", args=[name]), "current": name == reader}
        for name, (label, _roles) in READERS.items()
    ]
    return render_page(request, "desk/guide.html", {"guide": guide(reader, language), "tabs": tabs})
