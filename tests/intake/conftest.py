from datetime import UTC, datetime

import pytest

from accounts.models import Agency, Company, User
from channels_mgmt.brands.models import Brand
from channels_mgmt.team.choices import Network, Purpose
from channels_mgmt.team.models import Channel

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
