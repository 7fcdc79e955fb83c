"""What waits for one person."""

from django.db.models import Exists, OuterRef, Q

from channels_mgmt.watch.choices import GRAVE, UNDECIDED, State
from channels_mgmt.watch.models import Item, Telling
from channels_mgmt.watch.models.item import ItemQuerySet


def for_person(person: int) -> ItemQuerySet:
    """What the person was told of and is still to acknowledge or to decide on, and what they logged and
    others have decided on, until they have read it.
    """
    asked = Telling.objects.filter(item=OuterRef("pk"), user=person, expects=True)
    mine = Q(logged_by=person, state=State.DECIDED, decision_read_at=None) & ~Q(decided_by=person)
    return Item.objects.filter(Q(Exists(asked), nature__in=GRAVE, state__in=UNDECIDED) | mine)
