"""The demonstration's figures of accounts, posts and competitors, told once however often it is loaded."""

from datetime import timedelta

import pytest
import time_machine

from channels_mgmt.watch.services.competitors import save_competitor
from cmhub.demo.loading import results
from cmhub.demo.loading.house import MANAGER
from cmhub.demo.plan import Audience, BrandPlan
from reporting.metrics.models import Snapshot
from tests.cast import Cast, client_of
from tests.metrics.given import NOON, published

pytestmark = pytest.mark.django_db


def test_told_once_and_shown(cast: Cast) -> None:
    people = {MANAGER: cast.manager}
    published(cast.official, NOON - timedelta(days=9), text="Assez ancienne")
    published(cast.official, NOON - timedelta(hours=9), text="Trop récente")
    day = Audience("wouri", "wouri-official", NOON, 1000, 200, 300, 9, 2, 1)
    save_competitor(brand=cast.brand, name="Wourifone", by=None)
    with time_machine.travel(NOON, tick=False):
        for _twice in range(2):
            results.record_results(cast.brand, BrandPlan("wouri", audience=[day]), people, NOON)
            results.furnish(cast.brand, people, at=NOON)
        page = client_of(cast.cm).get("/b/wouri/publishing/results/").text
    assert Snapshot.objects.filter(post__isnull=False, stands=True).count() == 1
    assert Snapshot.objects.filter(channel=cast.official, post=None).count() == 1
    assert Snapshot.objects.exclude(competitor=None).count() == 16
    assert "Assez ancienne" in page
    assert "Trop récente" not in page
