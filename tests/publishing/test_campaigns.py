"""Campaigns: what they are for, their posts, what they brought, and who sees what that cost."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from accounts.models import AuditEntry
from channels_mgmt.publishing.models import Campaign, CampaignCost, CampaignResult
from channels_mgmt.publishing.services import campaigns as services
from channels_mgmt.publishing.services.recording import named_campaigns
from cmhub.lib.editions import ChangedMeanwhileError
from cmhub.lib.scope import Scope, asking
from reporting.metrics.services.campaigns import cost_per, earned_by, lines_of
from tests.access.test_walk import PEOPLE
from tests.cast import Cast, client_of
from tests.publishing.trying import NOW, campaign, published, with_figures

pytestmark = pytest.mark.django_db
LIST = "/b/wouri/publishing/campaigns/"
HTMX = {"HX-Request": "true"}
AMOUNT = Decimal("412987.00")
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def _now() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def page(one: Campaign, more: str = "") -> str:
    return f"{LIST}{one.pk}/{more}"


def cost(cast: Cast, one: Campaign, amount: Decimal | None = AMOUNT) -> CampaignCost:
    return services.set_cost(campaign=one, amount=amount, currency="XAF", by=cast.manager, at=NOW)


def result(cast: Cast, one: Campaign, value: int | None, *, metric: str = "leads", day: date = TODAY) -> Any:
    return services.enter_result(campaign=one, metric=metric, value=value, day=day, by=cast.cm, at=NOW)


def test_a_campaign_is_begun_changed_ended_and_taken_up_again(cast: Cast) -> None:
    cm = client_of(cast.cm)
    form = cm.get(f"{LIST}new/")
    key = form.context["form"]["key"].value()
    said = {
        "key": key,
        "name": "Rentrée",
        "objective": "Que 500 élèves essaient le forfait",
        "starts_on": "2026-03-02",
        "ends_on": "2026-03-31",
        "metric": "leads",
        "target": "500",
        "channels": [cast.official.pk],
    }
    made = [cm.post(f"{LIST}new/", said)["Location"] for _twice in range(2)]
    one = Campaign.objects.get(name="Rentrée")
    assert made == [page(one)] * 2
    assert (one.target, list(one.channels.all())) == (500, [cast.official])
    shown = cm.get(page(one))
    assert "Que 500 élèves essaient le forfait" in shown.text
    assert one.name in cm.get(LIST).text
    cm.post(page(one, "edit/"), said | {"edition": one.edition, "ends_on": "2026-04-15"})
    assert cm.post(page(one, "end/"), {"ended": "1"}).status_code == 303
    one.refresh_from_db()
    assert (one.ends_on, one.ended_by) == (date(2026, 4, 15), cast.cm)
    assert one.name not in cm.get(LIST).text
    assert one.name in cm.get(f"{LIST}?state=over").text
    cm.post(page(one, "end/"), {"ended": "0"})
    assert one.name in cm.get(LIST).text
    told = AuditEntry.objects.filter(verb__startswith="campaign.").order_by("pk")
    assert [entry.verb for entry in told] == [
        "campaign.created",
        "campaign.changed",
        "campaign.ended",
        "campaign.taken_up_again",
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"starts_on": "2026-03-31", "ends_on": "2026-03-02"},
        {"target": "500"},
        {"name": ""},
        {"name": "Rentrée"},
    ],
)
def test_what_makes_no_sense_is_refused_and_what_was_typed_stays(cast: Cast, wrong: dict[str, str]) -> None:
    campaign(cast, "Rentrée")
    cm = client_of(cast.cm)
    key = cm.get(f"{LIST}new/").context["form"]["key"].value()
    answer = cm.post(f"{LIST}new/", {"key": key, "name": "Fêtes", "objective": "Réunir", **wrong})
    assert answer.status_code == 422
    assert "Réunir" in answer.text
    assert Campaign.objects.count() == 1


def test_who_saves_an_older_one_is_told_and_sees_both(cast: Cast) -> None:
    one = campaign(cast)
    values = {"name": "Rentrée", "objective": "Autre chose"}
    services.change_campaign(campaign=one, values=values, edition=one.edition, by=cast.manager)
    with pytest.raises(ChangedMeanwhileError):
        services.change_campaign(campaign=one, values=values, edition=one.edition, by=cast.cm)
    answer = client_of(cast.cm).post(
        page(one, "edit/"),
        {"name": "Rentrée", "objective": "La mienne", "edition": one.edition, "channels": [cast.official.pk]},
    )
    assert answer.status_code == 409
    assert "Autre chose" in answer.text
    assert "La mienne" in answer.text


def test_posts_are_put_in_and_taken_out_and_those_of_another_brand_never(cast: Cast) -> None:
    one, post = campaign(cast), published(cast)
    foreign = published(cast, brand=cast.other_brand, channel=cast.other_brand.channels.first())
    cm = client_of(cast.cm)
    assert post in cm.get(page(one)).context["offered"]
    cm.post(page(one, "posts/"), {"posts": [post.pk]})
    cm.post(page(one, "posts/"), {"posts": [foreign.pk]})
    assert list(one.posts.all()) == [post]
    assert client_of(cast.cm).get(page(one)).text.count("Le forfait nuit revient") >= 1
    cm.post(page(one, "take/"), {"posts": [post.pk]})
    assert not one.posts.exists()
    post.refresh_from_db()
    assert post.edition == 3


def test_an_export_that_names_a_campaign_finds_the_one_that_people_began(cast: Cast) -> None:
    one = campaign(cast, "Rentrée")
    assert named_campaigns({(cast.brand.pk, "Rentrée"), (cast.brand.pk, "Jeu")}) == {
        (cast.brand.pk, "Rentrée"): one,
        (cast.brand.pk, "Jeu"): Campaign.objects.get(name="Jeu"),
    }
    assert "Jeu" in client_of(cast.cm).get(LIST).text


def test_what_posts_earned_adds_up_and_reach_never_does(cast: Cast) -> None:
    one = campaign(cast, metric="engagements", target=400)
    for engaged, shown, reach in ((30, 1_000, 700), (90, 2_000, 900)):
        with_figures(published(cast, campaign=one), engagements=engaged, impressions=shown, reach=reach)
    with_figures(published(cast, campaign=one), comments=5, shares=1)
    published(cast, campaign=one)
    earned = earned_by(one)
    assert (earned.posts, earned.with_figures) == (4, 3)
    assert (earned.engaged, earned.shown, earned.widest) == (126, 3_000, 900)
    assert earned.rate == 120 / 3_000  # of the posts that have both
    shown = client_of(cast.cm).get(page(one, "figures/"), headers=HTMX).text
    assert "126" in shown
    assert "1 600" not in shown
    line = next(line for line in lines_of(one, earned) if line.metric == "engagements")
    assert line.share == 126 / 400


def test_a_campaign_without_figures_says_so_and_shows_no_zero(cast: Cast) -> None:
    one = campaign(cast, metric="sales")
    earned = earned_by(one)
    assert (earned.engaged, earned.shown, earned.rate, earned.widest) == (None, None, None, None)
    assert [line.value for line in lines_of(one, earned)] == [None, None, None]
    assert "inconnu" in client_of(cast.cm).get(page(one, "figures/")).text


def test_a_result_by_hand_is_the_latest_that_was_said_and_the_earlier_ones_stay(cast: Cast) -> None:
    one = campaign(cast, metric="leads", target=50)
    result(cast, one, 12, day=TODAY - timedelta(days=7))
    result(cast, one, 30)
    result(cast, one, 25)
    assert [line.value for line in lines_of(one, earned_by(one)) if line.metric == "leads"] == [25]
    assert CampaignResult.objects.count() == 3
    result(cast, one, None)
    assert [line.value for line in lines_of(one, earned_by(one)) if line.metric == "leads"] == [None]
    with pytest.raises(ValidationError, match="pas encore venu"):
        result(cast, one, 5, day=TODAY + timedelta(days=1))
    with pytest.raises(ValidationError):
        result(cast, one, 5, metric="engagements")
    with pytest.raises(DatabaseError), transaction.atomic():
        CampaignResult.objects.update(value=1)


def test_cost_per_result_is_there_only_where_a_cost_is_given_and_something_came_of_it(cast: Cast) -> None:
    one = campaign(cast, metric="leads")
    result(cast, one, 25)
    with_figures(published(cast, campaign=one), engagements=100, impressions=1_000)
    costs = {line.metric: line.cost for line in lines_of(one, earned_by(one), services.cost_of(one))}
    assert set(costs.values()) == {None}
    cost(cast, one, Decimal(50_000))
    costs = {line.metric: line.cost for line in lines_of(one, earned_by(one), services.cost_of(one))}
    assert costs == {"engagements": 500, "shown": 50, "leads": 2_000}
    cost(cast, one, None)
    assert services.cost_of(one) is None
    assert CampaignCost.objects.count() == 2
    assert cost_per(Decimal(10), 0) is None
    assert cost_per(None, 10) is None
    with pytest.raises(ValidationError):
        cost(cast, one, Decimal(-1))


def test_nobody_but_who_manages_budgets_sees_what_a_campaign_costs(cast: Cast) -> None:
    one = campaign(cast, metric="leads")
    result(cast, one, 1)
    cost(cast, one)
    for name in PEOPLE:
        client = client_of(cast.people[name])
        for address in (LIST, page(one), page(one, "figures/"), page(one, "edit/")):
            text = client.get(address).text.replace("\u202f", "").replace("\xa0", "")
            assert ("412987" in text) == (name == "manager" and address in (page(one), page(one, "figures/")))
    refused = client_of(cast.cm).post(page(one, "cost/"), {"amount": "1", "currency": "XAF"})
    assert refused.status_code == 403
    told = AuditEntry.objects.get(verb="campaign.cost_set")
    assert "412987" not in str(told.details)


def test_the_database_hides_the_cost_from_who_manages_none(cast: Cast) -> None:
    cost(cast, campaign(cast))
    for name, seen in (("manager", 1), ("cm", 0), ("executive", 0), ("rival", 0)):
        with asking(Scope(cast.people[name].pk)), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM publishing_campaigncost")
            assert cursor.fetchone() == (seen,), name


def test_who_only_reads_is_offered_nothing_to_change(cast: Cast) -> None:
    one = campaign(cast)
    text = client_of(cast.executive).get(page(one)).text
    for act in ("end/", "posts/", "take/", "result/", "cost/", "edit/"):
        assert page(one, act) not in text
        assert client_of(cast.executive).post(page(one, act)).status_code == 403
    assert client_of(cast.other_cm).get(page(one)).status_code == 404
    assert client_of(cast.decider).get(LIST).status_code == 403


def test_the_form_of_another_brand_is_refused_and_says_nothing_of_it(cast: Cast) -> None:
    one = campaign(cast)
    said = {"key": one.key, "name": "Autre", "objective": "Autre"}
    answer = client_of(cast.other_cm).post("/b/sanaga/publishing/campaigns/new/", said)
    assert answer.status_code == 422
    assert "Rentrée" not in answer.text
    assert Campaign.objects.count() == 1
