"""An error in a reply: noted among the errata of what the brand publishes, with the way back to the reply."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from accounts.access import Right, requires
from channels_mgmt.inbox.access import load_interaction
from channels_mgmt.inbox.choices import Direction
from channels_mgmt.publishing.forms.errata import NewErratumForm
from channels_mgmt.publishing.views.errata import form_page, note
from cmhub.lib.htmx import redirect_to


@requires(Right.INBOX_WRITE)
def erratum(request: HttpRequest, pk: int) -> HttpResponse:
    """What was wrong in what the brand answered last, or before."""
    interaction = load_interaction(request, pk)
    replies = interaction.messages.filter(direction=Direction.OUT).order_by("-sent_at")
    last = replies.values_list("sent_at", flat=True).first()
    form = NewErratumForm(request.POST or None, initial={"since": last and timezone.localtime(last)})
    about = {
        "brand": interaction.brand,
        "channel": interaction.channel,
        "page": reverse("desk:interaction", args=[pk]),
    }
    if request.method == "POST" and form.is_valid() and note(request, form, **about):
        return redirect_to(request, "desk:interaction", pk)
    return form_page(request, form, {"interaction": interaction})
