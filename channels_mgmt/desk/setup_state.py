"""Which steps of the setup of brands are done: asked of the database for one brand or for hundreds, in one
statement, so that every page tells the same.
"""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject
from django.utils import timezone

from accounts.access import Right, roles_granting
from accounts.models import Contact, Department
from accounts.models.period import DayThere
from channels_mgmt.brands.choices import SetupStep
from channels_mgmt.brands.models import Brand, BrandRole, BrandTerritory, SetupDecision
from channels_mgmt.escalations.models import RoutingRule
from channels_mgmt.strategy.models import Strategy
from channels_mgmt.team.choices import SPOKESPERSONS
from channels_mgmt.team.models import (
    Assignment,
    Channel,
    NetworkSetup,
    ReadinessAnswer,
    ReadinessCheck,
    RotaPattern,
    RotaTurn,
    Shift,
)
from channels_mgmt.team.models.rota import ShiftQuerySet
from channels_mgmt.team.rota_choices import ShiftKind

WEEKS_AHEAD = 4
"""For how many weeks to come somebody must be on call."""


def with_steps(brands: QuerySet[Brand], at: datetime | None = None) -> QuerySet[Brand]:
    """Adds to each brand whether each step is done, as `done_STEP`."""
    now = at or timezone.now()
    return brands.annotate(**{f"done_{step}": condition for step, condition in _done(now).items()})


def with_details(brands: QuerySet[Brand], at: datetime) -> QuerySet[Brand]:
    """Adds to each brand, besides `with_steps`, what is there and what is missing, in the same statement."""
    empty = asked_departments("company", "pk").exclude(Exists(_contacts_there()))
    here = Contact.objects.filter(department__company=OuterRef("company"), left_at=None)
    latest = Strategy.objects.filter(brand=OuterRef("pk")).order_by("-version")
    validating = BrandRole.objects.current(at).filter(
        brand=OuterRef("pk"), role__in=roles_granting(Right.STRATEGY_VALIDATE), user__is_active=True
    )
    decisions = SetupDecision.objects.filter(brand=OuterRef("pk"))
    places = BrandTerritory.objects.filter(brand=OuterRef("pk"))
    weeks = {f"week_{n}": Exists(_on_call().between(*week)) for n, week in enumerate(weeks_ahead(at))}
    return with_steps(brands, at).annotate(
        places=ArraySubquery(places.order_by("position").values("territory__name")),
        anybody=Exists(here),
        empty_departments=ArraySubquery(empty.order_by("name").values("name")),
        channel_count=_count(Channel.objects.open().filter(brand=OuterRef("pk"))),
        decided_networks=_count(NetworkSetup.objects.filter(brand=OuterRef("pk"))),
        undecided_networks=ArraySubquery(
            undecided_channels().order_by("network").values("network").distinct()
        ),
        strategy=Subquery(latest.values(said=JSONObject(state="state", version="version"))[:1]),
        is_validatable=Exists(validating),
        unled=ArraySubquery(
            unled_channels(at)
            .order_by("name", "pk")
            .values(said=JSONObject(name="name", network="network", purpose="purpose", slug="slug"))
        ),
        unready=ArraySubquery(
            unready_leads(at).order_by("user__name", "user").values("user__name").distinct()
        ),
        decisions=ArraySubquery(
            decisions.values(said=JSONObject(step="step", reason="reason", by="decided_by__name"))
        ),
        has_empty_rota=Exists(_patterns_without_people()),
        **weeks,
    )


def _patterns_without_people() -> QuerySet[RotaPattern]:
    """Of a rota that was copied from a template."""
    turns = RotaTurn.objects.filter(pattern=OuterRef("pk"))
    return RotaPattern.objects.filter(~Exists(turns), brand=OuterRef("pk"))


def _count(rows: QuerySet[Any]) -> Any:
    counted = rows.order_by().values("brand").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


def done_of(brand: Any) -> dict[SetupStep, bool]:
    """What `with_steps` added."""
    return {step: bool(getattr(brand, f"done_{step}")) for step in SetupStep}


