"""The demonstration's figures of accounts and competitors, told once however often it is loaded."""

import pytest
import time_machine

from channels_mgmt.watch.services.competitors import save_competitor
from cmhub.demo.loading import results
from cmhub.demo.loading.house import MANAGER
from cmhub.demo.plan import Audience, BrandPlan
from reporting.metrics.models import Snapshot
from tests.cast import Cast
from tests.metrics.given import NOON

pytestmark = pytest.mark.django_db


def test_told_once(cast: Cast) -> None:
    people = {MANAGER: cast.manager}
    day = Audience("wouri", "wouri-official", NOON, 1000, 200, 300, 9, 2, 1)
    save_competitor(brand=cast.brand, name="Wourifone", by=None)
    with time_machine.travel(NOON, tick=False):
        for _twice in range(2):
            results.record_accounts(cast.brand, BrandPlan("wouri", audience=[day]), people)
            results.furnish(cast.brand, people, at=NOON)
    assert Snapshot.objects.filter(channel=cast.official, post=None).count() == 1
    assert Snapshot.objects.exclude(competitor=None).count() == 16
