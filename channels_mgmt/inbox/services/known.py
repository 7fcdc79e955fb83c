"""What is logged already: found again by its link."""

from hashlib import md5

from django.core.exceptions import ValidationError
from django.db.models.functions import MD5
from django.utils.translation import gettext as _

from channels_mgmt.brands.links import Link
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.choices import Direction, Source
from channels_mgmt.inbox.models import Interaction, Message
from cmhub.lib.text import normalise_handle

LOOKED_AT = 20
"""Messages of one link that are looked at: below one post many may have written."""


class KnownError(ValidationError):
    """The link of what is being logged is in the inbox already, in `interaction`."""

    def __init__(self, interaction: Interaction) -> None:
        self.interaction = interaction
        super().__init__(_("This link is already logged, from the same person."), code="known")


def known_by(link: Link, *, brand: Brand, author: str = "") -> Interaction | None:
    """The interaction with a message of the public that has this link: one that a person logged, or one that
    a file or program brought with the network's id. With an author, one of theirs only: below one post many
    people write, each once in their own name.
    """
    received = Message.objects.filter(brand=brand, direction=Direction.IN, interaction__isnull=False)
    told = received.select_related("interaction__channel")
    found: list[Message] = []
    if link.network and link.message:
        found += told.filter(network=link.network, external_id=link.message)
    if not found:
        by_hand = told.filter(source=Source.HAND).exclude(url="").alias(link=MD5("url"))
        digest = md5(link.url.encode(), usedforsecurity=False).hexdigest()
        found += by_hand.filter(link=digest, url=link.url).order_by("-sent_at", "-pk")[:LOOKED_AT]
    key = normalise_handle(author)
    return next((one.interaction for one in found if not key or one.author_key == key), None)
