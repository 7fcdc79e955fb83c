"""The lists of the inbox that a team shares, as people call them."""

from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.models import SavedView
from channels_mgmt.inbox.services.views import save_view

SHARED = {
    "Plaintes sans titulaire": "kind=complaint&holder=nobody",
    "Plus d’un jour d’attente": "waited=1d",
    "Promesses en retard": "state=all&promise=late",
    "Réponses à publier": "state=all&approval=to_publish",
}


def furnish(brand: Brand, manager: User, *, at: datetime) -> None:
    """Saves those that the brand has never had: what its people changed or deleted stays so."""
    keys = {name: uuid5(NAMESPACE_URL, f"view/{brand.slug}/{name}") for name in SHARED}
    had = set(SavedView.objects.filter(key__in=keys.values()).values_list("key", flat=True))
    if had:
        return
    for name, query in SHARED.items():
        save_view(brand=brand, name=name, query=query, shared=True, by=manager, key=keys[name], at=at)
