"""A brand with an official account on each network, and files of exports put where a command finds them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from accounts.models import Agency, Company, User
from channels_mgmt.brands.choices import Network, Purpose
from channels_mgmt.brands.models import Brand
from channels_mgmt.team.models import Channel
from reporting.metrics.readers import Answers
from reporting.metrics.services.taking_in import MetricsSummary, take_in_export

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
NETWORKS = (
    Network.FACEBOOK,
    Network.INSTAGRAM,
    Network.X,
    Network.LINKEDIN,
    Network.TIKTOK,
    Network.YOUTUBE,
)

Take = Callable[..., MetricsSummary]


def make_brand() -> Brand:
    """Bonabo of Douala, on every network once, and on X twice: there it has customer service too."""
    agency = Agency.objects.create(slug="agence-du-port", name="Agence du port")
    company = Company.objects.create(agency=agency, name="Bonabo")
    brand = Brand.objects.create(
        agency=agency, company=company, slug="bonabo", name="Bonabo", time_zone="Africa/Douala"
    )
    for network in NETWORKS:
        open_account(brand, network)
    open_account(brand, Network.X, Purpose.CUSTOMER_SERVICE, "bonabo-help")
    return brand


def open_account(brand: Brand, network: str, purpose: str = Purpose.OFFICIAL, slug: str = "") -> Channel:
    slug = slug or f"bonabo-{network}"
    return Channel.objects.create(brand=brand, network=network, purpose=purpose, slug=slug, name=slug)


@pytest.fixture
def brand(db: None) -> Brand:
    return make_brand()


@pytest.fixture
def committed_brand(transactional_db: None) -> Brand:
    """Seen by other processes too."""
    return make_brand()


@pytest.fixture
def person(brand: Brand) -> User:
    return User.objects.create_user("cm@bonabo.example", "correct horse battery", name="Awa Ngo")


@pytest.fixture
def put(tmp_path: Path) -> Callable[..., Path]:
    def written(data: str | bytes, name: str = "export.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    return written


@pytest.fixture
def take(brand: Brand, put: Callable[..., Path]) -> Take:
    """Takes in what a file holds; `on` is the network of the account that it is given for."""

    def taken(data: str | bytes, name: str = "export.csv", on: str = "", **options: Any) -> MetricsSummary:
        answers = Answers(**{key: options.pop(key) for key in list(options) if key in ANSWERS})
        channel = brand.channels.get(slug=f"bonabo-{on}") if on else None
        options.setdefault("at", NOW)
        return take_in_export(brand=brand, path=put(data, name), channel=channel, answers=answers, **options)

    return taken


ANSWERS = ("network", "year", "date_order", "metric")
