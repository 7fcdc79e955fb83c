from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.access import Right
from accounts.models import User
from channels_mgmt.brands.models import Brand


class BrandWordQuerySet(models.QuerySet["BrandWord"]):
    def visible_to(self, user: User) -> "BrandWordQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.PUBLISHING_VIEW))


class BrandWord(models.Model):
    """A word that is right for a brand though no dictionary has it: a product, a place, a saying."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="words", db_index=False)
    word = models.CharField(pgettext_lazy("spelling", "word"), max_length=60)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    objects = BrandWordQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "brand",
                Lower("word"),
                name="brand_word_once",
                violation_error_message=_("This word is among the brand’s already."),
            )
        ]

    def __str__(self) -> str:
        return self.word
