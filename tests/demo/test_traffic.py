"""The weeks that the demonstration plays, before anything is loaded."""

from collections import Counter
from dataclasses import asdict
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from channels_mgmt.brands.choices import Kind
from channels_mgmt.inbox.choices import Sentiment
from cmhub.demo import situations
from cmhub.demo.cast import cast
from cmhub.demo.plan import Plan, Telling
from cmhub.demo.reviews import WRITTEN_WEEKS
from cmhub.demo.traffic import WEEKS, build, tell
from cmhub.lib.weeks import Week
from cmhub.logins import LOGINS

LAST_WEEK = Week.parse("2026-W46")
ZONE = ZoneInfo("Africa/Douala")


@pytest.fixture(scope="module")
def plan() -> Plan:
    return build(last_week=LAST_WEEK)


def weeks_ago(at: datetime) -> int:
    return (LAST_WEEK.monday - Week.of(at).monday).days // 7


def test_about_forty_thousand_messages_over_twenty_six_weeks(plan: Plan) -> None:
    rows = list(plan.rows())

    assert 36_000 <= len(rows) <= 44_000
    assert {Week.of(row.sent_at) for row in rows} == {LAST_WEEK - ago for ago in range(WEEKS)}


def test_the_same_seed_and_week_give_the_same_plan(plan: Plan) -> None:
    again = build(last_week=LAST_WEEK)

    assert [asdict(brand) for brand in again.brands.values()] == [
        asdict(brand) for brand in plan.brands.values()
    ]


def test_another_seed_gives_other_messages(plan: Plan) -> None:
    other = build(seed=plan.seed + 1, last_week=LAST_WEEK, weeks=1)

    texts = {row.text for row in plan.rows() if weeks_ago(row.sent_at) == 0}
    assert len({row.text for row in other.rows()} - texts) > 500


def test_days_after_the_last_week_are_played_up_to_the_instant_given() -> None:
    until = LAST_WEEK.next.start(ZONE) + timedelta(days=3, hours=11)

    sent = [row.sent_at for row in build(last_week=LAST_WEEK, weeks=2, until=until).rows()]

    assert until - max(sent) < timedelta(hours=2)
    assert max(sent) < until


def test_a_week_is_the_same_whenever_it_is_told(plan: Plan) -> None:
    earlier = Telling(LAST_WEEK - 2, (LAST_WEEK - 2).next.start(ZONE) + timedelta(days=2, hours=9))
    later = Telling(LAST_WEEK, LAST_WEEK.next.start(ZONE) + timedelta(hours=9))

    first = tell(seed=plan.seed, tellings=[earlier])
    added = tell(seed=plan.seed, tellings=[earlier, later])

    assert added.weeks == (str(LAST_WEEK - 1), str(LAST_WEEK))
    for slug, brand in added.brands.items():
        told = {row.message_id: row.sent_at for row in first.brands[slug].rows}
        new = {row.message_id: row for row in brand.rows}
        assert new
        assert not told.keys() & new.keys()
        assert min(row.sent_at for row in new.values()) >= earlier.until
        assert max(row.sent_at for row in new.values()) < later.until
        assert {row.in_reply_to for row in new.values()} - {""} <= told.keys() | new.keys()
        assert [r for r in new.values() if r.in_reply_to in told], "what was under way goes on"
        openings = {talk.opening.message_id for talk in brand.talks if talk.opening.sent_at < earlier.until}
        assert openings <= told.keys()


def test_what_happened_stays_where_it_was_first_told(plan: Plan) -> None:
    first = Telling(LAST_WEEK, LAST_WEEK.end(ZONE))
    later = Telling(LAST_WEEK + 6, (LAST_WEEK + 6).end(ZONE))

    added = tell(seed=plan.seed, tellings=[first, later], only=["nyongtel", "brasserie-moungo"])

    assert len(added.weeks) == 6
    weeks = Counter(Week.of(talk.opening.sent_at) for talk in added.brands["nyongtel"].talks)
    assert max(weeks[LAST_WEEK + ahead] for ahead in range(1, 7)) < 250
    assert not [post for post in added.brands["brasserie-moungo"].posts if post.channel.endswith("-x")]


def test_of_a_long_silence_half_a_year_is_told(plan: Plan) -> None:
    tellings = [Telling(week, week.end(ZONE)) for week in (LAST_WEEK - 60, LAST_WEEK)]

    added = tell(seed=plan.seed, tellings=tellings, only=["vina-assurances"])

    assert len(added.weeks) == WEEKS


