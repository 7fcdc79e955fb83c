"""The story as it stands at an instant, and what one instant has more than an earlier one."""

from dataclasses import replace
from datetime import datetime, timedelta

from cmhub.demo import open_work, reviews
from cmhub.demo.cast import Brand
from cmhub.demo.plan import BrandPlan, Confirmed, Ended, PassedOn, Review, Talk, Telling
from cmhub.lib.weeks import Week

STEPS_OF_REPORT = ("computed", "completed", "published", "read")


def as_of(raw: BrandPlan, brand: Brand, telling: Telling, anchor: Week, seed: int) -> BrandPlan:
    """What of the whole story had happened by then: what was under way is open. The story stays as it is.

    `anchor` is the newest week of the first telling.
    """
    end = telling.until
    talks = [seen for talk in raw.talks if (seen := _talk_until(talk, end))]
    present = {talk.opening.message_id for talk in talks}
    opened = [step for step in raw.passed_on if step.opened_at < end]
    plan = BrandPlan(
        raw.slug,
        talks=talks,
        passed_on=[_step_until(step, end) for step in opened if step.message_id in present],
        held=[held for held in raw.held if held.message_id in present],
        posts=[post for post in raw.posts if post.at < end],
        audience=[day for day in raw.audience if day.at < end],
    )
    open_work.confirm(plan, end, seed)
    open_work.end_some(plan, brand, end, seed)
    open_work.log_by_hand(plan, brand, telling, anchor, seed)
    reviews.write(plan, brand, telling, anchor, seed)
    rows = (row for talk in talks for row in talk.rows)
    plan.rows = sorted(rows, key=lambda row: (row.sent_at, row.message_id))
    relays = {step.relay_id for step in plan.passed_on if step.relay_id}
    plan.relays = {row.message_id: row for row in plan.rows if row.message_id in relays}
    return plan


def _talk_until(talk: Talk, end: datetime) -> Talk | None:
    rows = [row for row in talk.rows if row.sent_at < end]
    if not rows or rows[0].direction != "in":
        return None
    return replace(talk, rows=[replace(rows[0]), *rows[1:]])


def _step_until(step: PassedOn, end: datetime) -> PassedOn:
    step = replace(step)
    if step.acknowledged_at and step.acknowledged_at >= end:
        step.acknowledged_at = None
    if step.answered_at and step.answered_at >= end:
        step.answered_at, step.publishable, step.internal, step.put_in_touch = None, "", "", False
    if step.relayed_at and step.relayed_at >= end:
        step.relayed_at, step.relay_id = None, ""
    return step


def gained(before: BrandPlan, now: BrandPlan, *, since: datetime, until: datetime) -> BrandPlan:
    """What happened between two instants of the same story."""
    told = {row.message_id for row in before.rows}
    steps = {step.message_id: step for step in before.passed_on}
    held = {held.message_id for held in before.held}
    ended = {ended.message_id for ended in before.ended}
    calls = {call.key for call in before.by_hand}
    posts = {post.external_id for post in before.posts}
    return BrandPlan(
        now.slug,
        rows=[row for row in now.rows if row.message_id not in told],
        talks=now.talks,
        relays=now.relays,
        passed_on=[step for step in now.passed_on if steps.get(step.message_id) != step],
        held=[one for one in now.held if one.message_id not in held],
        ended=[_not_before(one, since) for one in now.ended if one.message_id not in ended],
        confirmed=_confirmed_since(before, now, since),
        by_hand=[call for call in now.by_hand if call.key not in calls],
        posts=[post for post in now.posts if post.external_id not in posts],
        audience=[day for day in now.audience if day.at >= since],
        reviews=_reviews_since(before, now, since, until),
    )


def _not_before(ended: Ended, since: datetime) -> Ended:
    return ended if ended.at >= since else replace(ended, at=since)


def _confirmed_since(before: BrandPlan, now: BrandPlan, since: datetime) -> list[Confirmed]:
    """What is confirmed by now of the conversations that had been told without."""
    left = {talk.opening.message_id for talk in before.talks if talk.kind and not talk.opening.kind}
    return [
        Confirmed(talk.opening.message_id, talk.kind, talk.theme, talk.sentiment, by, since)
        for talk, by in ((talk, open_work.lead_of(now.slug, talk.channel)) for talk in now.talks)
        if talk.opening.message_id in left and talk.opening.kind
    ]


def _reviews_since(before: BrandPlan, now: BrandPlan, since: datetime, until: datetime) -> list[Review]:
    """The reviews whose report goes further by now; what had been left undone is done at that hour of a
    later day, or at the end."""
    reached = {review.week: STEPS_OF_REPORT.index(review.state) for review in before.reviews}
    further = []
    for review in now.reviews:
        step = reached.get(review.week, 0)
        if STEPS_OF_REPORT.index(review.state) == step:
            continue
        if step < 1:
            completed_at = min(same_hour_after(review.completed_at, since), until)
            review = replace(review, completed_at=completed_at)
        if step < 2:
            published_at = same_hour_after(review.published_at, max(since, review.completed_at))
            review = replace(review, published_at=min(published_at, until))
        further.append(review)
    return further


def same_hour_after(at: datetime, earliest: datetime) -> datetime:
    """The instant itself, or that hour of the first day on which it is late enough."""
    return at if at >= earliest else at + timedelta(days=-((at - earliest) // timedelta(days=1)))
