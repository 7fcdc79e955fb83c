from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from accounts.access import Right, requires
from channels_mgmt.brands.access import load_brand
from cmhub.lib.htmx import render_page
from reporting.weekly import definitions as written


@requires(Right.REPORT_VIEW)
def definitions(request: HttpRequest, slug: str) -> HttpResponse:
    """What each figure of the report means: formula, unit, source, and what it does not say."""
    load_brand(request, slug)
    return render_page(
        request, "weekly/definitions.html", {"definitions": written.definitions(get_language() or "fr")}
    )
