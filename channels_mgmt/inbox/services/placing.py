"""What people do to where messages belong: who may, and what threading leaves as they left it."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.access import Right
from accounts.models import User
from channels_mgmt.brands.access import rights_of
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.choices import Direction
from channels_mgmt.inbox.models import Interaction, Message
from channels_mgmt.inbox.services.waiting import in_order
from channels_mgmt.team.models import Channel
from cmhub.lib.text import excerpt

EXCERPT = 200
TOLD_BY_FIRST = ("author", "author_key", "excerpt")


def refuse_channels(by: User, brand: Brand, channels: Iterable[Channel]) -> None:
    """Raises ValidationError where a channel is of another brand, or not the person's to work on."""
    access = rights_of(by, brand)
    for channel in channels:
        if channel.brand_id != brand.pk:
            raise ValidationError(_("This channel belongs to another brand."), code="channel")
        if not access.may(Right.INBOX_WRITE) or not access.works_on(channel):
            told = _("You do not work on %(channel)s.") % {"channel": channel}
            raise ValidationError(told, code="right")


def lock_all(interactions: Iterable[Interaction]) -> dict[int, Interaction]:
    """The interactions as they stand, by id, kept from others until the transaction ends.

    Locked in the order of their ids, so that two who act at once wait and do not block each other. Raises
    ValidationError where one has become part of another meanwhile.
    """
    ids = {interaction.pk for interaction in interactions}
    rows = Interaction.objects.filter(pk__in=ids).select_related("channel").order_by("pk")
    held = {row.pk: row for row in rows.select_for_update(of=("self",))}
    if held.keys() != ids:
        raise ValidationError(
            _("This interaction has become one with an earlier one: look for it in the inbox."), code="merged"
        )
    return held


def pin(interaction: Interaction) -> None:
    """Its messages stay where a person put them, whatever files bring later."""
    Message.objects.filter(interaction=interaction, placed_by_person=False).update(placed_by_person=True)


def take_name_of_first(interaction: Interaction) -> None:
    """An interaction bears the author and the words of its first message in; not saved (TOLD_BY_FIRST)."""
    received = Message.objects.filter(interaction=interaction, direction=Direction.IN)
    if not (messages := in_order(received)):
        return
    first = messages[0]
    interaction.author, interaction.author_key = first.author, first.author_key
    interaction.excerpt = excerpt(first.text, EXCERPT)
