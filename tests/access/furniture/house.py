"""What an agency, its people and its directory have."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from accounts.choices import Correction, DepartmentKind, Media
from accounts.models import (
    AuditEntry,
    HolidayCorrection,
    User,
)
from accounts.services.certifications import add_certification
from accounts.services.employment import add_leave, employ
from accounts.services.skills import add_training, assess
from accounts.skill_choices import EmploymentKind, LeaveKind, Skill, TrainingState
from channels_mgmt.api.choices import Event, Scope
from channels_mgmt.api.models import Delivery
from channels_mgmt.api.services.tokens import make_token
from channels_mgmt.api.services.webhooks import add_webhook
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.absences import record_absence
from channels_mgmt.brands.services.contacts import add_contact
from channels_mgmt.brands.services.experts import add_expert
from channels_mgmt.team.services.needs import need_skill
from cmhub.operations.models import FailedTask
from tests.access.furniture.when import NOW


def of_the_house(brand: Brand, cm: User) -> dict[str, Any]:
    """The agency's territories with their holidays, and its record."""
    correction, _made = HolidayCorrection.objects.get_or_create(
        agency=brand.agency,
        country="CM",
        date=NOW.date(),
        kind=Correction.ADDED,
        defaults={"name": f"Fête de {brand.agency.slug}", "made_by": cm, "made_at": NOW},
    )
    return {
        "operations/failed/<": failed_task(),
        "house/territories/": brand.territories.earliest("pk"),
        "house/corrections/": correction,
        "record/<str": brand,
        "record/<int": AuditEntry.objects.filter(verb="brand.created").get(brand_id=brand.pk),
    }


def failed_task() -> FailedTask:
    """One for all brands: it is of the installation."""
    told = {"first_at": NOW, "last_at": NOW, "error": "RuntimeError", "task_id": "1"}
    made, _new = FailedTask.objects.get_or_create(
        task="accounts.tasks.send_digests", args=[], fingerprint="a", defaults=told
    )
    return made


def of_the_person(brand: Brand, cm: User) -> dict[str, Any]:
    """What somebody can do and how they work, and what the brand's team needs."""
    own = {"agency": brand.agency, "user": cm, "by": cm, "at": NOW}
    today = NOW.date()
    return {
        "team/skills/<": need_skill(brand=brand, skill=Skill.VIDEO, level=3, people=2, by=cm, at=NOW),
        "/skills/<": assess(skill=Skill.WRITING, level=3, evidence=f"Textes de {brand.slug}", **own),
        "certifications/<": add_certification(
            name=f"Diplôme de {brand.slug}", issuer="École", obtained_on=today, **own
        ),
        "trainings/<": add_training(
            title=f"Cours de {brand.slug}", state=TrainingState.PLANNED, starts_on=today, **own
        ),
        "employment/<": employ(kind=EmploymentKind.STAFF, working_days=[1, 2], starts_on=today, **own),
        "leave/<": add_leave(kind=LeaveKind.SICK, starts_on=today, ends_on=today + timedelta(days=1), **own),
    }


def of_the_directory(brand: Brand, cm: User) -> dict[str, Any]:
    """Who is absent from a department, and who speaks on a subject."""
    department = brand.company.departments.get(kind=DepartmentKind.LEGAL)
    who = add_contact(brand=brand, department=department, name="Luc", email="luc@example.com", by=cm)
    day = NOW.date()
    expert = {"subjects": ["antennes"], "media": [Media.PRESS], "languages": ["fr"], "phone": "600000000"}
    return {
        "absences/<": record_absence(
            brand=brand, contact=who, starts_on=day, ends_on=None, deputy=None, by=cm, at=NOW
        ),
        "experts/<": add_expert(brand=brand, name=f"Experte de {brand.slug}", by=cm, at=NOW, **expert),
    }


def of_the_programs(brand: Brand, cm: User) -> dict[str, Any]:
    """A token by which a program comes in, and an address that was told something."""
    made = {"brand": brand, "by": cm, "at": NOW}
    until = NOW + timedelta(days=90)
    token, _text = make_token(
        name=f"Export de {brand.slug}", scopes=Scope.values, expires_at=until, key=uuid4(), **made
    )
    url = f"https://hooks.{brand.slug}.example/"
    webhook, _key = add_webhook(url=url, events=[Event.ANSWERED], key=uuid4(), **made)
    told = Delivery.objects.create(
        brand=brand,
        webhook=webhook,
        event=Event.ANSWERED,
        interaction=1,
        payload={},
        at=NOW,
        state="failed",
        ended_at=NOW,
    )
    return {"api/tokens/<": token, "api/webhooks/<": webhook, "api/deliveries/<": told}
