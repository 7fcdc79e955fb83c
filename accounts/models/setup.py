from django.db import models

from cmhub.lib.row_security import OPEN


class SetupLink(models.Model):
    """A one-time link by which the first administrator is made; only a digest of it is kept."""

    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    row_security = OPEN  # used before there is anybody

    def __str__(self) -> str:
        return self.created_at.isoformat()
