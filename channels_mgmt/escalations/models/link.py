from datetime import datetime

from django.db import models
from django.db.models import F, Q

from accounts.access import Right
from accounts.choices import Language
from accounts.models import Contact, User
from channels_mgmt.brands.models import Brand
from channels_mgmt.escalations.models.escalation import Escalation


class AnswerLinkQuerySet(models.QuerySet["AnswerLink"]):
    def visible_to(self, user: User) -> "AnswerLinkQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.ESCALATION_OPEN))

    def standing(self, at: datetime) -> "AnswerLinkQuerySet":
        return self.filter(revoked_at=None, expires_at__gt=at)


class AnswerLink(models.Model):
    """A link by which one contact reads one escalation and answers it without a login.

    Its token is drawn from the installation's key and `salt` (services/links.py), so that each message about
    the escalation carries the same link though only the token's digest is kept: what stands here opens
    nothing without the key, and the key opens nothing without what stands here.

    `name` and `email` are those of the contact as it was made. `opened` counts browsers, not the programs
    that fetch addresses before people do.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    escalation = models.ForeignKey(Escalation, on_delete=models.CASCADE, related_name="links")
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=150)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=2, choices=Language.choices, default=Language.FRENCH)
    salt = models.CharField(max_length=64, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    first_opened_at = models.DateTimeField(null=True, blank=True)
    last_opened_at = models.DateTimeField(null=True, blank=True)
    opened = models.PositiveIntegerField(default=0)

    objects = AnswerLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["escalation", "contact"],
                condition=Q(revoked_at=None),
                name="answer_link_one_of_a_person",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="answer_link_expires_later"
            ),
            models.CheckConstraint(
                condition=Q(opened=0, first_opened_at=None, last_opened_at=None)
                | Q(opened__gt=0, first_opened_at__isnull=False, last_opened_at__isnull=False),
                name="answer_link_opened_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.escalation_id} · {self.name}"
