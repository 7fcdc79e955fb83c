from django.db import models
from django.db.models import Q

from accounts.access import Right
from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.models.message import Message


class AdoptionQuestionQuerySet(models.QuerySet["AdoptionQuestion"]):
    def visible_to(self, user: User) -> "AdoptionQuestionQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.INTAKE))

    def open(self) -> "AdoptionQuestionQuerySet":
        return self.filter(decided_at=None, message__isnull=False)


class AdoptionQuestion(models.Model):
    """Which of the messages recorded by hand, if any, is the one that a file has brought.

    `adopted` is the recorded message that took the network's id: then `message`, taken in beside it, is gone.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+", db_index=False)
    message = models.OneToOneField(
        Message, on_delete=models.SET_NULL, null=True, related_name="adoption_question"
    )
    candidates = models.ManyToManyField(Message, related_name="+")
    adopted = models.ForeignKey(Message, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    objects = AdoptionQuestionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="adoption_decided_by_a_person",
            )
        ]
        indexes = [
            models.Index(fields=["brand", "asked_at"], condition=Q(decided_at=None), name="adoption_open")
        ]

    def __str__(self) -> str:
        return str(self.message or self.adopted or self.pk)
