"""The parts of a strategy that have rows: written while it is a draft, frozen with it."""

from decimal import Decimal
from uuid import uuid4

import pgtrigger
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.access import Right
from accounts.models import Contact, User
from channels_mgmt.brands.choices import Network, Purpose
from channels_mgmt.brands.models import Brand
from channels_mgmt.strategy.choices import Category, Influence
from channels_mgmt.strategy.models.strategy import Strategy, long_text

POSTS_AT_MOST = Decimal(500)
MINUTES_AT_MOST = 60 * 24 * 31

OF_NO_DRAFT = """
    IF TG_OP <> 'INSERT' AND NOT EXISTS (
        SELECT 1 FROM strategy_strategy WHERE id = OLD.strategy_id AND state = 'draft'
    ) OR TG_OP <> 'DELETE' AND NOT EXISTS (
        SELECT 1 FROM strategy_strategy
        WHERE id = NEW.strategy_id AND brand_id = NEW.brand_id AND state = 'draft'
    ) THEN
        RAISE EXCEPTION 'only a draft of the same brand changes';
    END IF;
    RETURN COALESCE(NEW, OLD);
"""


def without_zeros(value: Decimal) -> Decimal:
    """The same number without the zeros that follow its decimals."""
    return value.quantize(Decimal(1)) if value == value.to_integral() else value.normalize()


class PartQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> "PartQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.STRATEGY_VIEW))


class Part(models.Model):
    """A row of a version. `key` stays the same in the versions that are copied from it."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    key = models.UUIDField(default=uuid4, editable=False)
    position = models.PositiveSmallIntegerField(default=0)

    objects = PartQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["strategy", "key"], name="%(app_label)s_%(class)s_key_once")
        ]
        triggers = [
            pgtrigger.Trigger(
                name="frozen_with_its_version",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=OF_NO_DRAFT,
            )
        ]


class Persona(Part):
    """A kind of person of the audience: what they want done, what drives and what frustrates them."""

    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="personas")
    name = models.CharField(_("name"), max_length=120)
    task = long_text(_("what this person wants done"))
    drives = long_text(_("what drives them"))
    frustrations = long_text(_("what frustrates them"))
    size = models.PositiveIntegerField(_("how many they are"), null=True, blank=True)
    influence = models.CharField(_("influence"), max_length=10, choices=Influence.choices, blank=True)

    class Meta(Part.Meta):
        pass

    def __str__(self) -> str:
        return self.name


class CommunityCode(Part):
    """How one speaks and behaves in one community."""

    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="communities")
    name = models.CharField(_("community"), max_length=120)
    network = models.CharField(_("network"), max_length=20, choices=Network.choices, blank=True)
    codes = long_text(_("tone and codes"))

    class Meta(Part.Meta):
        pass

    def __str__(self) -> str:
        return self.name


class NetworkPlan(Part):
    """A network that was chosen, for one purpose: why, how many posts a week, how soon one answers."""

    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="networks")
    network = models.CharField(_("network"), max_length=20, choices=Network.choices)
    purpose = models.CharField(
        pgettext_lazy("channel", "purpose"), max_length=20, choices=Purpose.choices, default=Purpose.OFFICIAL
    )
    reason = long_text(_("why this network"))
    posts_per_week = models.DecimalField(
        _("posts a week"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(POSTS_AT_MOST)],
    )
    response_minutes = models.PositiveIntegerField(
        _("answer within (minutes)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MINUTES_AT_MOST)],
    )
    posts_approved = models.BooleanField(
        _("somebody else approves posts before they are scheduled"), default=False
    )

    class Meta(Part.Meta):
        constraints = [
            *Part.Meta.constraints,
            models.UniqueConstraint(
                fields=["strategy", "network", "purpose"],
                name="network_plan_once",
                violation_error_message=_("This network is there already for this purpose."),
            ),
            models.CheckConstraint(
                condition=Q(posts_per_week=None)
                | Q(posts_per_week__gte=0, posts_per_week__lte=POSTS_AT_MOST),
                name="network_plan_posts_are_possible",
                violation_error_message=_("A cadence is between 0 and 500 posts a week."),
            ),
            models.CheckConstraint(
                condition=Q(response_minutes=None)
                | Q(response_minutes__gte=1, response_minutes__lte=MINUTES_AT_MOST),
                name="network_plan_answers_in_a_month",
                violation_error_message=_("Answer within one minute at least, one month at most."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_network_display()} · {self.get_purpose_display()}"

    @property
    def cadence(self) -> Decimal | None:
        """Posts a week without the zeros that follow."""
        return None if self.posts_per_week is None else without_zeros(self.posts_per_week)

    @property
    def response_seconds(self) -> int | None:
        return None if self.response_minutes is None else self.response_minutes * 60


class MixShare(Part):
    """The part of what is published that one category is to have."""

    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="mix")
    category = models.CharField(_("category"), max_length=15, choices=Category.choices)
    percent = models.PositiveSmallIntegerField(
        _("share (%)"), validators=[MinValueValidator(1), MaxValueValidator(100)]
    )

    class Meta(Part.Meta):
        constraints = [
            *Part.Meta.constraints,
            models.UniqueConstraint(fields=["strategy", "category"], name="mix_share_once"),
            models.CheckConstraint(
                condition=Q(percent__gte=1, percent__lte=100),
                name="mix_share_is_a_share",
                violation_error_message=_("A share is between 1 and 100 %."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_category_display()} · {self.percent}"


class DecisionMaker(Part):
    """Who decides in a crisis: somebody of the brand's people, or a contact of a department."""

    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="decision_makers")
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decides = models.CharField(_("what they decide"), max_length=300, blank=True)

    class Meta(Part.Meta):
        constraints = [
            *Part.Meta.constraints,
            models.CheckConstraint(
                condition=Q(user__isnull=True, contact__isnull=False)
                | Q(user__isnull=False, contact__isnull=True),
                name="decision_maker_is_one_person",
                violation_error_message=_("A decision-maker is one person."),
            ),
            models.UniqueConstraint(fields=["strategy", "user"], name="decision_maker_user_once"),
            models.UniqueConstraint(fields=["strategy", "contact"], name="decision_maker_contact_once"),
        ]

    def __str__(self) -> str:
        return str(self.user or self.contact)
