from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access import Right, roles_granting
from accounts.choices import BRAND_ROLES, Role
from accounts.models import Agency, Company, Department, Membership, Territory, User
from accounts.models.period import DayThere, Period, PeriodQuerySet
from accounts.models.user import validate_time_zone
from channels_mgmt.brands.choices import NOT_ALWAYS_NEEDED, SetupStep
from cmhub.lib.kept import Kept, kept
from cmhub.lib.row_security import NARROWED
from cmhub.lib.sorting import alphabetical


class Held(models.Expression):
    """The brands on which a person has any of these roles at an instant, for `brand__in=`.

    Every list filters by it, several times a page.
    """

    output_field = models.BigIntegerField()

    def __init__(self, person: int, roles: tuple[str, ...], at: datetime | None = None) -> None:
        super().__init__()
        self.person, self.roles, self.at = person, roles, at or timezone.now()

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        sql, params = brands_held(self.roles).sql(person=self.person, at=self.at)
        return f"({sql})", params


@lru_cache
def brands_held(roles: tuple[str, ...]) -> Kept[Any]:
    """The ids of the brands on which a person has any of these roles, by a statement that is kept."""

    def held(person: int, at: datetime) -> Any:
        agencies = Membership.objects.current(at).filter(user_id=person, role__in=roles)
        brands = BrandRole.objects.current(at).filter(user_id=person, role__in=roles)
        of_either = Q(agency_id__in=agencies.values("agency_id")) | Q(pk__in=brands.values("brand_id"))
        return Brand.objects.filter(of_either).order_by().values("pk")

    return kept(held)


class BrandQuerySet(models.QuerySet["Brand"]):
    def visible_to(self, user: User) -> "BrandQuerySet":
        """Brands on which the person has any role today."""
        return self._held(user, tuple(Role))

    def seen_by(self, person: int, at: datetime) -> "BrandQuerySet":
        """`visible_to` for a statement that is kept: of whoever has this id, at this instant."""
        return self.filter(pk__in=Held(person, tuple(Role), at))

    def granting(self, user: User, right: str, besides: Sequence[str] = ()) -> "BrandQuerySet":
        """Brands on which the person's roles of today, the roles in `besides` left out, give `right`."""
        return self._held(user, tuple(role for role in roles_granting(right) if role not in besides))

    def granted(self, user: User, right: str, besides: Sequence[str] = ()) -> Any:
        """`granting` for `brand__in=`, without the table of brands around it."""
        if not user.is_active:
            return self.none()
        return Held(user.pk, tuple(role for role in roles_granting(right) if role not in besides))

    def _held(self, user: User, roles: tuple[str, ...]) -> "BrandQuerySet":
        return self.filter(pk__in=Held(user.pk, roles)) if user.is_active else self.none()

    def with_roles_of(self, person: int, at: datetime) -> "BrandQuerySet":
        """Adds what whoever has this id is then: `agency_roles` and `brand_roles`, names of roles, and
        `cm_of`, the ids of the departments whose own community manager they are; and the id as `roles_of`.
        """
        today, held = DayThere(models.OuterRef("agency__time_zone"), at), {"user": person}
        memberships = Membership.objects.on(today).filter(agency=models.OuterRef("agency"), **held)
        roles = BrandRole.objects.on(today).filter(brand=models.OuterRef("pk"), **held)
        of_department = Q(role=Role.COMMUNITY_MANAGER, department__isnull=False)
        return self.annotate(
            roles_of=models.Value(person, models.BigIntegerField()),
            agency_roles=ArraySubquery(memberships.values("role")),
            brand_roles=ArraySubquery(roles.exclude(of_department).values("role")),
            cm_of=ArraySubquery(roles.filter(of_department).values("department")),
        )


