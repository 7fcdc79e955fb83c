from django.http import Http404, HttpRequest

from accounts.access import person_of
from channels_mgmt.brands.access import authorise
from channels_mgmt.inbox.models import Interaction


def load_interaction(request: HttpRequest, pk: int) -> Interaction:
    """The interaction, if the person may do with its brand what the view declares."""
    interaction = (
        Interaction.objects.visible_to(person_of(request))
        .select_related("brand__agency", "channel", "holder")
        .filter(pk=pk)
        .first()
    )
    if interaction is None:
        raise Http404
    authorise(request, interaction.brand)
    return interaction
