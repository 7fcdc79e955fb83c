"""Where a crisis can be opened from, the first of the two taps, and what came of it."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from accounts.models import User
from channels_mgmt.brands.access import Access
from channels_mgmt.crisis.models import Crisis
from channels_mgmt.watch.acts import Act
from channels_mgmt.watch.choices import Nature
from channels_mgmt.watch.models import Item
from channels_mgmt.watch.panels import Panel

MANY = 10


def crises_of_item(item: Item, _person: User, access: Access) -> Panel | None:
    """The crises that were opened on a watch item, the latest first, also those that are over."""
    crises = Crisis.objects.of(access).filter(item=item).select_related("opened_by").order_by("-opened_at")
    found = list(crises[:MANY])
    return Panel("crisis/_of_item.html", {"crises": found}) if found else None


def open_from_item(item: Item, access: Access) -> Act | None:
    """The way to the crisis that runs on a watch item, else to the form that opens one; of what is routine
    none is offered.
    """
    if running := Crisis.objects.of(access).running().filter(item=item).order_by("drill", "pk").first():
        return Act(_("To the crisis"), reverse("crisis:detail", args=[running.pk]), "siren", danger=True)
    if item.nature == Nature.ROUTINE or not access.may(Right.CRISIS_OPEN):
        return None
    url = f"{reverse('crisis:open', args=[access.brand.slug])}?item={item.pk}"
    return Act(_("Open a crisis"), url, "siren", danger=item.nature == Nature.CRISIS_PRONE)
