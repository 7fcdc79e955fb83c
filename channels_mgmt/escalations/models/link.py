from typing import ClassVar

from django.db import models

from accounts.access import Right
from accounts.choices import Language
from accounts.models import Contact, User
from accounts.models.signed_link import SignedLink, SignedLinkQuerySet, link_constraints
from channels_mgmt.brands.models import Brand
from channels_mgmt.escalations.models.escalation import Escalation


class AnswerLinkQuerySet(SignedLinkQuerySet):
    def visible_to(self, user: User) -> "AnswerLinkQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.ESCALATION_OPEN))


class AnswerLink(SignedLink):
    """A link by which one contact reads one escalation and answers it without a login.

    `name` and `email` are those of the contact as it was made.
    """

    purpose: ClassVar[str] = "cmhub.escalations.answer_link"
    page: ClassVar[str] = "escalations:by_link"

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    escalation = models.ForeignKey(Escalation, on_delete=models.CASCADE, related_name="links")
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=150)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=2, choices=Language.choices, default=Language.FRENCH)

    objects = AnswerLinkQuerySet.as_manager()

    class Meta:
        constraints = link_constraints("answer_link", of=["escalation", "contact"])

    def __str__(self) -> str:
        return f"{self.escalation_id} · {self.name}"