def test_ids_are_unique_in_a_brand_and_what_is_answered_is_there(plan: Plan) -> None:
    for brand in plan.brands.values():
        ids = [row.message_id for row in brand.rows]
        assert len(ids) == len(set(ids))
        assert {row.in_reply_to for row in brand.rows} - {""} <= set(ids)


def test_nobody_answers_before_they_are_written_to(plan: Plan) -> None:
    for brand in plan.brands.values():
        sent = {row.message_id: row.sent_at for row in brand.rows}
        for row in brand.rows:
            if row.in_reply_to:
                assert row.sent_at >= sent[row.in_reply_to], row


def test_public_answers_say_to_whom_and_private_ones_in_which_conversation(plan: Plan) -> None:
    for row in plan.rows():
        if row.direction == "out":
            assert bool(row.conversation) != bool(row.in_reply_to)
            assert row.conversation or row.to


def test_kinds_and_sentiments_are_those_of_the_inbox_and_all_occur(plan: Plan) -> None:
    assert {row.kind for row in plan.rows()} - {""} == set(Kind.values)
    assert {row.sentiment for row in plan.rows()} - {""} == set(Sentiment.values)


def test_most_is_confirmed_except_in_the_last_days(plan: Plan) -> None:
    def confirmed(latest: int) -> float:
        talks = [
            talk
            for brand in plan.brands.values()
            for talk in brand.talks
            if talk.kind and (plan.until - talk.opening.sent_at < timedelta(days=2)) == (latest == 0)
        ]
        return sum(bool(talk.opening.kind) for talk in talks) / len(talks)

    assert confirmed(1) > 0.85
    assert confirmed(0) < 0.4


def test_languages_of_the_four_countries_are_heard(plan: Plan) -> None:
    heard = Counter(talk.variety for brand in plan.brands.values() for talk in brand.talks)

    assert set(heard) == {"fr", "en", "camfranglais", "nouchi", "wolof", "darija", "arabic"}
    assert min(heard.values()) > 80
    assert heard["fr"] > heard.total() * 0.7
    assert any("\u0600" <= letter <= "\u06ff" for row in plan.rows() for letter in row.text)


def test_a_reader_of_the_inbox_seldom_reads_the_same_text_twice(plan: Plan) -> None:
    for brand in plan.brands.values():
        talks = sorted(brand.talks, key=lambda talk: talk.opening.sent_at)
        page = [talk.opening.text for talk in talks[-100:]]
        assert len(set(page)) >= 88, brand.slug


def test_no_slot_is_left_unfilled(plan: Plan) -> None:
    for brand in plan.brands.values():
        texts = [row.text for row in brand.rows] + [post.text for post in brand.posts]
        texts += [step.publishable + step.internal + step.question for step in brand.passed_on]
        texts += [insight.text for review in brand.reviews for insight in review.insights]
        assert not [text for text in texts if "{" in text or "#" in text.replace("#1", "").replace("*#", "")]


def test_evenings_are_busy_and_nights_quiet(plan: Plan) -> None:
    hours = Counter(row.sent_at.hour for row in plan.rows() if row.direction == "in")

    assert sum(hours[hour] for hour in range(18, 22)) > 6 * sum(hours[hour] for hour in range(1, 5))


@pytest.mark.parametrize(("slug", "rest"), [("kajoor-banque", {6, 7}), ("ouarsenis-energie", {5, 6})])
def test_each_country_rests_on_its_own_weekend(plan: Plan, slug: str, rest: set[int]) -> None:
    days = Counter(talk.opening.sent_at.isoweekday() for talk in plan.brands[slug].talks)

    assert max(days[day] for day in rest) < min(days[day] for day in range(1, 8) if day not in rest)


def test_the_outage_is_a_rush_of_anger_answered_late(plan: Plan) -> None:
    weekends = Counter(
        weeks_ago(talk.opening.sent_at)
        for talk in plan.brands[situations.CRISIS_BRAND].talks
        if talk.opening.sent_at.isoweekday() >= 6 and talk.sentiment == "negative"
    )
    usual = (weekends.total() - weekends[situations.CRISIS_WEEKS_AGO]) / (WEEKS - 1)

    assert weekends[situations.CRISIS_WEEKS_AGO] > 8 * usual


