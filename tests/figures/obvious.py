"""The figures of a week once more, in plain Python over the raw rows: slow, obvious, and sharing no code."""

from collections import Counter
from datetime import UTC, datetime
from zoneinfo import ZoneInfo


def percentile(values, fraction):
    ordered = sorted(values)
    position = fraction * (len(ordered) - 1)
    below = int(position // 1)
    if below + 1 >= len(ordered):
        return ordered[-1]
    return ordered[below] * (1 - (position - below)) + ordered[below + 1] * (position - below)


def times(values):
    values = [value for value in values if value is not None]
    if not values:
        return {"n": 0, "median": None, "p90": None}
    return {"n": len(values), "median": percentile(values, 0.5), "p90": percentile(values, 0.9)}


def between(start, end):
    return None if start is None or end is None else end - start


def named(values):
    return dict(Counter(value for value in values if value is not None))


def interactions(rows, zone):
    local = [datetime.fromtimestamp(row.opened_at, UTC).astimezone(ZoneInfo(zone)) for row in rows]
    days = Counter(moment.weekday() for moment in local)
    hours = Counter(24 * moment.weekday() + moment.hour for moment in local)
    return {
        "opened": len(rows),
        "people": len({row.author for row in rows}),
        "by_kind": named(row.kind for row in rows),
        "by_channel": named(row.channel for row in rows),
        "by_sentiment": named(row.sentiment for row in rows),
        "by_day": [days[day] for day in range(7)],
        "by_hour_of_week": [hours[hour] for hour in range(168)],
    }


def promises(rows, computed_at):
    if rows is None:
        return {"made": None, "kept": None, "late": None}
    in_time = [row for row in rows if row.state == "kept" and row.kept_at <= row.due_at]
    after = [row for row in rows if row.state == "kept" and row.kept_at > row.due_at]
    owed = [row for row in rows if row.state == "open" and row.due_at < computed_at]
    return {"made": len(rows), "kept": len(in_time), "late": len(after) + len(owed)}


def watch(rows):
    grave = [row for row in rows if row.nature != "routine"]
    return {
        "by_nature": named(row.nature for row in rows),
        "transmit_seconds": times(between(row.seen_at, row.sent_at) for row in grave),
        "acknowledge_seconds": times(between(row.sent_at, row.acknowledged_at) for row in grave),
    }


def publishing(rows, errata):
    return {
        "campaigns": len({row.campaign for row in rows} - {None}),
        "posts": len(rows),
        "by_network": named(row.network for row in rows),
        "by_category": named(row.category for row in rows),
        "errata": errata,
    }


def scorecard(channel, network, rows, posts, seen, carried):
    """What each duty came to on one channel; None where nothing says."""
    mine = [row for row in rows if row.channel == channel]
    needing = [row for row in mine if row.needs_answer]
    sound = [row.sound for row in posts if row.channel == channel and row.sound is not None]
    passed = [between(one.opened_at, one.passed_at) for one in carried if one.channel == channel]
    first = [between(row.opened_at, row.first_response_at) for row in needing]
    return {
        "quality_content": sum(sound) / len(sound) if sound else None,
        "rhythm": sum(row.channel == channel for row in posts),
        "reactivity": times(first)["median"],
        "answers": sum(row.answered for row in needing) / len(needing) if needing else None,
        "community": len({row.author for row in mine}) or None,
        "watch": sum(row.network == network for row in seen),
        "passing_on": times(passed)["median"],
    }


def responsiveness(rows, episodes, replies, open_share, promised=None, computed_at=None):
    needing = [row for row in rows if row.needs_answer]
    answered = sum(row.answered for row in needing)
    counted = [each for each in episodes if each.needs_answer]
    first = [(row.channel, between(row.opened_at, row.first_response_at)) for row in needing]
    authors = {reply.author for reply in replies} | {each.ended_by for each in counted if each.ended_by}
    return {
        "needing_answer": len(needing),
        "answered": answered,
        "response_rate": answered / len(needing) if needing else None,
        "first_response_seconds": times(seconds for _channel, seconds in first),
        "first_response_open_seconds": times(
            None if seconds is None else seconds * open_share[channel]
            for channel, seconds in first
            if channel in open_share
        ),
        "substantive_answer_seconds": times(between(row.opened_at, row.substantive_at) for row in needing),
        "response_seconds": times(between(each.opened_at, each.ended_at) for each in counted),
        "resolution_seconds": times(
            between(row.opened_at, row.closed_at) for row in rows if not row.reopened
        ),
        "promises": promises(promised, computed_at),
        "satisfaction": {"n": 0, "mean": None},
        "by_author": {
            author: {
                "replies": sum(reply.replies for reply in replies if reply.author == author),
                "response_seconds": times(
                    between(each.opened_at, each.ended_at) for each in counted if each.ended_by == author
                ),
            }
            for author in authors
        },
    }


def acknowledged(row):
    done = [moment for moment in (row.acknowledged_at, row.answered_at) if moment is not None]
    return min(done) if done else None


def late(deadline, done, row, computed_at):
    if deadline is None:
        return False
    for moment in (done, row.closed_at, computed_at):
        if moment is not None:
            return moment > deadline
    raise AssertionError


def escalation_counts(rows, computed_at):
    return {
        "opened": len(rows),
        "answered": sum(row.answered_at is not None for row in rows),
        "acknowledged_late": sum(
            late(row.acknowledge_by, acknowledged(row), row, computed_at) for row in rows
        ),
        "answered_late": sum(late(row.answer_by, row.answered_at, row, computed_at) for row in rows),
        "open": sum(row.closed_at is None for row in rows),
    }


def escalations(rows, computed_at, carried=(), owned=(), open_share=None):
    departments = {row.department for row in (*rows, *owned)}
    whole = [(one.channel, between(one.opened_at, one.relayed_at)) for one in carried]
    return {
        **escalation_counts(rows, computed_at),
        "by_department": {
            department: {
                **escalation_counts([row for row in rows if row.department == department], computed_at),
                "ownership_seconds": times(one.elapsed for one in owned if one.department == department),
                "ownership_open_seconds": times(one.working for one in owned if one.department == department),
            }
            for department in departments
        },
        "leg_seconds": {
            "acknowledge": times(between(row.opened_at, acknowledged(row)) for row in rows),
            "answer": times(between(row.opened_at, row.answered_at) for row in rows),
            "relay": times(between(row.answered_at, row.relayed_at) for row in rows),
        },
        "whole_seconds": times(seconds for _, seconds in whole),
        "whole_open_seconds": times(
            None if seconds is None else seconds * open_share[channel]
            for channel, seconds in whole
            if open_share and channel in open_share
        ),
    }
