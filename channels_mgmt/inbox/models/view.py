from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.access import Right
from accounts.models import User
from channels_mgmt.brands.models import Brand

LONGEST_QUERY = 2_000


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def visible_to(self, user: User) -> "SavedViewQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.INBOX_VIEW)).offered_to(user.pk)

    def offered_to(self, person: int) -> "SavedViewQuerySet":
        """The person's own, and those that others share."""
        return self.filter(Q(owner=person) | Q(shared=True), deleted_at=None)


class SavedView(models.Model):
    """A list of the inbox under a name: no more than its address, so that it always shows what is there now.

    `query` is what `inbox.filters.Filters` writes. One that was deleted stays for a while, to be put back.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+", db_index=False)
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(pgettext_lazy("saved view", "name"), max_length=60)
    query = models.CharField(max_length=LONGEST_QUERY, blank=True)
    shared = models.BooleanField(_("shown to the whole team"), default=False)
    position = models.PositiveSmallIntegerField(default=0)
    edition = models.PositiveIntegerField(default=1, editable=False)
    key = models.UUIDField(unique=True, editable=False)
    created_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["brand", "owner", "name"],
                condition=Q(deleted_at=None),
                name="saved_view_one_of_a_name",
                violation_error_message=_("You have a view of this name already."),
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="saved_view_has_a_name",
                violation_error_message=_("Give the view a name."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["brand", "position"], condition=Q(deleted_at=None), name="saved_view_in_order"
            )
        ]

    def __str__(self) -> str:
        return self.name
