"""A load that was cut short is gone on with."""

import pytest

from accounts.models import Agency
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.inbox.models import Message
from reporting.weekly.models import WeeklyReport
from tests.demo.loads import load_some, plan_of

pytestmark = pytest.mark.django_db


def test_an_interrupted_load_is_gone_on_with() -> None:
    def stop_after_a_brand(sentence: str) -> None:
        if "messages," in sentence and " s" in sentence:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load_some(stop_after_a_brand)
    agency = Agency.objects.get()
    assert agency.loaded_at is None
    assert Message.objects.exists()

    load_some()

    whole = sum(1 for _row in plan_of(agency).rows())
    assert (
        Message.objects.exclude(external_id=None).count() + Message.objects.filter(source="reply").count()
        == whole
    )
    assert WeeklyReport.objects.count() == 6
    keyed = Escalation.objects.exclude(key=None)
    assert keyed.count() == sum(len(brand.passed_on) for brand in plan_of(agency).brands.values())
