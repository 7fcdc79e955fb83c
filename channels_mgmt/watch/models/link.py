from typing import ClassVar

from django.db import models

from accounts.models.signed_link import SignedLink, SignedLinkQuerySet, link_constraints
from channels_mgmt.watch.models.telling import Telling


class TellingLink(SignedLink):
    """A link by which a contact who was told of an item reads it, says that they have it, and decides."""

    purpose: ClassVar[str] = "cmhub.watch.telling_link"
    page: ClassVar[str] = "watch:by_link"

    telling = models.ForeignKey(Telling, on_delete=models.CASCADE, related_name="links")

    objects = SignedLinkQuerySet.as_manager()

    class Meta:
        constraints = link_constraints("watch_link", of=["telling"])

    def __str__(self) -> str:
        return str(self.telling)
