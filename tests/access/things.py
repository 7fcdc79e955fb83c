"""One thing of each kind on a brand, so that the walk can fill in the parameters of every address."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from allauth.usersessions.models import UserSession

from accounts.access import Right
from accounts.choices import Correction, DepartmentKind, Media, Role
from accounts.models import AuditEntry, HolidayCorrection, Membership, User
from accounts.services.certifications import add_certification
from accounts.services.employment import add_leave, employ
from accounts.services.invitations import invite
from accounts.services.skills import add_training, assess
from accounts.skill_choices import EmploymentKind, LeaveKind, Skill, TrainingState
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.absences import record_absence
from channels_mgmt.brands.services.contacts import add_contact
from channels_mgmt.brands.services.experts import add_expert
from channels_mgmt.escalations.services.opening import open_escalation
from channels_mgmt.inbox.intake.files import refused_path
from channels_mgmt.inbox.models import AdoptionQuestion, IntakeRun, Interaction
from channels_mgmt.inbox.services.logging import log_interaction
from channels_mgmt.team.services.assignments import assign
from channels_mgmt.team.services.needs import need_skill
from cmhub.lib.weeks import Week
from reporting.weekly.services.computing import compute_report

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
WEEK = Week.parse("2026-W46")
SEEN_WITH = {
    "interactions/<": Right.INBOX_VIEW,
    "routing/<": Right.ESCALATION_OPEN,
    "reports/<": Right.REPORT_DRAFT,
}
"""The right without which the thing that an address names is as good as not there."""


@dataclass
class Things:
    """What a brand has, by the address that names it."""

    brand: Brand
    by_route: dict[str, Any] = field(default_factory=dict)

    def value(self, route: str, parameter: str) -> Any:
        """What to put for a parameter of a route. An address that names something new is taught here."""
        if parameter == "slug":
            return self.brand.slug
        if parameter == "week":
            return WEEK
        if parameter == "token":
            return "not-a-token"
        if parameter == "kind":
            return "brands.brand"
        if parameter == "department":
            return self.brand.company.departments.first().slug
        if parameter == "person":
            return self.by_route["people/<"].pk
        for part, thing in self.by_route.items():
            if part in route:
                return thing.pk
        raise KeyError(f"the walk does not know what {parameter} is in {route}")

    def is_hidden(self, route: str, rights: set[str]) -> bool:
        """Whether somebody with these rights on the brand does not even see what the route names."""
        return any(part in route and right not in rights for part, right in SEEN_WITH.items())


def furnish(brand: Brand, cm: User) -> Things:
    """A new kind of thing is made in the function of its room, under what names it in an address."""
    things = of_the_work(brand, cm) | of_the_person(brand, cm) | of_the_team(brand, cm)
    things |= of_the_directory(brand, cm)
    return Things(brand, things | of_the_house(brand, cm))


def of_the_work(brand: Brand, cm: User) -> dict[str, Any]:
    """What comes in on the brand, goes to a department, and is reported."""
    interaction = an_interaction(brand, cm)
    department = brand.company.departments.get(kind=DepartmentKind.CUSTOMER_SERVICE)
    compute_report(brand=brand, week=WEEK, at=NOW)
    return {
        "interactions/": interaction,
        "escalations/": open_escalation(
            interaction=interaction,
            question=f"Que répondre de {brand.slug} ?",
            department=department,
            by=cm,
            at=NOW,
        ),
        "import/questions/": AdoptionQuestion.objects.create(
            brand=brand, message=interaction.messages.get(), asked_at=NOW
        ),
        "inbox/import/": a_run(brand, cm),
        "routing/": brand.routing_rules.get(is_catch_all=True),
        "contacts/": add_contact(
            brand=brand, department=department, name="Aline", email="a@example.com", by=cm
        ),
    }


def an_interaction(brand: Brand, cm: User) -> Interaction:
    return log_interaction(
        brand=brand,
        channel=brand.channels.earliest("pk"),
        author=f"Awa de {brand.slug}",
        text=f"Toujours pas de réseau de {brand.slug}",
        sent_at=NOW,
        kind="complaint",
        by=cm,
        key=uuid4(),
        at=NOW,
    )


def a_run(brand: Brand, cm: User) -> IntakeRun:
    """A file taken in, of which a line was refused."""
    refused = refused_path(uuid4())
    refused.parent.mkdir(parents=True, exist_ok=True)
    refused.write_text("line,reason\n2,sans date\n")
    return IntakeRun.objects.create(
        brand=brand,
        channel=brand.channels.earliest("pk"),
        by=cm,
        key=uuid4(),
        file_name="messages.csv",
        stored_file="",
        refused_file=str(refused),
        created_at=NOW,
    )


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


def of_the_team(brand: Brand, cm: User) -> dict[str, Any]:
    """Who works on the brand and for the agency, and how they log in."""
    assignment = assign(brand=brand, user=cm, role=Role.CONTENT_MANAGER, by=None)
    return {
        "team/": assignment,
        "access/": assignment.brand_role,
        "account/sessions/": UserSession.objects.create(
            user=cm, ip="192.0.2.1", session_key=f"of-{brand.slug}", user_agent="Firefox"
        ),
        "people/invitations/": invite(
            agency=brand.agency, name="Nadia", email=f"nadia@{brand.slug}.example", by=None
        ),
        "people/<": cm,
        "memberships/": Membership.objects.filter(agency=brand.agency, role=Role.MANAGER).earliest("pk"),
    }


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
        "house/territories/": brand.territories.earliest("pk"),
        "house/corrections/": correction,
        "record/<str": brand,
        "record/<int": AuditEntry.objects.filter(verb="brand.created").get(brand_id=brand.pk),
    }
