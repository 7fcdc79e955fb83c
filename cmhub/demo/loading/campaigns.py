"""What one brand's campaign brought, what it tried out, and what its site saw: as many rows as a page needs.

Safe to run again: a brand whose campaign has an objective is left as it is.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.publishing.models import Campaign, Experiment
from channels_mgmt.publishing.services import campaigns, experiments
from cmhub.lib.two_samples import Difference
from cmhub.lib.weeks import Week
from reporting.metrics.services.funnel import enter_week

OF, BY = "nyongtel", "cm@demo.example"
NAME = "Offres du mois"
OBJECTIVE = "Que 300 abonnés passent au forfait nuit avant la fin du mois, surtout des étudiants."
SHOWN = Difference(0.23, 0.32, 400, 400, 0.02812195437501247, 0.15097724468921825)
"""What the counts of the first test show, worked out beforehand: the statistics library is slow to load."""
TESTS: tuple[tuple[dict[str, Any], tuple[int, int, int, int], str], ...] = (
    (
        {
            "name": "Le prénom dans le message",
            "hypothesis": "Un message qui commence par le prénom est ouvert plus souvent.",
            "variant_a": "« Bonjour, votre forfait arrive à échéance »",
            "variant_b": "« Bonjour Awa, votre forfait arrive à échéance »",
            "measure": "counted",
            "counted": "messages ouverts sur messages envoyés",
            "smallest": Decimal("0.02"),
            "planned": 400,
        },
        (92, 400, 128, 400),
        "On garde le prénom dans tous les messages d’échéance.",
    ),
    (
        {
            "name": "Question ou affirmation",
            "hypothesis": "Une question en tête de publication fait cliquer davantage.",
            "variant_a": "« Le forfait nuit revient »",
            "variant_b": "« Et si vos nuits étaient illimitées ? »",
            "measure": "counted",
            "counted": "clics sur lien parmi les visiteurs de la page",
            "planned": 600,
        },
        (31, 240, 38, 235),
        "",
    ),
)
SITE = (
    (2_410, 590, 61, 14, 5),
    (2_380, 610, 58, 13, None),
    (2_650, 720, 66, 15, 6),
    (2_590, 700, 70, 17, None),
    (None, None, 64, 16, 6),
    (2_720, 810, 75, 18, None),
    (2_910, 930, 81, 20, 8),
    (2_860, 905, 79, 19, None),
)
"""Visitors, those of them from the communities, leads, customers and promoters, the last week last."""


def furnish(brand: Brand, people: Mapping[str, User], manager: User, *, at: datetime) -> None:
    """Tells it of the brand that has it, as it stood at an instant."""
    if brand.slug != OF or Campaign.objects.filter(brand=brand, name=NAME).exclude(objective="").exists():
        return
    by = people.get(BY, manager)
    _campaign(brand, by, manager, at)
    for values, counts, learned in TESTS:
        _try(brand, by, values, counts, learned, at)
    last = Week.of(at, brand.time_zone).previous
    for back, (visitors, part, leads, customers, promoters) in enumerate(reversed(SITE)):
        figures = {
            "visitors": (visitors, part),
            "leads": (leads, None),
            "customers": (customers, None),
            "promoters": (promoters, None),
        }
        enter_week(brand=brand, week=last - back, figures=figures, by=by, at=at)


def _campaign(brand: Brand, by: User, manager: User, at: datetime) -> None:
    known = Campaign.objects.filter(brand=brand, name=NAME).first()
    campaign = known or campaigns.make_campaign(
        brand=brand, values={"name": NAME}, by=by, key=_key(brand, NAME), at=at
    )
    day = at.date()
    values = {
        "name": NAME,
        "objective": OBJECTIVE,
        "starts_on": day - timedelta(days=40),
        "ends_on": day + timedelta(days=20),
        "metric": "leads",
        "target": 300,
        "channels": list(brand.channels.filter(purpose="official")),
    }
    campaigns.change_campaign(campaign=campaign, values=values, edition=campaign.edition, by=by, at=at)
    until = day - timedelta(days=1)
    for metric, value in (("leads", 184), ("sales", 57)):
        campaigns.enter_result(campaign=campaign, metric=metric, value=value, day=until, by=by, at=at)
    campaigns.set_cost(campaign=campaign, amount=Decimal(450_000), currency="XAF", by=manager, at=at)


def _try(
    brand: Brand, by: User, values: dict[str, Any], counts: tuple[int, ...], learned: str, at: datetime
) -> None:
    begun = at - timedelta(days=21)
    made: Experiment = experiments.make_experiment(
        brand=brand, values=values, by=by, key=_key(brand, values["name"]), at=begun
    )
    experiments.pass_to(experiment=made, state="running", by=by, at=begun)
    counted = dict(zip(experiments.COUNTS, counts, strict=True))
    experiments.count(experiment=made, counts=counted, by=by, at=at - timedelta(days=2))
    if learned:
        experiments.conclude(
            experiment=made, difference=SHOWN, learned=learned, by=by, at=at - timedelta(days=1)
        )


def _key(brand: Brand, what: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"demo:{brand.slug}:{what}")