def test_nobody_answers_on_the_weekend_without_cover(plan: Plan) -> None:
    brand = cast().brand("loumalo")
    weekend = [
        row
        for row in plan.brands[brand.slug].rows
        if weeks_ago(row.sent_at) == brand.uncovered and row.sent_at.isoweekday() >= 6
    ]

    assert sum(row.direction == "in" for row in weekend) > 12
    assert not [row for row in weekend if row.direction == "out" and not row.automatic]


def test_a_channel_fell_asleep_eight_weeks_ago(plan: Plan) -> None:
    brewery = plan.brands["brasserie-moungo"]
    posts = [weeks_ago(post.at) for post in brewery.posts if post.channel == "brasserie-moungo-x"]
    talks = [
        weeks_ago(talk.opening.sent_at) for talk in brewery.talks if talk.channel == "brasserie-moungo-x"
    ]

    assert min(posts) == min(talks) == 8
    assert len(posts) > 30


def test_one_brand_speaks_only_of_itself(plan: Plan) -> None:
    def about_itself(slug: str) -> float:
        recent = [post for post in plan.brands[slug].posts if weeks_ago(post.at) < 8]
        assert len(recent) >= 12
        return sum(post.category == "organisation" for post in recent) / len(recent)

    assert about_itself("vina-assurances") > 0.7
    assert all(about_itself(slug) < 0.4 for slug in plan.brands if slug != "vina-assurances")


def test_followers_grow(plan: Plan) -> None:
    days = [day for day in plan.brands["kajoor-banque"].audience if day.channel == "kajoor-banque-official"]

    assert len(days) == WEEKS
    assert days[-1].followers > days[0].followers * 1.04


def test_what_was_passed_on_went_in_order(plan: Plan) -> None:
    for brand in plan.brands.values():
        ids = {row.message_id: row for row in brand.rows}
        for step in brand.passed_on:
            times = [step.opened_at, step.acknowledged_at, step.answered_at, step.relayed_at]
            reached = [at for at in times if at]
            assert reached == sorted(reached)
            assert ids[step.message_id].direction == "in"
            assert not step.relay_id or ids[step.relay_id].direction == "out"
            assert bool(step.answered_at) == bool(step.publishable)


def test_late_departments_are_seen(plan: Plan) -> None:
    steps = [step for step in plan.brands["ouarsenis-energie"].passed_on if step.answered_at]
    slow = [step for step in steps if step.answered_at - step.opened_at > timedelta(hours=24)]

    assert len(slow) / len(steps) > 0.3


def test_there_is_work_to_do_on_opening(plan: Plan) -> None:
    nyongtel = plan.brands["nyongtel"]
    waiting = [s for s in nyongtel.passed_on if s.department == "customer_service" and not s.answered_at]
    to_relay = [s for s in nyongtel.passed_on if s.answered_at and not s.relayed_at and not s.put_in_touch]
    held = Counter(held.holder for brand in plan.brands.values() for held in brand.held)

    assert len(waiting) >= 4
    assert {bool(step.acknowledged_at) for step in waiting} == {True, False}
    assert len(to_relay) >= 2
    assert held["cm@demo.example"] >= 10
    assert held["junior@demo.example"] >= 8


def test_past_weeks_were_read_and_quote_messages_of_theirs(plan: Plan) -> None:
    nyongtel = plan.brands["nyongtel"]
    texts = {row.message_id: row.text for row in nyongtel.rows}
    quotes = [quote for review in nyongtel.reviews for insight in review.insights for quote in insight.quotes]

    assert [review.state for review in nyongtel.reviews] == ["read"] * (WRITTEN_WEEKS - 1)
    assert len(quotes) >= 5
    assert all(texts[message_id] == text for message_id, text in quotes)


def test_the_cast_is_complete() -> None:
    told = cast()

    assert len(told.brands) >= 8
    assert set(LOGINS) <= {person.email for person in told.people}
    assert {country for brand in told.brands for country in brand.countries} == {"CM", "SN", "CI", "DZ"}
    for person in told.people:
        given = sum(a.hours for a in told.assignments if a.person == person.email)
        assert given <= person.hours, person.name
    for brand in told.brands:
        leads = Counter(a.channel for a in told.assignments if a.brand == brand.slug and a.is_lead)
        assert leads == {channel.slug: 1 for channel in brand.channels}
