from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.access import Right
from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.publishing.post_choices import ImageQuestion, MediaKind, Rights


class MediaQuerySet(models.QuerySet["Media"]):
    def visible_to(self, user: User) -> "MediaQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.PUBLISHING_VIEW))


class Media(models.Model):
    """An image, a video… of what was written once for several networks: what it is, where, whose.

    It is kept as a reference alone; the file stays where it is.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    group = models.UUIDField(editable=False)
    kind = models.CharField(pgettext_lazy("medium", "kind"), max_length=10, choices=MediaKind.choices)
    what = models.CharField(_("what it shows"), max_length=300)
    place = models.CharField(_("where it is"), max_length=1000)
    owner = models.CharField(_("whose it is"), max_length=150, blank=True)
    rights = models.CharField(pgettext_lazy("medium", "rights"), max_length=10, choices=Rights.choices)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    key = models.UUIDField(unique=True, editable=False)

    objects = MediaQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["group"], name="media_group")]

    def __str__(self) -> str:
        return self.what


class ImageCheck(models.Model):
    """The answer to one of the questions that are asked of the media of a group; gone with a new medium."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    group = models.UUIDField(editable=False)
    question = models.CharField(max_length=10, choices=ImageQuestion.choices)
    fine = models.BooleanField()
    remark = models.CharField(_("remark"), max_length=300, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "question"], name="image_checked_once"),
            models.CheckConstraint(
                condition=models.Q(fine=True) | ~models.Q(remark=""),
                name="image_not_fine_says_why",
                violation_error_message=_("Say what is not right with the images."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group} · {self.question}"
