"""What the demonstration shows of campaigns, of tests and of the site."""

import pytest
from django.utils import timezone

from channels_mgmt.publishing.models import Experiment
from cmhub.demo.loading import campaigns
from cmhub.lib.two_samples import difference_of_rates
from tests.cast import Cast, client_of


def test_a_campaign_two_tests_and_eight_weeks_of_the_site_are_there(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(campaigns, "OF", cast.brand.slug)
    for _again in range(2):
        campaigns.furnish(cast.brand, {campaigns.BY: cast.cm}, cast.manager, at=timezone.now())
    states = Experiment.objects.order_by("name").values_list("state", "verdict")
    assert list(states) == [("concluded", "b_better"), ("running", "")]
    assert difference_of_rates(*campaigns.TESTS[0][1]) == campaigns.SHOWN
    manager = client_of(cast.manager)
    campaign = cast.brand.campaigns.get()
    assert "2\u202f445,65 XAF" in manager.get(f"/b/wouri/publishing/campaigns/{campaign.pk}/figures/").text
    site = manager.get("/b/wouri/publishing/funnel/")
    assert sum(row["figures"][0]["value"] is not None for row in site.context["weeks"]) == 7
