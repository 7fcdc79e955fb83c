"""A load that was cut short is gone on with."""

import pytest

from accounts.models import Agency
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.inbox.choices import Source
from channels_mgmt.inbox.models import Message
from reporting.weekly.models import WeeklyReport
from tests.demo.loads import BRANDS, OURS, load_some, plan_of

pytestmark = pytest.mark.django_db


def test_an_interrupted_load_is_gone_on_with() -> None:
    def stop_after_a_brand(sentence: str) -> None:
        if "messages," in sentence and " s" in sentence:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load_some(stop_after_a_brand)
    agency = Agency.objects.get(slug="demo")
    assert agency.loaded_at is None
    ours = Message.objects.filter(**OURS)
    assert ours.exists()

    load_some()

    plan = plan_of(agency)
    assert ours.exclude(source=Source.HAND).filter(promise=None).count() == sum(1 for _row in plan.rows())
    assert WeeklyReport.objects.filter(**OURS).count() == 3 * len(BRANDS)
    passed_on = sum(len(brand.passed_on) for brand in plan.brands.values())
    assert Escalation.objects.filter(**OURS).exclude(key=None).count() == passed_on
