"""What the demonstration shows of what is late now."""

from datetime import timedelta

import pytest
from django.utils import timezone

from channels_mgmt.escalations.choices import Verb
from channels_mgmt.escalations.models import Escalation, EscalationEvent
from cmhub.demo.loading import late
from cmhub.demo.loading.readiness import CM
from tests.cast import Cast, client_of


def test_questions_to_two_departments_are_late_and_have_climbed(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(late, "FIRST", cast.brand.slug)
    for _again in range(2):
        late.furnish(cast.brand, {CM: cast.cm}, at=timezone.now() + timedelta(hours=3))
    assert Escalation.objects.count() == len(late.QUESTIONS)
    assert EscalationEvent.objects.filter(verb=Verb.LATE_TO_ACKNOWLEDGE).count() == len(late.QUESTIONS)
    groups = client_of(cast.manager).get("/b/wouri/escalations/late/").context["groups"]
    assert {group.department.kind for group in groups} == {kind for kind, *_rest in late.QUESTIONS}
