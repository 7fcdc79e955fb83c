from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.choices import Role
from accounts.models import Agency, Company, Contact, Department, Membership, Territory, User
from accounts.services.audit import changes, record
from accounts.services.places import add_departments, territory_of
from channels_mgmt.brands.models import Brand, BrandRole, BrandTerritory
from channels_mgmt.brands.signals import brand_created
from cmhub.lib.keys import made_with
from cmhub.lib.scope import everything


def create_brand(
    *,
    agency: Agency,
    name: str,
    countries: Sequence[str],
    by: User | None,
    slug: str = "",
    company_name: str = "",
    sector: str = "",
    white_label: bool = False,
    usual_routing: bool = True,
    furnish: Callable[[Brand], list[Department]] | None = None,
    key: UUID | None = None,
    at: datetime | None = None,
) -> Brand:
    """A brand ready to take in files: its company with one department of each kind, and what other
    rooms add when they hear `brand_created`: an official channel, the last routing rule, and with
    `usual_routing` a rule for each kind of interaction that usually belongs to a department.

    With `furnish`, which makes the departments, none of that comes but the last rule. The second call with
    a `key` gives the brand of the first. Raises ValidationError, in words, for a name or short name that is
    taken or a country not known.
    """
    now = at or timezone.now()
    if not countries:
        raise ValidationError(_("A brand is present in at least one territory."))
    with transaction.atomic():
        if earlier := earlier_brand(agency, key):
            return earlier
        if slug and slug in taken_slugs(slug):
            raise ValidationError({"slug": _("The short name “%(slug)s” is taken.") % {"slug": slug}})
        territories = [territory_of(agency=agency, country=code) for code in countries]
        brand = Brand(
            agency=agency,
            company=_company_of(agency, company_name, name),
            slug=slug or _free_slug(name),
            name=name,
            sector=sector,
            white_label=white_label,
            time_zone=territories[0].time_zone,
            key=key,
        )
        brand.full_clean()
        brand.save()
        _place(brand, territories)
        if furnish is None:
            made = add_departments(company=brand.company, territory=territories[0])
        else:
            made = furnish(brand)
        _let_contacts_in(brand, by, now)
        _tell_created(brand, made, by, now)
        usual = {"usual_routing": usual_routing and furnish is None, "usual_channel": furnish is None}
        brand_created.send(sender=Brand, brand=brand, by=by, at=now, **usual)
    return brand


def _company_of(agency: Agency, company_name: str, brand_name: str) -> Company:
    """The one named, else the house itself where it is a company, else one of the brand's name."""
    owner = company_name or (agency.name if agency.is_company else brand_name)
    company, _made = Company.objects.get_or_create(agency=agency, name=owner)
    return company


def _tell_created(brand: Brand, departments: list[Department], by: User | None, now: datetime) -> None:
    told: dict[str, Any] = {"by": by, "at": now, "agency_id": brand.agency_id, "brand_id": brand.pk}
    record(verb="brand.created", what=brand, name=brand.name, **told)
    for department in departments:
        record(verb="department.added", what=department, **told)


def earlier_brand(agency: Agency, key: UUID | None) -> Brand | None:
    """The brand that the form with this key made already. Two posts of a form come one after the other."""
    Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)
    return made_with(key, Brand, agency_id=agency.pk)


def change_identity(*, brand: Brand, by: User, at: datetime | None = None, **values: Any) -> Brand:
    """Changes the brand's name, sector or white label, and records what it was before."""
    now = at or timezone.now()
    with transaction.atomic():
        held = Brand.objects.select_for_update(no_key=True).get(pk=brand.pk)
        for name, value in values.items():
            setattr(held, name, value)
        held.full_clean()
        changed = changes(held, values)
        held.save(update_fields=list(values))
        record(
            verb="brand.changed",
            what=held,
            by=by,
            at=now,
            agency_id=held.agency_id,
            brand_id=held.pk,
            **changed,
        )
    return held


def _place(brand: Brand, territories: Sequence[Territory]) -> None:
    BrandTerritory.objects.bulk_create(
        BrandTerritory(brand=brand, territory=territory, position=number)
        for number, territory in enumerate(dict.fromkeys(territories), start=1)
    )


def _let_contacts_in(brand: Brand, by: User | None, now: datetime) -> None:
    """A company's departments answer for all of its brands: those who log in may open the new one too."""
    contacts = (
        Contact.objects.filter(department__company=brand.company, left_at=None, user__isnull=False)
        .select_related("user", "department")
        .order_by("user", "department")
        .distinct("user", "department")
    )
    for contact in contacts:
        give_role(
            brand=brand,
            user=contact.user,  # type: ignore[arg-type]
            role=Role.DEPARTMENT_CONTACT,
            department=contact.department,
            by=by,
            at=now,
        )


def _free_slug(name: str) -> str:
    stem = slugify(name)[:50]
    if not stem:
        raise ValidationError(
            {"slug": _("Choose a short name in plain letters for the address of the brand.")}
        )
    taken = taken_slugs(stem)
    return next(s for n in range(1, 10_000) if (s := stem if n == 1 else f"{stem}-{n}") not in taken)


def taken_slugs(stem: str) -> set[str]:
    """Those that begin so, of other agencies too: an address is of the whole installation."""
    with everything():
        return set(Brand.objects.filter(slug__startswith=stem).values_list("slug", flat=True))


def give_role(
    *,
    brand: Brand,
    user: User,
    role: str,
    by: User | None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    department: Department | None = None,
    at: datetime | None = None,
) -> BrandRole:
    """Makes a person something on a brand, from a day until another."""
    now = at or timezone.now()
    if department is not None and department.company_id != brand.company_id:
        raise ValidationError(_("This department belongs to another company."))
    if not Membership.objects.current(now).filter(user=user, agency=brand.agency_id).exists():
        raise ValidationError(_("%(name)s does not work with this agency.") % {"name": user.name})
    with transaction.atomic():
        held = BrandRole(
            brand=brand,
            user=user,
            role=role,
            department=department,
            starts_on=starts_on or brand.agency.day_of(now),
            ends_on=ends_on,
        )
        held.full_clean()
        held.save()
        record(
            verb="role.given",
            what=held,
            by=by,
            at=now,
            agency_id=brand.agency_id,
            brand_id=brand.pk,
            role=role,
            user=user.pk,
        )
    return held
