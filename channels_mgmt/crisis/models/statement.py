import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from channels_mgmt.crisis.models.crisis import Crisis
from channels_mgmt.protocol.models import Entry
from channels_mgmt.team.models import Channel
from cmhub.lib.erased import ERASED


class Statement(models.Model):
    """A version of what the brand says in a crisis: the first is the holding statement.

    Once somebody else than its author has approved it, it does not change, but that it may be erased. The
    last approved one is what is said; it stands in the response protocol, as `entry`, as long as the crisis
    lasts.
    """

    crisis = models.ForeignKey(Crisis, on_delete=models.CASCADE, related_name="statements")
    number = models.PositiveSmallIntegerField(pgettext_lazy("statement", "version"))
    text_fr = models.TextField(_("text in French"), blank=True, default="")
    text_en = models.TextField(_("text in English"), blank=True, default="")
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    written_at = models.DateTimeField()
    approved_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    entry = models.ForeignKey(Entry, on_delete=models.SET_NULL, null=True, related_name="+")
    key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["crisis", "number"], name="statement_version_once"),
            models.CheckConstraint(
                condition=~Q(text_fr="", text_en=""),
                name="statement_says_something",
                violation_error_message=_("Write the statement in French or in English, at best in both."),
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("written_by")),
                name="statement_approved_by_another",
                violation_error_message=_("Who wrote the statement does not approve it: somebody else does."),
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None, approved_at=None)
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="statement_approved_has_time",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="approved_is_unchanging",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    f"OLD.approved_at IS NOT NULL AND (NEW.text_fr NOT IN (OLD.text_fr, '{ERASED}') OR "
                    f"NEW.text_en NOT IN (OLD.text_en, '{ERASED}') OR (OLD.approved_by_id, "
                    "OLD.approved_at, OLD.written_by_id, OLD.number, OLD.crisis_id) IS DISTINCT FROM "
                    "(NEW.approved_by_id, NEW.approved_at, NEW.written_by_id, NEW.number, NEW.crisis_id))"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.crisis_id} · {self.number}"

    @property
    def is_holding(self) -> bool:
        """Whether it is the first one, which says that more will be said."""
        return self.number == 1

    @property
    def texts(self) -> dict[str, str]:
        """What it says, by language, in those in which it is written."""
        both = {"fr": self.text_fr, "en": self.text_en}
        return {language: text for language, text in both.items() if text}


class StatementPublished(models.Model):
    """Where and when a statement was published, by whom; never changed, only erased with a member of the
    public whom it names.
    """

    append_only = True
    movable = ("place", "url")

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="published")
    channel = models.ForeignKey(
        Channel,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("channel"),
    )
    place = models.CharField(_("where else"), max_length=150, blank=True, default="")
    url = models.URLField(_("link"), max_length=500, blank=True, default="")
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(channel__isnull=False) | ~Q(place=""),
                name="statement_published_somewhere",
                violation_error_message=_("Say where it was published."),
            )
        ]
        triggers = [
            pgtrigger.ReadOnly(name="unchanging", exclude=["place", "url"]),
            pgtrigger.Protect(
                name="place_is_only_erased",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    f"NEW.place NOT IN (OLD.place, '{ERASED}') OR NEW.url NOT IN (OLD.url, '')"
                ),
            ),
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.statement_id} · {self.channel or self.place}"