class Brand(models.Model):
    """What the public knows: it belongs to a company and is present in one or more territories."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="brands")
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="brands")
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=150)
    sector = models.CharField(_("sector"), max_length=100, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, validators=[validate_time_zone])
    white_label = models.BooleanField(
        _("white label"),
        default=False,
        help_text=_("Nothing that leaves the product names the agency."),
    )
    retention_months = models.PositiveSmallIntegerField(
        _("months after which the words of the public are erased"),
        null=True,
        blank=True,
        validators=[MinValueValidator(3), MaxValueValidator(120)],
    )
    territories = models.ManyToManyField(Territory, through="BrandTerritory", related_name="brands")
    created_at = models.DateTimeField(auto_now_add=True)
    archived_at = models.DateTimeField(null=True, blank=True)
    key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    row_security = (
        f"id = ANY({NARROWED}) OR agency_id IN (SELECT cmhub_houses()) OR id IN (SELECT cmhub_own_brands())"
    )
    objects = BrandQuerySet.as_manager()

    # Added by `with_roles_of`.
    roles_of: int
    agency_roles: list[str]
    brand_roles: list[str]
    cm_of: list[int]

    class Meta:
        ordering = alphabetical("name")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "name"],
                name="brand_name_once",
                violation_error_message=_("The agency already has a brand of this name."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class BrandTerritory(models.Model):
    """A territory in which a brand is present; the first gives the brand its time zone."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="presences")
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="presences")
    position = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["brand", "territory"], name="brand_territory_once"),
            models.UniqueConstraint(fields=["brand", "position"], name="brand_territory_position_once"),
        ]

    def __str__(self) -> str:
        return str(self.territory)


class BrandRoleQuerySet(PeriodQuerySet):
    def visible_to(self, user: User) -> "BrandRoleQuerySet":
        return self.filter(brand__in=Brand.objects.visible_to(user))

    def on(self, day: date | DayThere) -> Self:
        """What holds on a day. With the end of somebody's place in the agency the roles that they had by
        then lapse as well; who never had a place there keeps theirs.
        """
        today = DayThere("agency__time_zone", day.at) if isinstance(day, DayThere) else day
        places = Membership.objects.filter(
            agency=models.OuterRef("brand__agency"), user=models.OuterRef("user")
        )
        over = places.filter(ends_on__lte=today, ends_on__gt=models.OuterRef("starts_on"))
        return super().on(day).filter(~models.Exists(over) | models.Exists(places.on(today)))


class BrandRole(Period):
    """Who is what on a brand, from when until when. Access to the brand rests on it alone."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="roles")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="brand_roles")
    role = models.CharField(_("role"), max_length=30, choices=[(r.value, r.label) for r in BRAND_ROLES])
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="roles"
    )

    # A department's contact is given or loses a role on all brands of the company, from the page of one.
    row_security = "user_id = cmhub_person() OR EXISTS (SELECT 1 FROM brands_brand WHERE id = brand_id)"
    objects = BrandRoleQuerySet.as_manager()

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(
                condition=Q(role__in=[r.value for r in BRAND_ROLES]),
                name="brand_role_is_a_brand_role",
                violation_error_message=_("This role is given on the whole agency, not on one brand."),
            ),
            models.CheckConstraint(
                condition=~Q(role=Role.DEPARTMENT_CONTACT) | Q(department__isnull=False),
                name="brand_role_contact_has_department",
                violation_error_message=_("A department contact belongs to a department."),
            ),
        ]
        indexes = [models.Index(fields=["user", "brand"], name="brand_role_by_user")]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"


class SetupDecisionQuerySet(models.QuerySet["SetupDecision"]):
    def visible_to(self, user: User) -> "SetupDecisionQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.STRATEGY_WRITE))


class SetupDecision(models.Model):
    """A manager's decision, with its reason, that a brand does without what a step of its setup asks for."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="setup_decisions")
    step = models.CharField(_("step"), max_length=20, choices=SetupStep.choices)
    reason = models.CharField(_("reason"), max_length=300)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    objects = SetupDecisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["brand", "step"],
                name="setup_decided_once",
                violation_error_message=_("This was decided already."),
            ),
            models.CheckConstraint(
                condition=Q(step__in=[step.value for step in NOT_ALWAYS_NEEDED]),
                name="setup_step_may_be_left_out",
                violation_error_message=_("No brand does without this step."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="setup_decision_says_why",
                violation_error_message=_("Say why."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.brand} · {self.get_step_display()}"
