from collections.abc import Iterable
from datetime import datetime

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.access import Right
from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.strategy.choices import FROZEN, OPEN, Act, Goal, Presence, Section, State

LONG = 20_000
"""Characters that a text of a strategy may have."""

SIGNED_BY_AN_AUTHOR = """
    IF EXISTS (
        SELECT 1 FROM strategy_author author JOIN accounts_user person ON person.id = author.user_id
        WHERE author.strategy_id = NEW.id
        AND (person.id = NEW.validated_by_id OR lower(person.email) = lower(NEW.validated_email))
    ) THEN
        RAISE EXCEPTION 'a strategy is not validated by one of its authors';
    END IF;
    RETURN NEW;
"""


SIGNED = (
    "state",
    "submitted_at",
    "submitted_by_id",
    "validated_at",
    "validated_by_id",
    "validated_name",
    "validated_email",
)
"""What is written of a version that is validated or sent back."""


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)


def changed_besides(columns: Iterable[str], *, states: Iterable[str]) -> pgtrigger.Condition:
    """That a row in one of the states is changed in any other column."""
    kept, held = f"ARRAY[{_quoted(columns)}]", _quoted(states)
    told = f"to_jsonb(OLD) - {kept} IS DISTINCT FROM to_jsonb(NEW) - {kept}"
    return pgtrigger.Condition(f"OLD.state IN ({held}) AND {told}")


def long_text(label: object, help_text: object = "") -> models.TextField:
    return models.TextField(label, blank=True, max_length=LONG, help_text=help_text)  # type: ignore[arg-type]


class StrategyQuerySet(models.QuerySet["Strategy"]):
    def visible_to(self, user: User) -> "StrategyQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.STRATEGY_VIEW))

    def in_force(self, at: datetime | None = None) -> "StrategyQuerySet":
        """The validated versions that count today, one a brand at most, or that counted at an instant."""
        if at is None:
            return self.filter(state=State.VALIDATED)
        later = Q(superseded_at=None) | Q(superseded_at__gt=at)
        return self.filter(later, state__in=FROZEN, validated_at__lte=at)

    def open(self) -> "StrategyQuerySet":
        """What is being written or waits to be validated, one version a brand at most."""
        return self.filter(state__in=OPEN)


