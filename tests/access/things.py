"""One thing of each kind on a brand, so that the walk can fill in the parameters of every address."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from allauth.usersessions.models import UserSession

from accounts.access import Right
from accounts.choices import Correction, DepartmentKind, Role
from accounts.models import AuditEntry, HolidayCorrection, Membership, User
from accounts.services.invitations import invite
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.contacts import add_contact
from channels_mgmt.escalations.services.opening import open_escalation
from channels_mgmt.inbox.intake.files import refused_path
from channels_mgmt.inbox.models import AdoptionQuestion, IntakeRun
from channels_mgmt.inbox.services.logging import log_interaction
from channels_mgmt.team.services.assignments import assign
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
        for part, thing in self.by_route.items():
            if part in route:
                return thing.pk
        raise KeyError(f"the walk does not know what {parameter} is in {route}")

    def is_hidden(self, route: str, rights: set[str]) -> bool:
        """Whether somebody with these rights on the brand does not even see what the route names."""
        return any(part in route and right not in rights for part, right in SEEN_WITH.items())


def furnish(brand: Brand, cm: User) -> Things:
    channel = brand.channels.earliest("pk")
    interaction = log_interaction(
        brand=brand,
        channel=channel,
        author=f"Awa de {brand.slug}",
        text=f"Toujours pas de réseau de {brand.slug}",
        sent_at=NOW,
        kind="complaint",
        by=cm,
        key=uuid4(),
        at=NOW,
    )
    department = brand.company.departments.get(kind=DepartmentKind.CUSTOMER_SERVICE)
    escalation = open_escalation(
        interaction=interaction,
        question=f"Que répondre de {brand.slug} ?",
        department=department,
        by=cm,
        at=NOW,
    )
    question = AdoptionQuestion.objects.create(brand=brand, message=interaction.messages.get(), asked_at=NOW)
    refused = refused_path(uuid4())
    refused.parent.mkdir(parents=True, exist_ok=True)
    refused.write_text("line,reason\n2,sans date\n")
    run = IntakeRun.objects.create(
        brand=brand,
        channel=channel,
        by=cm,
        key=uuid4(),
        file_name="messages.csv",
        stored_file="",
        refused_file=str(refused),
        created_at=NOW,
    )
    compute_report(brand=brand, week=WEEK, at=NOW)
    assignment = assign(brand=brand, user=cm, role=Role.CONTENT_MANAGER, by=None)
    return Things(
        brand,
        {
            "interactions/": interaction,
            "escalations/": escalation,
            "import/questions/": question,
            "inbox/import/": run,
            "routing/": brand.routing_rules.get(is_catch_all=True),
            "contacts/": add_contact(
                brand=brand, department=department, name="Aline", email="a@example.com", by=cm
            ),
            "account/sessions/": UserSession.objects.create(
                user=cm, ip="192.0.2.1", session_key=f"of-{brand.slug}", user_agent="Firefox"
            ),
            "people/invitations/": invite(
                agency=brand.agency, name="Nadia", email=f"nadia@{brand.slug}.example", by=None
            ),
            "people/<": cm,
            "memberships/": Membership.objects.filter(agency=brand.agency, role=Role.MANAGER).earliest("pk"),
            "access/": assignment.brand_role,
            "house/territories/": brand.territories.earliest("pk"),
            "house/corrections/": HolidayCorrection.objects.get_or_create(
                agency=brand.agency,
                country="CM",
                date=NOW.date(),
                kind=Correction.ADDED,
                defaults={"name": f"Fête de {brand.agency.slug}", "made_by": cm, "made_at": NOW},
            )[0],
            "record/<str": brand,
            "record/<int": AuditEntry.objects.filter(verb="brand.created").get(brand_id=brand.pk),
            "team/": assignment,
        },
    )
