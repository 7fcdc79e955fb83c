from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from channels_mgmt.brands.models import Brand


class ThemeWord(models.Model):
    """What people said of a word by which themes are found: the theme that it stands for, or none at all.

    `stem` is what its inflections share. Remembered for the weeks to come; what is published stays.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    stem = models.CharField(max_length=40)
    theme = models.CharField(_("theme"), max_length=80, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["theme", "stem"]
        constraints = [models.UniqueConstraint(fields=["brand", "stem"], name="theme_word_said_once")]

    def __str__(self) -> str:
        return f"{self.stem}: {self.theme}"
