"""Territories of an agency, made from what is known of the country, and companies with their departments."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from accounts.choices import DepartmentKind, Spoken
from accounts.models import Agency, Company, Contact, Department, Territory, User
from cmhub.lib.working_time import weekly_hours


@dataclass(frozen=True)
class Country:
    name: object
    time_zone: str
    weekend: tuple[int, ...] = (6, 7)
    languages: tuple[str, ...] = (Spoken.FRENCH,)

    @property
    def working_days(self) -> tuple[int, ...]:
        return tuple(day for day in range(1, 8) if day not in self.weekend)


COUNTRIES = {
    "CM": Country(gettext_lazy("Cameroon"), "Africa/Douala", languages=(Spoken.FRENCH, Spoken.ENGLISH)),
    "SN": Country(gettext_lazy("Senegal"), "Africa/Dakar", languages=(Spoken.FRENCH, Spoken.WOLOF)),
    "CI": Country(gettext_lazy("Ivory Coast"), "Africa/Abidjan"),
    "DZ": Country(gettext_lazy("Algeria"), "Africa/Algiers", (5, 6), (Spoken.ARABIC, Spoken.FRENCH)),
    "GA": Country(gettext_lazy("Gabon"), "Africa/Libreville"),
    "CG": Country(gettext_lazy("Congo"), "Africa/Brazzaville"),
    "CD": Country(gettext_lazy("DR Congo"), "Africa/Kinshasa"),
    "TD": Country(gettext_lazy("Chad"), "Africa/Ndjamena"),
    "BJ": Country(gettext_lazy("Benin"), "Africa/Porto-Novo"),
    "TG": Country(gettext_lazy("Togo"), "Africa/Lome"),
    "BF": Country(gettext_lazy("Burkina Faso"), "Africa/Ouagadougou"),
    "ML": Country(gettext_lazy("Mali"), "Africa/Bamako"),
    "MA": Country(gettext_lazy("Morocco"), "Africa/Casablanca"),
    "TN": Country(gettext_lazy("Tunisia"), "Africa/Tunis"),
    "FR": Country(gettext_lazy("France"), "Europe/Paris"),
}
"""The countries that a brand can be set up in, with the time zone of their capital or main city."""


def country_named(code: str) -> Country:
    """What is known of a country; a ValidationError in words for one that is not known."""
    try:
        return COUNTRIES[code.upper()]
    except KeyError:
        raise ValidationError(
            _("“%(code)s” is not a country that can be set up here. Known: %(known)s.")
            % {"code": code, "known": ", ".join(COUNTRIES)}
        ) from None


def territory_of(*, agency: Agency, country: str) -> Territory:
    """The agency's territory for a country, made when there is none."""
    known = country_named(country)
    existing = Territory.objects.filter(agency=agency, country=country.upper()).order_by("pk").first()
    if existing:
        return existing
    with override("fr"):
        name = str(known.name)
    return Territory.objects.create(
        agency=agency,
        country=country.upper(),
        name=name,
        time_zone=known.time_zone,
        weekend=list(known.weekend),
        languages=list(known.languages),
    )


def working_days(territory: Territory) -> tuple[int, ...]:
    return tuple(day for day in range(1, 8) if day not in territory.weekend)


def add_department(
    *, company: Company, kind: str, territory: Territory, name: str = "", slug: str = ""
) -> Department:
    """A department with office hours on the territory's working days, in its time zone."""
    with override("fr"):
        name = name or str(DepartmentKind(kind).label).capitalize()
    return Department.objects.create(
        company=company,
        kind=kind,
        slug=free_slug(company, slug or kind),
        name=name,
        time_zone=territory.time_zone,
        country=territory.country,
        hours=weekly_hours("08:00", "17:00", days=working_days(territory)),
    )


def free_slug(company: Company, stem: str) -> str:
    """A short name that none of the company's departments bears."""
    stem = slugify(stem.replace("_", "-"))
    taken = set(company.departments.values_list("slug", flat=True))
    return next(s for n in range(1, 1000) if (s := stem if n == 1 else f"{stem}-{n}") not in taken)


def add_departments(*, company: Company, territory: Territory) -> list[Department]:
    """One department of each kind that the company does not have yet."""
    present = set(company.departments.values_list("kind", flat=True))
    return [
        add_department(company=company, kind=kind, territory=territory)
        for kind in DepartmentKind.values
        if kind not in present
    ]


def add_contact(
    *,
    department: Department,
    name: str,
    email: str = "",
    phone: str = "",
    whatsapp: str = "",
    is_head: bool = False,
    user: User | None = None,
    language: str = "fr",
) -> Contact:
    """Adds a contact at the end of the department's order."""
    contact = Contact(
        department=department,
        name=name,
        email=email,
        phone=phone,
        whatsapp=whatsapp,
        is_head=is_head,
        user=user,
        language=language,
        position=department.contacts.count() + 1,
    )
    contact.full_clean()
    contact.save()
    return contact
