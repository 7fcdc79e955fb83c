from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.access import Right
from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.publishing.models.post import Post
from channels_mgmt.publishing.post_choices import Where, Witness
from channels_mgmt.team.models import Channel


class ErratumQuerySet(models.QuerySet["Erratum"]):
    def visible_to(self, user: User) -> "ErratumQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.PUBLISHING_VIEW))

    def standing(self) -> "ErratumQuerySet":
        return self.filter(corrected_at=None)


class Erratum(models.Model):
    """An error found after publishing: what, where, who saw it, what was put right, what was learned.

    `page` is the path of the page of the product on which the reply is, given by the room that has it.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="errata", db_index=False)
    where = models.CharField(pgettext_lazy("erratum", "where"), max_length=10, choices=Where.choices)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="errata")
    page = models.CharField(max_length=200, blank=True, editable=False)
    channel = models.ForeignKey(
        Channel,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("channel"),
    )
    url = models.URLField(_("link"), max_length=1000, blank=True)
    error = models.TextField(_("the error"), max_length=2000)
    witness = models.CharField(_("who saw it"), max_length=10, choices=Witness.choices)
    witness_words = models.CharField(_("who, in words"), max_length=150, blank=True)
    since = models.DateTimeField(pgettext_lazy("erratum", "published on"))
    seen_at = models.DateTimeField(pgettext_lazy("erratum", "seen on"))
    correction = models.TextField(_("the correction"), max_length=2000, blank=True)
    corrected_at = models.DateTimeField(_("corrected on"), null=True, blank=True)
    corrected_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("corrected by"),
    )
    lesson = models.TextField(_("what was learned"), max_length=2000, blank=True)
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()
    key = models.UUIDField(unique=True, editable=False)
    edition = models.PositiveIntegerField(default=1, editable=False)

    objects = ErratumQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(where=Where.POST, post__isnull=False) | ~Q(where=Where.POST) & Q(post=None),
                name="erratum_of_a_post",
            ),
            models.CheckConstraint(
                condition=Q(seen_at__gte=F("since")),
                name="erratum_seen_after_published",
                violation_error_message=_("An error is not seen before it is published."),
            ),
            models.CheckConstraint(
                condition=Q(corrected_at=None, corrected_by=None, correction="")
                | Q(corrected_at__gte=F("since"), corrected_by__isnull=False) & ~Q(correction=""),
                name="erratum_corrected_in_words",
                violation_error_message=_(
                    "What is corrected says how, when and by whom, and not before it was published."
                ),
            ),
        ]
        indexes = [models.Index(fields=["brand", "-noted_at"], name="erratum_latest")]

    def __str__(self) -> str:
        return self.error[:60]

    @property
    def stood(self) -> timedelta | None:
        """How long it stood before everybody; None as long as it stands."""
        return self.corrected_at - self.since if self.corrected_at else None
