"""What the demonstration shows of questions to departments."""

from datetime import timedelta

import pytest
from django.utils import timezone

from channels_mgmt.escalations.choices import State, Verb
from channels_mgmt.escalations.models import Carried, Escalation
from cmhub.demo.loading import questions
from cmhub.demo.loading.readiness import CM
from tests.cast import Cast, client_of


def test_an_outage_a_question_back_and_one_that_went_elsewhere(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "FIRST", cast.brand.slug)
    for _again in range(2):
        questions.go_on(cast.brand, {CM: cast.cm}, at=timezone.now() + timedelta(hours=6))
    outage, bill, stolen = Escalation.objects.order_by("pk")
    assert (outage.state, bill.state) == (State.ANSWERED, State.INFORMATION_ASKED)
    carried = Carried.objects.there().filter(escalation=outage)
    assert (carried.count(), carried.to_relay().count()) == (12, 8)
    assert stolen.events.filter(verb=Verb.TRANSFERRED).count() == 1
    page = client_of(cast.cm).get(f"/escalations/{outage.pk}/").text
    assert "4 sur 12" in page or "4 of 12" in page