def _done(now: datetime) -> dict[SetupStep, Any]:
    return {
        SetupStep.IDENTITY: ~Q(sector=""),
        SetupStep.TERRITORIES: Exists(BrandTerritory.objects.filter(brand=OuterRef("pk"))),
        SetupStep.DEPARTMENTS: _without(SetupStep.DEPARTMENTS) | _answered_for(),
        SetupStep.NETWORKS: _has_channels() & ~Exists(undecided_channels()),
        SetupStep.STRATEGY: Exists(Strategy.objects.in_force().filter(brand=OuterRef("pk"))),
        SetupStep.TEAM: _has_channels() & ~Exists(unled_channels(now)) & ~Exists(unready_leads(now)),
        SetupStep.COVER: _without(SetupStep.COVER) | _covered(now),
    }


def _without(step: SetupStep) -> Any:
    """A manager decided that the brand does without what is missing."""
    return Q(Exists(SetupDecision.objects.filter(brand=OuterRef("pk"), step=step)))


def _answered_for() -> Any:
    """Somebody is named at the company, and in each department to which a rule leads."""
    here = Contact.objects.filter(department__company=OuterRef("company"), left_at=None)
    empty = asked_departments("company", "pk").exclude(Exists(_contacts_there()))
    return Q(Exists(here)) & ~Q(Exists(empty))


def _contacts_there() -> QuerySet[Contact]:
    return Contact.objects.filter(department=OuterRef("pk"), left_at=None)


def asked_departments(company: str, brand: str) -> QuerySet[Department]:
    """The open departments to which a rule of the outer brand leads."""
    leading = RoutingRule.objects.filter(brand=OuterRef(OuterRef(brand)), department=OuterRef("pk"))
    return Department.objects.filter(Exists(leading), company=OuterRef(company), closed_at=None)


def _has_channels() -> Any:
    return Q(Exists(Channel.objects.open().filter(brand=OuterRef("pk"))))


def undecided_channels() -> QuerySet[Channel]:
    """Channels of the outer brand on networks of which nobody said how many accounts there are to be."""
    decided = NetworkSetup.objects.filter(brand=OuterRef("brand"), network=OuterRef("network"))
    return Channel.objects.open().filter(~Exists(decided), brand=OuterRef("pk"))


def unled_channels(now: datetime) -> QuerySet[Channel]:
    """Channels of the outer brand, those dormant by decision aside, that nobody leads today."""
    leads = Assignment.objects.current(now).filter(channel=OuterRef("pk"), is_lead=True)
    return Channel.objects.lively().filter(~Exists(leads), brand=OuterRef("pk"))


def unready_leads(now: datetime) -> QuerySet[Assignment]:
    """Leads of the outer brand who speak for it, and may do so under supervision alone: by assignment, or for
    want of a check against the strategy in force that has not lapsed and has no *no*; compare
    `team.readiness`.
    """
    in_force = Strategy.objects.in_force().filter(brand=OuterRef("brand")).values("pk")[:1]
    checks = ReadinessCheck.objects.filter(
        brand=OuterRef("brand"), user=OuterRef("user"), done_at__lte=now
    ).order_by("-done_at", "-pk")
    today = DayThere(F("brand__agency__time_zone"), now)
    noes = ReadinessAnswer.objects.filter(readiness=OuterRef("pk"), is_yes=False)
    counting = (
        ReadinessCheck.objects.filter(pk=Subquery(checks.values("pk")[:1]))
        .filter(strategy=OuterRef("in_force"), lapses_on__gt=today)
        .exclude(Exists(noes))
    )
    leads = Assignment.objects.current(now).filter(brand=OuterRef("pk"), is_lead=True, role__in=SPOKESPERSONS)
    return leads.annotate(in_force=Subquery(in_force)).filter(Q(under_supervision=True) | ~Exists(counting))


def weeks_ahead(now: datetime) -> list[tuple[datetime, datetime]]:
    """Four times seven days from now on."""
    return [(now + timedelta(weeks=n), now + timedelta(weeks=n + 1)) for n in range(WEEKS_AHEAD)]


def _covered(now: datetime) -> Any:
    """Somebody is on call in each of the weeks to come; whether that is enough, `setup.path_of` looks."""
    covered = Q()
    for week in weeks_ahead(now):
        covered &= Q(Exists(_on_call().between(*week)))
    return covered


def _on_call() -> ShiftQuerySet:
    return Shift.objects.standing().filter(brand=OuterRef("pk"), kind=ShiftKind.PRIMARY)
