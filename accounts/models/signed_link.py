from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from accounts.models.user import User


class SignedLinkQuerySet(models.QuerySet[Any]):
    def unrevoked(self) -> "SignedLinkQuerySet":
        return self.filter(revoked_at=None).order_by("pk")


class SignedLink(models.Model):
    """A link by which one person opens one thing and acts on it without a login.

    Its token is drawn from the installation's key and `salt` (services/signed_links.py), so that each message
    about the thing carries the same link though only the token's digest is kept: what stands here opens
    nothing without the key, and the key opens nothing without what stands here.

    `opened` counts browsers, not the programs that fetch addresses before people do. A model says in
    `purpose` what its tokens are for, so that one of another model is none of its own, and in `page` which
    address takes them.
    """

    purpose: ClassVar[str]
    page: ClassVar[str]

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

    class Meta:
        abstract = True

    def stands(self, at: datetime) -> bool:
        return self.revoked_at is None and self.expires_at > at


def link_constraints(name: str, *, of: list[str]) -> list[models.BaseConstraint]:
    """What holds for each kind of link; there is one that is not revoked for the same `of`."""
    return [
        models.UniqueConstraint(fields=of, condition=Q(revoked_at=None), name=f"{name}_one_of_a_person"),
        models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name=f"{name}_expires_later"),
        models.CheckConstraint(
            condition=Q(opened=0, first_opened_at=None, last_opened_at=None)
            | Q(opened__gt=0, first_opened_at__isnull=False, last_opened_at__isnull=False),
            name=f"{name}_opened_has_time",
        ),
    ]
