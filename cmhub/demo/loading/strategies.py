"""The strategy of each brand: validated before anybody works there, read by the team, and gone on with.

Safe to run again: what is there is left.
"""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from accounts.models import Contact, User
from channels_mgmt.brands.choices import Network, Purpose
from channels_mgmt.brands.models import Brand
from channels_mgmt.strategy.choices import Duty, Post, Section
from channels_mgmt.strategy.models import (
    OwnMetric,
    OwnMetricValue,
    Strategy,
    ValidationLink,
)
from channels_mgmt.strategy.services import life, writing
from channels_mgmt.strategy.services.charter import decide
from channels_mgmt.strategy.services.links import VALID_FOR
from channels_mgmt.strategy.services.objectives import enter_value, save_objectives
from channels_mgmt.strategy.services.reading import confirm_reading, in_force, readers_of
from cmhub.demo import cast as told
from cmhub.demo.corpus import read

STRATEGIST, JUNIOR = "strategist@demo.example", "junior@demo.example"
RESPONSE_MINUTES = {
    Purpose.OFFICIAL: 120,
    Purpose.CUSTOMER_SERVICE: 30,
    Purpose.TECH_SUPPORT: 60,
    Purpose.DEPARTMENT: 24 * 60,
}
REASONS: Mapping[tuple[str, str], str] = {
    (Network.FACEBOOK, Purpose.OFFICIAL): "C’est là que le public écrit d’abord, et qu’il lit les avis.",
    (Network.X, Purpose.OFFICIAL): "Journalistes et mécontents s’y expriment avant tout le monde.",
    (Network.INSTAGRAM, Purpose.OFFICIAL): "Les moins de 30 ans y regardent avant d’acheter.",
    (Network.LINKEDIN, Purpose.OFFICIAL): "Partenaires et cadres s’y font une idée de l’entreprise.",
    (Network.LINKEDIN, Purpose.DEPARTMENT): "Le recrutement y trouve ses candidats.",
    (Network.YOUTUBE, Purpose.OFFICIAL): "Les explications longues s’y retrouvent par la recherche.",
    (Network.TIKTOK, Purpose.OFFICIAL): "Les fêtes et les quartiers s’y montrent d’eux-mêmes.",
    (Network.FACEBOOK, Purpose.CUSTOMER_SERVICE): "Les réclamations quittent ainsi la page officielle.",
    (Network.WHATSAPP, Purpose.CUSTOMER_SERVICE): "Le client y envoie photo et reçu sans ordinateur.",
    (Network.X, Purpose.TECH_SUPPORT): "Les pannes s’y signalent les premières.",
    (Network.FACEBOOK, Purpose.TECH_SUPPORT): "Les pas à pas y restent en commentaire.",
}
CHARTER = {
    "loumalo": (
        Duty.SELLING,
        (Post.COMMUNITY_MANAGER, Post.SELLER),
        "La boutique n’a pas de vendeur en ligne : le community manager conclut la vente en message privé.",
    ),
    "nyongtel": (
        Duty.ADVERTISING,
        (Post.SOCIAL_MEDIA_MANAGER, Post.ADVERTISER),
        "Les campagnes sponsorisées sont réglées par le social media manager, dans le budget validé.",
    ),
    "ouarsenis-energie": (
        Duty.DESIGN,
        (),
        "Aucun visuel n’est produit : l’entreprise publie ses avis de travaux tels quels.",
    ),
}
WRITING_ON, SUBMITTED = "logone-voyages", "brasserie-moungo"
"""The brands whose next version is being written, and waits for the company."""


def write(brand: Brand, brand_told: told.Brand, people: Mapping[str, User], *, at: datetime) -> None:
    """The first version, written by the strategist and validated by the brand's executive."""
    if Strategy.objects.filter(brand=brand).exists():
        return
    strategist, executive = people[STRATEGIST], people[_executive(brand_told)]
    draft = writing.begin(brand=brand, by=strategist, at=at)
    said = read("strategies.toml")[brand_told.slug]
    for section, content in _sections(brand, brand_told, said).items():
        writing.save_section(strategy=draft, section=section, by=strategist, at=at, **content)
    rows = [_objective(one, at) for one in said["objectives"]]
    save_objectives(strategy=draft, rows=rows, by=strategist, at=at)
    life.submit(strategy=draft, by=strategist, at=at)
    life.validate(strategy=draft, by=executive, words="C’est bien notre cap.", at=at)
    if decision := CHARTER.get(brand.slug):
        duty, posts, words = decision
        decide(brand=brand, duty=duty, posts=posts, words=words, by=strategist, at=at)


def _executive(brand_told: told.Brand) -> str:
    return next(person.email for person in told.cast().people if brand_told.slug in person.executive_of)


def _sections(brand: Brand, brand_told: told.Brand, said: dict[str, Any]) -> dict[str, dict[str, Any]]:
    review = {}
    for part in PARTS:
        review[f"{part}_state"], review[f"{part}_findings"] = said[part]
    return {
        Section.GOAL: {
            "fields": {
                "goals": said["goals"],
                "goal_words": said["goal"],
                "company_strategy": said["company"],
            }
        },
        Section.PRESENCE: {"fields": review},
        Section.MISSION: {"fields": {"mission": said["mission"], "audience": said["audience"]}},
        Section.PERSONAS: {"rows": said["personas"]},
        Section.TONE: {
            "fields": {"tone": said["tone"], "says": said["says"], "does_not_say": said["silent"]},
            "rows": said.get("communities", []),
        },
        Section.NETWORKS: {
            "fields": {"networks_apart": said.get("apart", ""), "in_time_percent": 90},
            "rows": _networks(brand_told),
        },
        Section.MIX: {
            "rows": [
                {"category": category, "percent": percent}
                for category, percent in said["mix"].items()
                if percent
            ]
        },
        Section.CRISIS: {"fields": {"crisis_words": said["crisis"]}, "rows": _deciders(brand)},
    }


