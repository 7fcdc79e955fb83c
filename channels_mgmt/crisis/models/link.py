from typing import ClassVar

from django.db import models

from accounts.models.signed_link import SignedLink, SignedLinkQuerySet, link_constraints
from channels_mgmt.crisis.models.telling import Telling


class TellingLink(SignedLink):
    """A link by which a contact who was told of a crisis reads how it stands, acknowledges it, and answers
    what is asked of who decides.
    """

    purpose: ClassVar[str] = "cmhub.crisis.telling_link"
    page: ClassVar[str] = "crisis:by_link"

    telling = models.ForeignKey(Telling, on_delete=models.CASCADE, related_name="links")

    objects = SignedLinkQuerySet.as_manager()

    class Meta:
        constraints = link_constraints("crisis_link", of=["telling"])

    def __str__(self) -> str:
        return str(self.telling)
