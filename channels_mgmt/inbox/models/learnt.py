from django.db import models
from django.db.models import Q

from accounts.access import Right
from accounts.models import User
from channels_mgmt.brands.models import Brand

FEWEST_AUTHORS = 3
"""A word that fewer members of the public wrote is not kept: it may be the name of one of them."""


class LearntWordQuerySet(models.QuerySet["LearntWord"]):
    def visible_to(self, user: User) -> "LearntWordQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.INBOX_VIEW))


class LearntWord(models.Model):
    """How many members of a brand's public used a word in what people of the house said to be this.

    `label` is what was said, `kind` or `sentiment`. Counted anew from the interactions themselves, so that
    what is erased there is forgotten here; never a text, nor who wrote.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+", db_index=False)
    label = models.CharField(max_length=10)
    word = models.CharField(max_length=40)
    value = models.CharField(max_length=20)
    count = models.PositiveIntegerField()

    objects = LearntWordQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["brand", "label", "word", "value"], name="learnt_word_once"),
            models.CheckConstraint(condition=Q(count__gte=1), name="learnt_word_was_used"),
        ]

    def __str__(self) -> str:
        return f"{self.word}: {self.value} ({self.count})"