PARTS = ("site", "staff", "content")


def _networks(brand_told: told.Brand) -> list[dict[str, Any]]:
    """Of each network and purpose that the brand has channels for."""
    plans: dict[tuple[str, str], dict[str, Any]] = {}
    for channel in brand_told.channels:
        account = (channel.network, channel.purpose)
        plan = plans.setdefault(
            account,
            {
                "network": channel.network,
                "purpose": channel.purpose,
                "reason": REASONS.get(account, ""),
                "posts_per_week": None,
                "response_minutes": RESPONSE_MINUTES[Purpose(channel.purpose)],
            },
        )
        if channel.cadence:
            plan["posts_per_week"] = (plan["posts_per_week"] or 0) + channel.cadence
    return list(plans.values())


def _deciders(brand: Brand) -> list[dict[str, Any]]:
    heads = Contact.objects.filter(
        department__company=brand.company_id, department__kind__in=DECIDES, is_head=True, left_at=None
    )
    order = list(DECIDES)
    listed = sorted(heads.select_related("department"), key=lambda head: order.index(head.department.kind))
    return [{"contact": head, "decides": DECIDES[head.department.kind]} for head in listed]


DECIDES = {
    "communication": "Le message d’attente et ce qui se dit en public.",
    "management": "Tout ce qui engage l’entreprise.",
}


def _objective(one: dict[str, Any], at: datetime) -> dict[str, Any]:
    return {
        "metric": one.get("metric", ""),
        "own_name": one.get("own", ""),
        "own_unit": one.get("unit", ""),
        "start": Decimal(str(one["start"])),
        "target": Decimal(str(one["target"])),
        "due": (at + timedelta(weeks=one["weeks"])).date(),
        "why": one["why"],
    }


def go_on(brand: Brand, people: Mapping[str, User], *, at: datetime) -> None:
    """What has happened to the strategy since: read, measured, and here and there written anew."""
    strategy = in_force(brand)
    if strategy is None or strategy.validated_at is None:
        return
    _let_read(strategy, at)
    if brand.slug in (WRITING_ON, SUBMITTED):
        _write_anew(brand, people[STRATEGIST], at)


def _let_read(strategy: Strategy, at: datetime) -> None:
    """Most of the team have confirmed it; the junior and one in five have not."""
    since = strategy.validated_at or at
    for reader in readers_of(strategy, at):
        late = int(hashlib.sha256(f"{strategy.brand.slug}:{reader.user.email}".encode()).hexdigest(), 16)
        if reader.read_at is None and reader.user.email != JUNIOR and late % 5:
            day = since + timedelta(days=1 + late % 6, hours=late % 9)
            confirm_reading(strategy=strategy, by=reader.user, at=min(day, at))


def measure(brand: Brand, people: Mapping[str, User], *, until: datetime) -> None:
    """The values of the brand's own figures, one a month: before the reports, which read them."""
    strategy, by = in_force(brand), people[STRATEGIST]
    if strategy is None or strategy.validated_at is None:
        return
    objectives = read("strategies.toml")[brand.slug]["objectives"]
    said = {one["own"]: one.get("values", []) for one in objectives if "own" in one}
    for metric in OwnMetric.objects.filter(brand=brand).select_related("brand__agency"):
        known = OwnMetricValue.objects.filter(metric=metric).count()
        for number, value in enumerate(said.get(metric.name, [])):
            moment = strategy.validated_at + timedelta(days=30 * (number + 1))
            if number >= known and moment <= until:
                enter_value(metric=metric, day=moment.date(), value=Decimal(str(value)), by=by, at=moment)


def _write_anew(brand: Brand, by: User, until: datetime) -> None:
    """A second version, in which some words have changed."""
    begun = until - timedelta(days=6)
    last = in_force(brand)
    if last is None or last.version > 1 or Strategy.objects.filter(brand=brand).open().exists():
        return
    draft = writing.begin(brand=brand, by=by, at=begun)
    writing.save_section(
        strategy=draft,
        section=Section.MISSION,
        fields={"mission": f"{last.mission} Et répondre aussi le week-end.", "audience": last.audience},
        by=by,
        at=begun + timedelta(hours=2),
    )
    if brand.slug == SUBMITTED:
        submitted = life.submit(strategy=draft, by=by, at=begun + timedelta(days=2))
        _send_link(submitted, by, begun + timedelta(days=2, hours=1))


def _send_link(strategy: Strategy, by: User, at: datetime) -> None:
    """A link of the past, which is not sent again: nobody has its token."""
    key = uuid5(NAMESPACE_URL, f"demo:strategy:{strategy.brand.slug}")
    head = Contact.objects.filter(
        department__company=strategy.brand.company_id, department__kind="marketing", left_at=None
    ).first()
    if head is None:
        return
    ValidationLink.objects.get_or_create(
        key=key,
        defaults={
            "brand": strategy.brand,
            "strategy": strategy,
            "name": head.name,
            "post": "Direction marketing",
            "email": head.email,
            "digest": hashlib.sha256(key.bytes).hexdigest(),
            "asked_by": by,
            "asked_at": at,
            "expires_at": at + VALID_FOR,
        },
    )
