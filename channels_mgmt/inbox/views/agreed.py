"""What is agreed to answer to an interaction, or that nothing is."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST, require_safe

from accounts.access import Right, person_of, requires
from channels_mgmt.brands.choices import Kind
from channels_mgmt.inbox.access import load_interaction
from channels_mgmt.inbox.forms.agreed import GapForm
from channels_mgmt.inbox.models import Interaction
from channels_mgmt.inbox.services.agreed import offers_for
from channels_mgmt.inbox.views.acts import do
from channels_mgmt.protocol.services.gaps import note_gap
from cmhub.lib.htmx import render_page


@require_safe
@requires(Right.INBOX_WRITE)
def agreed(request: HttpRequest, pk: int) -> HttpResponse:
    """The answers of the protocol that fit, each ready to be used; where none does, that can be noted."""
    interaction = load_interaction(request, pk)
    context = {
        "interaction": interaction,
        "offers": offers_for(interaction, by=person_of(request), at=timezone.now()),
        "gap_form": GapForm(initial={"words": interaction.theme}),
    }
    return render_page(request, "inbox/agreed/page.html", context, partial="offers")


@require_POST
@requires(Right.INBOX_WRITE)
def gap(request: HttpRequest, pk: int) -> HttpResponse:
    interaction = load_interaction(request, pk)
    form = GapForm(request.POST)
    words = form.cleaned_data["words"] if form.is_valid() else request.POST.get("words", "")
    return do(
        request,
        interaction,
        lambda: note_gap(
            brand=interaction.brand,
            words=words or named(interaction),
            kind=interaction.kind,
            interaction=interaction.pk,
            by=person_of(request),
        ),
        _("Noted: whoever writes the protocol sees that an answer is missing."),
    )


def named(interaction: Interaction) -> str:
    """As what an interaction is sorted, in the language of the house; empty for an unsorted one."""
    with override(settings.LANGUAGE_CODE):
        return interaction.theme or (str(Kind(interaction.kind).label) if interaction.kind else "")
