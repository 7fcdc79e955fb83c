"""A post's address, until its page is there."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from accounts.access import Right, requires
from channels_mgmt.publishing.access import load_post
from cmhub.lib.htmx import redirect_to


@require_safe
@requires(Right.PUBLISHING_VIEW)
def post(request: HttpRequest, pk: int) -> HttpResponse:
    return redirect_to(request, "publishing:posts", load_post(request, pk).brand.slug)
