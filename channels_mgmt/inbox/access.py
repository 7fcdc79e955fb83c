from django.http import Http404, HttpRequest
from django.utils import timezone

from accounts.access import Right, person_of
from channels_mgmt.brands.access import brand_of_id, keep_to_channels, load_brand_of
from channels_mgmt.inbox.models import Interaction


def load_interaction(request: HttpRequest, pk: int) -> Interaction:
    """The interaction, if the person may do with its brand what the view declares."""
    interaction = Interaction.objects.select_related("channel", "holder").filter(pk=pk).first()
    if interaction is None:
        # The statement that one of a foreign brand takes: its absence answers no sooner.
        brand_of_id(brand=0, person=person_of(request).pk, at=timezone.now())
        raise Http404
    load_brand_of(request, interaction, shown_to=Right.INBOX_VIEW)
    keep_to_channels(request, interaction.channel)
    return interaction
