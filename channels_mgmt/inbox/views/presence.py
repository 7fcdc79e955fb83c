"""Who else is here: asked again and again by the page of an interaction while it is looked at."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from accounts.access import Right, person_of, requires
from channels_mgmt.brands.access import access_of
from channels_mgmt.inbox.access import load_interaction
from channels_mgmt.inbox.presence import seen_by
from channels_mgmt.inbox.views.acts import to_interaction
from cmhub.lib.htmx import is_fragment, not_modified, render_page
from cmhub.lib.presence import ANSWERING, LOOKING


@require_safe
@requires(Right.INBOX_VIEW)
def presence(request: HttpRequest, pk: int) -> HttpResponse:
    """Tells others that the person is here, and the person who else is; `doing=answering` only tells."""
    interaction = load_interaction(request, pk)
    if not is_fragment(request):
        return to_interaction(interaction)
    writes = access_of(request).may(Right.INBOX_WRITE)
    answering = request.GET.get("doing") == ANSWERING and writes
    context = seen_by(interaction.pk, person_of(request), ANSWERING if answering else LOOKING)
    if request.GET.get("doing"):
        return HttpResponse(status=204)
    if unchanged := not_modified(request, context["presence_seen"]):
        return unchanged
    return render_page(request, "inbox/presence/_here.html", {"interaction": interaction, **context})
