from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from accounts.models import Agency, Company, User
from channels_mgmt.brands.choices import Network, Purpose
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.services.intake import IntakeSummary, take_in
from channels_mgmt.team.models import Channel
from tests.intake.reference import Said
from tests.intake.runs import write_long
from tests.intake.stories import write_file

NOW = datetime(2026, 4, 1, 8, tzinfo=UTC)


def make_brand() -> Brand:
    """All that intake needs of a brand, in Douala, with two channels on X and one on Facebook."""
    agency = Agency.objects.create(slug="agence-du-port", name="Agence du port")
    company = Company.objects.create(agency=agency, name="Bonabo")
    brand = Brand.objects.create(
        agency=agency, company=company, slug="bonabo", name="Bonabo", time_zone="Africa/Douala"
    )
    for slug, network, purpose in (
        ("bonabo-official", Network.X, Purpose.OFFICIAL),
        ("bonabo-help", Network.X, Purpose.CUSTOMER_SERVICE),
        ("bonabo-facebook", Network.FACEBOOK, Purpose.OFFICIAL),
    ):
        Channel.objects.create(brand=brand, network=network, purpose=purpose, slug=slug, name=slug)
    return brand


@pytest.fixture
def brand(db: None) -> Brand:
    return make_brand()


@pytest.fixture
def official(brand: Brand) -> Channel:
    return brand.channels.get(slug="bonabo-official")


@pytest.fixture
def person(brand: Brand) -> User:
    return User.objects.create_user("cm@bonabo.example", "correct horse battery", name="Awa Ngo")


@pytest.fixture
def committed_brand(transactional_db: None) -> Brand:
    """Seen by other processes too."""
    return make_brand()


@pytest.fixture
def long_file(tmp_path: Path) -> Path:
    return write_long(tmp_path / "messages.csv")


@pytest.fixture
def take(official: Channel, tmp_path: Path) -> Any:
    def taken(*messages: Said, at: datetime = NOW) -> IntakeSummary:
        path = write_file(tmp_path / "messages.csv", list(messages))
        return take_in(brand=official.brand, path=path, channel=official, at=at)

    return taken
