from collections.abc import Sequence

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.access import roles_granting
from accounts.choices import BRAND_ROLES, Role
from accounts.models import Agency, Company, Department, Membership, Territory, User
from accounts.models.period import Period, PeriodQuerySet
from accounts.models.user import validate_time_zone


class BrandQuerySet(models.QuerySet["Brand"]):
    def visible_to(self, user: User) -> "BrandQuerySet":
        """Brands on which the person has any role today."""
        return self._held(user, list(Role))

    def granting(self, user: User, right: str, besides: Sequence[str] = ()) -> "BrandQuerySet":
        """Brands on which the person's roles of today, the roles in `besides` left out, give `right`."""
        return self._held(user, [role for role in roles_granting(right) if role not in besides])

    def _held(self, user: User, roles: list[str]) -> "BrandQuerySet":
        if not user.is_active:
            return self.none()
        agencies = Membership.objects.current().filter(user_id=user.pk, role__in=roles)
        brands = BrandRole.objects.current().filter(user_id=user.pk, role__in=roles)
        return self.filter(
            Q(agency_id__in=agencies.values("agency_id")) | Q(pk__in=brands.values("brand_id"))
        )

    def with_roles_of(self, user: User) -> "BrandQuerySet":
        """Adds `agency_roles` and `brand_roles`: what the person is today, as lists of role names."""
        memberships = Membership.objects.current().filter(user_id=user.pk, agency=models.OuterRef("agency"))
        roles = BrandRole.objects.current().filter(user_id=user.pk, brand=models.OuterRef("pk"))
        return self.annotate(
            agency_roles=ArraySubquery(memberships.values("role")),
            brand_roles=ArraySubquery(roles.values("role")),
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
    territories = models.ManyToManyField(Territory, through="BrandTerritory", related_name="brands")
    created_at = models.DateTimeField(auto_now_add=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = BrandQuerySet.as_manager()

    # Added by `with_roles_of`.
    agency_roles: list[str]
    brand_roles: list[str]

    class Meta:
        ordering = ["name"]
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


class BrandRole(Period):
    """Who is what on a brand, from when until when. Access to the brand rests on it alone."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="roles")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="brand_roles")
    role = models.CharField(_("role"), max_length=30, choices=[(r.value, r.label) for r in BRAND_ROLES])
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="roles"
    )

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
