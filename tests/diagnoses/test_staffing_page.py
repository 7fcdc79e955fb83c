"""The staffing of a brand on its page: from the rows, by territory, with what is tried out."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.services.employment import add_leave, employ
from accounts.skill_choices import EmploymentKind, LeaveKind
from channels_mgmt.brands.choices import Network, Purpose
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.models import Interaction, WaitingEpisode
from channels_mgmt.publishing.models import Post
from channels_mgmt.strategy.choices import Duty
from channels_mgmt.team.assumptions import Assumption
from channels_mgmt.team.models import Channel, TimeEntry
from channels_mgmt.team.services.channels import open_channel
from channels_mgmt.team.services.means import change_assumptions, set_budget, set_pay
from reporting.diagnoses.services.gathering import away_share, gather
from reporting.diagnoses.services.staffing import WhatIf, picture_of, staffing_for_report
from tests.cast import Cast, client_of

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
FIRST = date(2026, 9, 21)
"""The Monday of the first of the eight weeks looked at."""
PAGE = "/b/wouri/team/staffing/"


@pytest.fixture(autouse=True)
def _now() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def arrive(channel: Channel, a_week: int = 20, *, weeks: int = 8, hour: int = 8) -> None:
    """So many interactions a week, on Tuesdays at an hour of UTC, each answered after ten minutes."""
    made = []
    for week in range(weeks):
        day = FIRST + timedelta(days=7 * week + 1)
        for number in range(a_week):
            at = datetime(day.year, day.month, day.day, hour, number % 60, tzinfo=UTC)
            answered = at + timedelta(minutes=10)
            made.append(
                Interaction(
                    brand=channel.brand,
                    channel=channel,
                    author=f"Awa {number}",
                    opened_at=at,
                    last_at=answered,
                    first_response_at=answered,
                    state="answered",
                )
            )
    for one in Interaction.objects.bulk_create(made):
        WaitingEpisode.objects.create(
            brand=channel.brand, interaction=one, opened_at=one.opened_at, ended_at=one.first_response_at
        )


def publish(channel: Channel, number: int) -> None:
    Post.objects.bulk_create(
        Post(
            brand=channel.brand,
            channel=channel,
            state="published",
            external_id=str(one),
            published_at=NOW - timedelta(days=10),
        )
        for one in range(number)
    )


def spend(cast: Cast, duty: str, minutes: int, day: date = FIRST) -> None:
    TimeEntry.objects.create(
        brand=cast.brand, user=cast.cm, duty=duty, day=day, minutes=minutes, logged_at=NOW
    )


def pace(cast: Cast, posts: int = 5) -> None:
    cast.brand.channels.update(posts_per_week=posts)


def test_the_need_of_the_cast_s_brand_by_hand(cast: Cast) -> None:
    arrive(cast.official, 20)
    pace(cast, 2)
    (whole,) = staffing_for_report(cast.brand, NOW)
    assert whole["needed_by_duty"] == {
        "writing": 6.2,  # three accounts, two posts of 62 minutes each by the mix of the strategy
        "answering": 2.0,
        "passing_on": 0,
        "animating": 4.5,
        "watching": 3.0,
        "testing": 1.0,
        "meetings": 2.0,
        "reporting": 2.0,
    }
    assert (whole["needed_hours"], whole["given_hours"]) == (20.7, 30)
    assert (whole["ratio"], whole["overloaded"]) == (0.69, False)
    assert whole["people"] == 4


def test_the_people_for_the_target_are_of_the_hours_in_which_people_write(cast: Cast) -> None:
    arrive(cast.official, 20)
    (official, service, _support) = picture_of(gather(cast.brand, NOW)).answering
    assert official.target_minutes == 60
    assert official.queue is not None
    presence = official.queue.by_hour_of_week()
    assert {hour for hour in range(168) if presence[hour]} == {24 + 9}  # 8:00 in UTC is 9:00 in Douala
    assert official.people == official.queue.at_once == 3  # 20 × 6 min fill two of them
    assert service.people is None


def test_opening_hours_are_respected(cast: Cast) -> None:
    arrive(cast.official, 20, hour=20)
    Channel.objects.filter(pk=cast.official.pk).update(hours={"3": [["08:00", "12:00"]]})
    (official, *_others) = picture_of(gather(cast.brand, NOW)).answering
    assert official.queue is not None
    presence = official.queue.by_hour_of_week()
    assert {hour for hour in range(168) if presence[hour]} == {48 + hour for hour in range(8, 12)}
    assert official.queue.in_time >= 0.9


def test_enough_time_logged_is_measured_and_what_is_set_goes_before(cast: Cast) -> None:
    def source(name: str) -> tuple[float, str]:
        one = gather(cast.brand, NOW).work.assumed[name]
        return one.value, one.source

    arrive(cast.official, 20)
    spend(cast, Duty.ANSWERING, 599)
    assert source(Assumption.INTERACTION) == (6.0, "usual")
    spend(cast, Duty.MODERATING, 1)
    assert source(Assumption.INTERACTION) == (30.0, "measured")  # 600 minutes, 20 interactions of that week
    change_assumptions(
        brand=cast.brand, values={"minutes_per_interaction": Decimal("7.5")}, edition=0, by=cast.manager
    )
    assert source(Assumption.INTERACTION) == (7.5, "set")
    change_assumptions(brand=cast.brand, values={"minutes_per_interaction": None}, edition=1, by=cast.manager)
    assert source(Assumption.INTERACTION) == (30.0, "measured")


def test_out_of_scope_stands_beside_and_names_the_post(cast: Cast) -> None:
    arrive(cast.official)
    pace(cast)
    for week in range(8):
        spend(cast, Duty.DESIGN, 360, FIRST + timedelta(days=7 * week))
        spend(cast, Duty.ANSWERING, 720, FIRST + timedelta(days=7 * week))
    (whole,) = staffing_for_report(cast.brand, NOW)
    assert whole["out_of_scope_share"] == pytest.approx(1 / 3)
    assert {"post": "designer", "why": "time", "hours": 6.0} in whole["missing_posts"]
    page = client_of(cast.manager).get(PAGE).text
    assert "33" in page


def test_leave_of_the_coming_four_weeks_is_taken_off(cast: Cast) -> None:
    theirs = {"agency": cast.agency, "user": cast.cm, "by": cast.manager, "at": NOW}
    employ(kind=EmploymentKind.STAFF, working_days=[1, 2, 3, 4, 5], starts_on=date(2026, 1, 5), **theirs)
    days = {"starts_on": date(2026, 11, 23), "ends_on": date(2026, 11, 30)}
    add_leave(kind=LeaveKind.ANNUAL, **days, **theirs)
    whole = picture_of(gather(cast.brand, NOW)).whole
    assert whole.given == 20 * 3 / 4 + 10


def test_the_share_of_leave_counts_working_days() -> None:
    today = date(2026, 11, 18)
    friday_off = [{"since": "2026-11-20", "until": "2026-11-22"}]
    assert away_share(friday_off, [7, 1, 2, 3, 4], today) == 0
    assert away_share(friday_off, [1, 2, 3, 4, 5], today) == 1 / 20
    assert away_share([], [], today) == 0
    forever = [{"since": "2020-01-01", "until": "2030-01-01"}]
    assert away_share(forever, [1], today) == 1


def senegal_and_ivory(cast: Cast) -> Brand:
    brand = cast.third_brand
    channel = open_channel(brand=brand, network=Network.X, purpose=Purpose.OFFICIAL, by=None)
    Channel.objects.filter(pk=channel.pk).update(territory=brand.territories.get(country="CI"))
    return brand


def test_territories_each_with_their_people(cast: Cast) -> None:
    brand = senegal_and_ivory(cast)
    whole, senegal, ivory = staffing_for_report(brand, NOW)
    assert whole["territory"] is None
    assert [one["fewer_than_two"] for one in (whole, senegal, ivory)] == [False, True, True]
    assert senegal["needed_by_duty"]["animating"] < ivory["needed_by_duty"]["animating"]
    page = client_of(cast.manager).get(f"/b/{brand.slug}/team/staffing/").text
    assert ivory["territory"] in page


def test_what_if_shows_before_and_after_and_changes_nothing(cast: Cast) -> None:
    arrive(cast.official)
    pace(cast, 12)
    client = client_of(cast.manager)
    before = client.get(PAGE).text
    tried = client.get(PAGE, {"hours": "40", "network": "x", "target": "15"})
    assert tried.status_code == 200
    for words in ("70", "X", "15"):
        assert words in tried.text
    assert client.get(PAGE).text.count("70\u00a0h") == before.count("70\u00a0h")
    fragment = client.get(PAGE, {"hours": "40"}, headers={"HX-Request": "true"})
    assert fragment.text.lstrip().startswith('<div id="figures"')
    assert 'name="hours" value="40"' in fragment.text
    assert re.search(r'<output for="id_hours">· 40\D', fragment.text), "a slider says where it stands"


def test_a_person_more_answers_more_in_time_and_one_less_is_missing(cast: Cast) -> None:
    for hour in range(8, 20):
        arrive(cast.official, 20, hour=hour)
    cast.brand.channels.update(hours={})
    cast.brand.assignments.update(hours_per_week=1)
    material = gather(cast.brand, NOW)
    found = [picture_of(material, WhatIf(hours=hours)).outlook for hours in (0.0, 8.0, 40.0, 80.0)]
    shares = [one.in_time for one in found if one]
    assert shares == sorted(shares)
    assert shares[0] < shares[1] < shares[-1]
    more = [one.people_more for one in found if one]
    assert more[0] > more[2] >= more[3]
    page = client_of(cast.executive).get(PAGE, {"hours": "40"})
    before, after = (page.context[name] for name in ("verdicts", "verdicts_after"))
    assert len(before) == len(after) == 2
    assert before[1]["words"] != after[1]["words"]


def test_the_verdict_and_the_figures_are_of_the_same_numbers(cast: Cast) -> None:
    """Nobody has given hours and no cadence is written: what is known is the least, in both."""
    cast.brand.assignments.update(hours_per_week=0)
    page = client_of(cast.executive).get(PAGE)
    needed = page.context["stats"][0]["before"]
    assert needed is not None
    assert needed in page.context["verdicts"][0]["words"]


def test_how_it_is_stands_before_what_might_be(cast: Cast) -> None:
    client = client_of(cast.manager)
    for page in (client.get(PAGE).text, client.get(PAGE, {"hours": "40"}).text):
        verdict, figures = page.index('class="state state--'), page.index('class="stat"')
        form, rest = page.index('name="hours"'), page.index('id="answering"')
        assert verdict < figures < form < rest


@pytest.mark.parametrize(
    "asked",
    [{"hours": "-1"}, {"hours": "beaucoup"}, {"network": "friendster"}, {"target": "1e9"}],
)
def test_nonsense_tried_out_is_said_and_shows_what_is(cast: Cast, asked: dict[str, str]) -> None:
    page = client_of(cast.manager).get(PAGE, asked)
    assert page.status_code == 200
    assert "error" in page.text


def test_who_may_see_it(cast: Cast) -> None:
    for name, status in (
        ("manager", 200),
        ("strategist", 200),
        ("executive", 200),
        ("cm", 403),
        ("content", 403),
        ("decider", 403),
        ("other_cm", 404),
        ("rival", 404),
    ):
        assert client_of(getattr(cast, name)).get(PAGE).status_code == status, name


def test_money_is_on_nobody_else_s_page(cast: Cast) -> None:
    arrive(cast.official)
    pace(cast)
    today = date(2026, 11, 18)
    set_budget(brand=cast.brand, amount=Decimal(7_654_321), currency="XAF", starts_on=today, by=cast.manager)
    for user in (cast.cm, cast.junior):
        set_pay(
            agency=cast.agency,
            person=user,
            amount=Decimal(345_678),
            currency="XAF",
            starts_on=today,
            by=cast.manager,
        )
    page = client_of(cast.manager).get(PAGE).text
    assert "7\u202f654\u202f321" in page or "7\u00a0654\u00a0321" in page
    for name in ("strategist", "executive"):
        shown = client_of(getattr(cast, name)).get(PAGE).text
        for words in ("XAF", "654", "345"):
            assert words not in shown


def asked_by(client: Any) -> int:
    """The statements of the page, but for those that keep the session."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(PAGE).status_code == 200
    of_session = ("usersessions", "SAVEPOINT", 'UPDATE "django_session', "SELECT 1 AS")
    return sum(not any(word in query["sql"] for word in of_session) for query in queries)


def test_the_page_asks_no_more_for_more_rows(cast: Cast) -> None:
    clients = [(client_of(cast.executive), 10), (client_of(cast.manager), 12)]
    before = [asked_by(client) for client, _most in clients for _twice in range(2)][1::2]
    assert all(number <= most for number, (_client, most) in zip(before, clients, strict=True)), before
    arrive(cast.official)
    arrive(cast.service_channel, 5)
    publish(cast.official, 12)
    for number in range(6):
        spend(cast, list(Duty)[number], 30)
    assert [asked_by(client) for client, _most in clients] == before
