"""What the directory of a brand shows beside names: subjects, who reports to whom, absences, experts, checks.

Safe to run again: what is there is left, and an absence is only added where nobody is absent any more.
"""

import hashlib
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from accounts.choices import DirectLine, Media
from accounts.models import Absence, Contact, Department, Expert, LineCheck, User
from accounts.services.audit import record
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.absences import record_absence
from channels_mgmt.brands.services.departments import change_department
from channels_mgmt.brands.services.experts import add_expert
from channels_mgmt.brands.services.reachability import STALE_AFTER, VALID_FOR, record_reached

SUBJECTS = {
    "marketing": ["offres et promotions", "jeux concours", "partenariats"],
    "sales": ["souscriptions", "devis", "points de vente"],
    "customer_service": ["réclamations", "remboursements", "suivi de dossier"],
    "technical": ["pannes", "configuration", "application mobile"],
    "communication": ["presse", "communiqués", "événements"],
    "legal": ["données personnelles", "contrats", "litiges"],
    "finance": ["factures", "paiements", "relances"],
    "hr": ["recrutement", "stages"],
    "it": ["site web", "comptes en ligne"],
    "design": ["visuels", "charte graphique"],
    "management": ["stratégie", "interviews de la direction"],
}
REPORTS_TO = {
    "customer_service": "sales",
    "technical": "it",
    "communication": "marketing",
    "design": "marketing",
}
"""The others report to the general management."""
EXPERTS = (
    ("communication", ["événements", "actualité de l’entreprise"], [Media.PRESS, Media.RADIO], ""),
    (
        "management",
        ["stratégie", "secteur"],
        [Media.TELEVISION, Media.PRESS],
        "après accord de la communication",
    ),
)
"""The head of a department speaks on its subjects, on these terms."""
FRESH, OLD, ASKED = timedelta(days=12), STALE_AFTER + timedelta(days=20), timedelta(days=3)


def furnish(brand: Brand, by: User, *, at: datetime) -> None:
    """The directory as it stands at `at`, when the story has been told so far."""
    departments = {each.kind: each for each in brand.company.departments.order_by("-pk")}
    contacts: dict[str, list[Contact]] = {}
    present = Contact.objects.filter(department__in=departments.values(), left_at=None)
    for contact in present.select_related("department").order_by("is_head", "position", "pk"):
        contacts.setdefault(contact.department.kind, []).append(contact)
    if not any(department.subjects for department in departments.values()):
        _describe(brand, departments, by, at)
    if not Expert.objects.filter(company=brand.company_id).exists():
        _name_experts(brand, departments, contacts, by, at)
    if not Absence.objects.standing().current(at).filter(company=brand.company_id).exists():
        _let_away(brand, contacts, by, at)
    if not LineCheck.objects.filter(company=brand.company_id).exists():
        _check(brand, contacts, by, at)


def _describe(brand: Brand, departments: dict[str, Department], by: User, at: datetime) -> None:
    for kind, department in departments.items():
        above = None if kind == "management" else departments.get(REPORTS_TO.get(kind, "management"))
        subjects = SUBJECTS.get(kind, [])
        change_department(
            brand=brand, department=department, subjects=subjects, reports_to=above, by=by, at=at
        )


def _name_experts(
    brand: Brand,
    departments: dict[str, Department],
    contacts: dict[str, list[Contact]],
    by: User,
    at: datetime,
) -> None:
    for kind, subjects, media, conditions in EXPERTS:
        for head in contacts.get(kind, [])[-1:]:
            add_expert(
                brand=brand,
                name=head.name,
                department=departments[kind],
                subjects=subjects,
                media=media,
                languages=["fr"],
                email=head.email,
                phone=head.phone,
                conditions=conditions,
                by=by,
                at=at,
            )


def _let_away(brand: Brand, contacts: dict[str, list[Contact]], by: User, at: datetime) -> None:
    """One contact away with a deputy, another without."""
    for kind, has_deputy, days in (("marketing", True, 9), ("legal", False, 4)):
        listed = contacts.get(kind, [])
        if len(listed) > 1:
            today = at.astimezone(ZoneInfo(listed[0].department.time_zone)).date()
            first_day = today - timedelta(days=2)
            if Absence.objects.standing().filter(contact=listed[0], ends_on__gt=first_day).exists():
                continue
            record_absence(
                brand=brand,
                contact=listed[0],
                starts_on=first_day,
                ends_on=today + timedelta(days=days),
                deputy=listed[1] if has_deputy else None,
                by=by,
                at=at,
            )


def _check(brand: Brand, contacts: dict[str, list[Contact]], by: User, at: datetime) -> None:
    """Most first contacts have confirmed: that of design long ago, that of finance not at all."""
    checks = []
    for kind, listed in contacts.items():
        first = listed[0]
        if kind == "design":
            checks.append(_message(brand, first, by, at - OLD, confirmed=True))
        elif kind != "hr" and first.email:
            checks.append(_message(brand, first, by, at - FRESH, confirmed=kind != "finance"))
        if first.phone and kind == "customer_service":
            record_reached(brand=brand, contact=first, line=DirectLine.PHONE, by=by, at=at - ASKED)
    LineCheck.objects.bulk_create(checks)
    record(
        verb="reachability.asked",
        what=brand,
        by=by,
        at=at - FRESH,
        agency_id=brand.agency_id,
        brand_id=brand.pk,
        count=len(checks),
    )


def _message(brand: Brand, contact: Contact, by: User, at: datetime, *, confirmed: bool) -> LineCheck:
    """A test message of the past, which is not sent again: nobody has its link."""
    key = uuid5(NAMESPACE_URL, f"demo:{brand.slug}:{contact.email}")
    return LineCheck(
        company=brand.company,
        contact=contact,
        line=DirectLine.EMAIL,
        address=contact.email,
        sender_name=brand.name,
        key=key,
        digest=hashlib.sha256(key.bytes).hexdigest(),
        asked_at=at,
        asked_by=by,
        expires_at=at + VALID_FOR,
        confirmed_at=at + timedelta(hours=2) if confirmed else None,
    )
