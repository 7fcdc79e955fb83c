"""Hours needed against hours given, by hand, and what one more of anything changes."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels_mgmt.strategy.choices import Category, Duty, Post
from channels_mgmt.team.assumptions import USUAL, Assumption
from reporting.diagnoses.answering import Inflow, merged, read_answering, total_people, without_rushes
from reporting.diagnoses.costs import Paid, converted, cost_of
from reporting.diagnoses.forecast import forecast
from reporting.diagnoses.queueing import OpenWeek
from reporting.diagnoses.staffing import (
    Account,
    Assumed,
    Given,
    Reading,
    Work,
    expected_interactions,
    minutes_per_post,
    missing_posts,
    open_hours,
    read,
    with_hours,
    without_network,
)

USUALLY = {name: Assumed(float(usual.value), "usual") for name, usual in USUAL.items()}
STEADY = (40,) * 8


def account(key: int = 1, **more: Any) -> Account:
    return Account(
        **{
            "key": key,
            "name": f"N° {key}",
            "network": "facebook",
            "posts_per_week": 5.0,
            "weeks": STEADY,
            **more,
        }
    )


def somebody(person: int = 1, hours: float = 20, role: str = Post.COMMUNITY_MANAGER, **more: Any) -> Given:
    return Given(person=person, name=f"P{person}", role=role, hours=hours, **more)


def work(*accounts: Account, given: tuple[Given, ...] = (), **more: Any) -> Work:
    return Work(accounts=accounts, given=given, assumed=USUALLY, escalations=(8,) * 8, **more)


def test_the_need_of_one_account_by_hand() -> None:
    (whole,) = read(work(account(), given=(somebody(),)))
    assert whole.needed == {
        Duty.WRITING: 5.0,
        Duty.ANSWERING: 4.0,
        Duty.PASSING_ON: pytest.approx(8 * 10 / 60),
        Duty.ANIMATING: 1.5,
        Duty.WATCHING: 3.0,
        Duty.TESTING: 1.0,
        Duty.MEETINGS: 2.0,
        Duty.REPORTING: 2.0,
    }
    assert whole.hours == pytest.approx(19.8333, abs=1e-3)
    assert whole.ratio == pytest.approx(0.99167, abs=1e-4)
    assert whole.is_overloaded is False


@pytest.mark.parametrize(("hours", "overloaded"), [(16.6, False), (16.5, True), (0.5, True)])
def test_overloaded_is_above_one_and_a_fifth(hours: float, overloaded: bool) -> None:
    (whole,) = read(work(account(), given=(somebody(hours=hours),)))
    assert whole.is_overloaded is overloaded


def test_with_nobody_it_is_overloaded_and_has_no_ratio() -> None:
    (whole,) = read(work(account()))
    assert (whole.is_overloaded, whole.ratio) == (True, None)


@pytest.mark.parametrize(
    "unknown",
    [
        work(account(posts_per_week=None), given=(somebody(40),)),
        work(account(weeks=(1,) * 8), given=(somebody(40),)),
        work(given=(somebody(40),)),
        work(),
    ],
)
def test_too_little_data_is_neither(unknown: Work) -> None:
    (whole,) = read(unknown)
    assert whole.is_overloaded is None
    assert whole.ratio is None


def test_what_is_known_can_be_too_much_already() -> None:
    (whole,) = read(work(account(posts_per_week=None), given=(somebody(hours=5),)))
    assert whole.is_overloaded is True
    (whole,) = read(work(account(posts_per_week=None), given=(somebody(hours=5), somebody(2, 0))))
    assert whole.unstated == ("P2",)
    assert whole.is_overloaded is None


def test_territories_have_their_own_accounts_and_share_the_rest() -> None:
    brand = work(
        account(1, territory="Sénégal"),
        account(2, territory="Sénégal", network="x"),
        account(3),
        given=(somebody(1, account=1), somebody(2, account=2), somebody(3, 30)),
        territories=("Sénégal", "Côte d’Ivoire"),
    )
    whole, senegal, ivory = read(brand)
    assert [whole.territory, senegal.territory, ivory.territory] == [None, "Sénégal", "Côte d’Ivoire"]
    assert (senegal.given, ivory.given, whole.given) == (55, 15, 70)
    assert senegal.needed[Duty.WRITING] == 12.5
    assert ivory.needed[Duty.WRITING] == 2.5
    for duty, hours in whole.needed.items():
        assert hours == pytest.approx(sum(part.needed[duty] or 0 for part in (senegal, ivory)))
    assert whole.needed[Duty.WATCHING] == 6.0
    assert senegal.people == ("P1", "P2", "P3")
    assert (senegal.alone, ivory.alone, whole.alone) == (False, True, False)


def test_a_brand_of_one_territory_may_have_one_person() -> None:
    (whole,) = read(work(account(), given=(somebody(),), territories=("Cameroun",)))
    assert not whole.alone


def test_leave_is_taken_off() -> None:
    (whole,) = read(work(account(), given=(somebody(hours=20, away=0.25), somebody(2, 10))))
    assert whole.given == 25


def test_the_mix_weighs_the_minutes_of_a_post_unless_it_is_set_or_measured() -> None:
    mixed = work(account(), mix={Category.USEFUL: 50, Category.CONVERSATION: 50})
    assert minutes_per_post(mixed) == Assumed(55.0, "mix")
    measured = replace(mixed, assumed={**USUALLY, Assumption.POST: Assumed(80, "measured", 40)})
    assert minutes_per_post(measured).value == 80
    assert minutes_per_post(work(account())) == USUALLY[Assumption.POST]


def test_a_dormant_account_is_not_animated() -> None:
    (awake,) = read(work(account()))
    (asleep,) = read(work(account(is_dormant=True)))
    assert (awake.needed[Duty.ANIMATING], asleep.needed[Duty.ANIMATING]) == (1.5, 0)


def test_posts_that_are_missing() -> None:
    def missing(*args: Any, **more: Any) -> list[tuple[str, str]]:
        return [(one["post"], one["why"]) for one in missing_posts(work(*args, **more))]

    manager = somebody()
    assert missing(account(), given=(manager,)) == []
    assert missing(account()) == [(Post.COMMUNITY_MANAGER, "tended")]
    assert missing(account(posts_per_week=10), given=(manager,)) == [(Post.CONTENT_MANAGER, "writing")]
    three = [account(key, network=name) for key, name in enumerate(("facebook", "x", "tiktok"))]
    assert (Post.SOCIAL_MEDIA_MANAGER, "networks") in missing(*three, given=(manager,))
    assert missing(account(purpose="customer_service")) == [(Post.CUSTOMER_SERVICE, "account")]
    logged = {Post.DESIGNER: 6.0, Post.SELLER: 4.9}
    assert missing(account(), given=(manager,), out_of_scope=logged) == [(Post.DESIGNER, "time")]


def test_what_if() -> None:
    now = work(
        account(1), account(2, network="x"), given=(somebody(1, 10, account=1), somebody(2, 10, account=2))
    )
    (before,) = read(now)
    (helped,) = read(with_hours(now, 20))
    assert (before.given, helped.given) == (20, 40)
    assert helped.needed == before.needed
    (fewer,) = read(without_network(now, "x"))
    assert fewer.given == 20
    assert fewer.needed[Duty.WRITING] == 5.0
    assert fewer.hours < before.hours


@given(
    st.lists(st.tuples(st.floats(0, 20), st.integers(3, 200)), min_size=1, max_size=6),
    st.lists(st.floats(1, 40), max_size=6),
    st.integers(1, 4),
)
def test_more_hours_never_make_it_worse_and_an_account_more_never_better(
    accounts: list[tuple[float, int]], hours: list[float], places: int
) -> None:
    brand = work(
        *(
            account(key, posts_per_week=posts, weeks=(count,) * 8)
            for key, (posts, count) in enumerate(accounts)
        ),
        given=tuple(somebody(number, one) for number, one in enumerate(hours)),
        territories=tuple(f"T{number}" for number in range(places)),
    )
    whole = read(brand)[0]
    helped = read(with_hours(brand, 10))[0]
    larger = read(replace(brand, accounts=(*brand.accounts, account(99, network="x"))))[0]
    assert helped.is_overloaded <= whole.is_overloaded  # type: ignore[operator]
    assert larger.hours > whole.hours
    parts = read(brand)[1:] or [whole]
    assert sum(part.hours for part in parts) == pytest.approx(whole.hours)
    assert sum(part.given for part in parts) == pytest.approx(whole.given)


def test_a_forecast_is_the_mean_with_half_the_trend() -> None:
    assert forecast([10] * 8) is not None
    steady = forecast([10] * 8)
    assert steady is not None
    assert (steady.mean, steady.low, steady.high, steady.weeks) == (10, 10, 10, 8)
    rising = forecast([10, 20, 30, 40, 50, 60, 70, 80])
    assert rising is not None
    assert rising.mean == pytest.approx(45 + 0.5 * 10 * 6)
    falling = forecast([80, 70, 60, 50, 40, 30, 20, 10])
    assert falling is not None
    assert falling.mean == pytest.approx(45 / 2)  # bounded
    young = forecast([0, 0, 0, 0, 10, 10, 10, 10])
    assert young is not None
    assert (young.mean, young.weeks) == (10, 4)


@pytest.mark.parametrize("weeks", [[], [0] * 8, [0] * 5 + [50, 50, 50], [2] * 8])
def test_too_few_weeks_or_interactions_forecast_nothing(weeks: list[int]) -> None:
    assert forecast(weeks) is None


@given(st.lists(st.integers(0, 500), min_size=8, max_size=8))
def test_a_forecast_stays_within_half_and_twice_the_mean(weeks: list[int]) -> None:
    found = forecast(weeks)
    if found is not None:
        known = weeks[8 - found.weeks :]
        mean = sum(known) / len(known)
        assert mean / 2 - 1e-9 <= found.mean <= 2 * mean + 1e-9
        assert found.low <= found.high


def test_the_accounts_share_one_forecast() -> None:
    brand = work(account(1, weeks=(3,) * 8), account(2, weeks=(1,) * 8))
    expected = expected_interactions(brand)
    assert expected is not None
    assert expected.mean == 4
    (whole,) = read(brand)
    assert whole.needed[Duty.ANSWERING] == pytest.approx(4 * 6 / 60)


@pytest.mark.parametrize(
    ("hours", "open_at"),
    [
        ({"1": [["08:00", "10:00"]]}, {8, 9}),
        ({"1": [["08:30", "09:30"]]}, {8, 9}),
        ({"7": [["22:00", "02:00"]]}, {166, 167, 0, 1}),
        ({"2": [["00:00", "24:00"]]}, set(range(24, 48))),
        ({}, set(range(168))),
    ],
)
def test_hours_of_the_week_that_are_open(hours: Any, open_at: set[int]) -> None:
    assert open_hours(hours) == open_at


def inflow(key: int = 1, purpose: str = "official", **more: Any) -> Inflow:
    arrivals = [
        week * 168 + day * 24 + 9 + part / 7 for week in range(8) for day in range(5) for part in range(7)
    ]
    values: dict[str, Any] = {
        "arrivals": arrivals,
        "open_hours": frozenset(range(168)),
        "target_minutes": 60.0,
    }
    return Inflow(account=key, purpose=purpose, **{**values, **more})


def read_them(*inflows: Inflow, **more: Any) -> Any:
    given_: dict[str, Any] = {"weeks": 8, "in_time": 0.9, "handling_minutes": 6, "full_time": 40.0}
    return read_answering(inflows, **{**given_, **more})


def test_accounts_of_one_purpose_are_answered_together_to_the_shortest_target() -> None:
    found = read_them(inflow(1), inflow(2, target_minutes=30.0), inflow(3, purpose="customer_service"))
    assert [(one.purpose, one.target_minutes) for one in found] == [
        ("official", 30.0),
        ("customer_service", 60.0),
    ]
    assert found[0].arrivals == 70
    assert total_people(found) == found[0].people + found[1].people
    (tried,) = read_them(inflow(1), target_minutes=15.0)
    assert tried.target_minutes == 15.0


def test_without_a_target_or_with_few_messages_nothing_is_said() -> None:
    for one in (inflow(target_minutes=None), inflow(arrivals=[1.0, 2.0])):
        (found,) = read_them(one)
        assert found.people is None
        assert total_people([found]) is None
    assert total_people([]) is None


def test_all_in_time_is_reckoned_as_nearly_all() -> None:
    (found,) = read_them(inflow(), in_time=1.0)
    assert found.in_time == 0.99
    assert found.queue is not None


def test_presence_of_more_hours_than_a_week_of_work_takes_more_people() -> None:
    everywhere = [week * 168 + hour + 0.5 for week in range(8) for hour in range(168)]
    (found,) = read_them(inflow(arrivals=everywhere))
    assert (found.queue.at_once, found.queue.hours, found.people) == (1, 168, 5)


def test_what_comes_while_its_own_account_is_closed_waits_for_that_one() -> None:
    night = inflow(1, arrivals=[3.0, 10.5], open_hours=frozenset({10, 11}))
    always = inflow(2, arrivals=[3.25], open_hours=frozenset(range(24)))
    assert merged([night, always], OpenWeek(range(24))) == ([3.25, 10.5], [10.0])


def test_a_week_of_a_rush_is_left_out_of_the_pattern() -> None:
    weeks = [0.5, *(168 + number / 100 for number in range(100)), 336.5, 3 * 168 + 1.5]
    usual, kept = without_rushes([inflow(arrivals=weeks)], 4)
    assert kept == 3
    assert usual[0].arrivals == [0.5, 168.5, 336 + 1.5]
    (found,) = read_them(inflow(), inflow(2, arrivals=[2 * 168 + number / 10 for number in range(500)]))
    assert found.left_out == 1
    assert found.arrivals == 35
    silent, kept = without_rushes([inflow(arrivals=[])], 8)
    assert (silent[0].arrivals, kept) == ([], 8)


def test_an_account_that_only_answers_needs_no_cadence() -> None:
    (whole,) = read(work(account(), account(2, purpose="tech_support", posts_per_week=None)))
    assert whole.needed[Duty.WRITING] == 5.0
    assert account(purpose="customer_service", posts_per_week=2).cadence == 2


def test_costs_are_shared_out_by_hours() -> None:
    paid = [Paid("A", Decimal(240_000), "XAF", Decimal("0.5")), Paid("B", Decimal(100), "EUR", Decimal(1))]
    hours = {"writing": 10.0, "answering": 8.0, "passing_on": 2.0}
    cost = cost_of(
        paid,
        "XAF",
        hours=hours,
        interactions=50,
        posts=5,
        answering=("answering", "passing_on"),
        writing=("writing",),
    )
    assert cost.month == Decimal("185595.7")
    assert cost.per_post == pytest.approx(Decimal("185595.7") * 12 / 52 / 2 / 5)
    assert cost.per_interaction == pytest.approx(Decimal("185595.7") * 12 / 52 / 2 / 50)


def test_costs_that_are_not_known_are_not_guessed() -> None:
    def cost(*paid: Paid, **more: Any) -> Any:
        given_: dict[str, Any] = {
            "hours": {"writing": 5.0, "answering": 5.0},
            "interactions": 10,
            "posts": 2,
            "answering": ("answering",),
            "writing": ("writing",),
        }
        return cost_of(paid, "XAF", **{**given_, **more})

    known = Paid("A", Decimal(100), "XAF", Decimal(1))
    assert cost(known).per_post is not None
    for unknown in (
        Paid("B", None, "", Decimal(1)),
        Paid("B", Decimal(5), "XAF", None),
        Paid("B", Decimal(5), "DZD", Decimal(1)),
    ):
        found = cost(known, unknown)
        assert (found.month, found.unknown, found.per_post) == (Decimal(100), ("B",), None)
    assert cost(known, posts=None).per_post is None
    assert cost(known, hours={"writing": None, "answering": 5.0}).per_interaction is None
    assert cost().month is None


def test_only_fixed_parities_convert() -> None:
    assert converted(Decimal(1), "EUR", "XAF") == Decimal("655.957")
    assert converted(Decimal("655.957"), "XOF", "EUR") == 1
    assert converted(Decimal(1), "XAF", "XOF") == 1
    assert converted(Decimal(7), "DZD", "DZD") == 7
    assert converted(Decimal(7), "DZD", "EUR") is None


def test_a_reading_of_unknown_hours_says_at_least() -> None:
    reading = Reading(None, {"writing": None, "watching": 3.0}, 10.0, ("A",), ())
    assert (reading.hours, reading.is_whole, reading.ratio) == (3.0, False, None)