class Strategy(models.Model):
    """One version of a brand's strategy: drafted, submitted, validated by the company, then frozen.

    What has rows is in models of its own (personas, networks, objectives…). `validated_name` and
    `validated_email` are of whoever validated it by a link, without a login.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="strategies")
    version = models.PositiveSmallIntegerField(_("version"))
    state = models.CharField(
        pgettext_lazy("strategy", "state"), max_length=10, choices=State.choices, default=State.DRAFT
    )

    goals = ArrayField(
        models.CharField(max_length=10, choices=Goal.choices),
        default=list,
        blank=True,
        verbose_name=_("what the company wants of its presence"),
    )
    goal_words = long_text(_("the company's goal, in its own words"))
    company_strategy = long_text(
        _("the company's strategy as a whole"),
        _("Where the company wants to go: networks are a part of the way."),
    )

    site_state = models.CharField(_("the site"), max_length=10, choices=Presence.choices, blank=True)
    site_findings = long_text(_("findings on the site, and how it converts"))
    staff_state = models.CharField(
        _("profiles of the staff"), max_length=10, choices=Presence.choices, blank=True
    )
    staff_findings = long_text(_("findings on the profiles of the staff"))
    content_state = models.CharField(
        _("content of the whole company"), max_length=10, choices=Presence.choices, blank=True
    )
    content_findings = long_text(_("findings on the company's content"))

    mission = long_text(
        _("mission"), _("What the brand is there for on the networks, in two or three lines.")
    )
    audience = long_text(_("audience"), _("Whom it speaks to, and where they are."))

    tone = long_text(_("tone"))
    says = long_text(_("what the brand says"))
    does_not_say = long_text(_("what the brand does not say"))

    networks_apart = long_text(_("networks that were left out, and why"))
    in_time_percent = models.PositiveSmallIntegerField(
        _("share of messages to be answered in time (%)"),
        default=90,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    crisis_words = long_text(_("how decisions are taken in a crisis"))

    begun_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    begun_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    validated_at = models.DateTimeField(null=True, blank=True)
    validated_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    validated_name = models.CharField(max_length=150, blank=True)
    validated_email = models.EmailField(blank=True)
    superseded_at = models.DateTimeField(null=True, blank=True)

    objects = StrategyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "strategies"
        ordering = ["brand", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["brand", "version"], name="strategy_version_once"),
            models.UniqueConstraint(
                fields=["brand"],
                condition=Q(state__in=OPEN),
                name="strategy_one_draft",
                violation_error_message=_("A version of this strategy is being written already."),
            ),
            models.UniqueConstraint(
                fields=["brand"],
                condition=Q(state=State.VALIDATED),
                name="strategy_one_in_force",
                violation_error_message=_("Another version of this strategy is in force."),
            ),
            models.CheckConstraint(
                condition=Q(in_time_percent__gte=1, in_time_percent__lte=100),
                name="strategy_in_time_is_a_share",
                violation_error_message=_("A share is between 1 and 100 %."),
            ),
            models.CheckConstraint(
                condition=Q(goals__contained_by=Goal.values), name="strategy_goals_are_known"
            ),
            models.CheckConstraint(
                condition=Q(state=State.DRAFT) | Q(submitted_at__isnull=False),
                name="strategy_submitted_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=FROZEN)
                | Q(validated_at__isnull=False) & (Q(validated_by__isnull=False) | ~Q(validated_email="")),
                name="strategy_validated_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.SUPERSEDED) | Q(superseded_at__isnull=False),
                name="strategy_superseded_has_time",
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="passages",
                field="state",
                transitions=[
                    ("draft", "submitted"),
                    ("submitted", "draft"),
                    ("submitted", "validated"),
                    ("validated", "superseded"),
                ],
            ),
            pgtrigger.Trigger(
                name="never_by_its_author",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Q(new__state=State.VALIDATED),
                func=SIGNED_BY_AN_AUTHOR,
            ),
            pgtrigger.Protect(
                name="submitted_stands_still",
                operation=pgtrigger.Update,
                condition=changed_besides(SIGNED, states=("submitted",)),
            ),
            pgtrigger.Protect(
                name="validated_is_frozen",
                operation=pgtrigger.Update,
                condition=changed_besides(("state", "superseded_at"), states=FROZEN),
            ),
            pgtrigger.Protect(
                name="validated_stays",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__state__in=FROZEN),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.brand} · {self.version}"

    @property
    def is_frozen(self) -> bool:
        return self.state in FROZEN

    @property
    def goal_labels(self) -> list[str]:
        return [str(Goal(goal).label) for goal in self.goals]

    @property
    def validator(self) -> str:
        """The name of whoever validated it, with a login or by a link."""
        return self.validated_by.name if self.validated_by else self.validated_name


class Author(models.Model):
    """Who wrote any of a version, or of the one that it was copied from: they do not validate it."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="authors")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["strategy", "user"], name="strategy_author_once")]

    def __str__(self) -> str:
        return f"{self.strategy} · {self.user}"


class SectionEdition(models.Model):
    """How often a section of a version was saved, by whom last and from which page: of two that write at once
    the second is told, and a page never of what it saved itself.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="editions")
    section = models.CharField(max_length=12, choices=Section.choices)
    edition = models.PositiveIntegerField(default=0)
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    saved_at = models.DateTimeField()
    page = models.UUIDField(null=True, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["strategy", "section"], name="strategy_section_once")]

    def __str__(self) -> str:
        return f"{self.strategy} · {self.section} · {self.edition}"


class StrategyEvent(models.Model):
    """What happened to a version, when and by whom; `name` is of who has no login, `words` why."""

    append_only = True

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="events")
    act = models.CharField(max_length=10, choices=Act.choices)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=150, blank=True)
    words = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["strategy", "at"], name="strategy_event_by_version")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.strategy} · {self.act}"
