"""All of a week's figures once more, in the shape of the contract: plain Python over the raw rows."""

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from accounts.models import Department
from channels_mgmt.brands.models import Brand
from channels_mgmt.escalations.models import EscalationEvent
from channels_mgmt.inbox.models import Satisfaction
from cmhub.lib.weeks import Week
from reporting.metrics.models import Snapshot
from tests.weekly.raw import Row, after, times
from tests.weekly.raw_work import RawWork, ratio

PRIVATE = ("whatsapp", "telegram")
TRUST = ("export", "hand", "estimate")


def open_seconds(hours: dict[str, Any], zone: str, start: datetime | None, end: datetime | None) -> Any:
    """How much of a time lies in weekly hours; all of it where there are none."""
    if start is None or end is None:
        return None
    if not hours:
        return (end - start).total_seconds()
    place, total = ZoneInfo(zone), 0.0
    day = start.astimezone(place).date()
    while day <= end.astimezone(place).date():
        for opens, closes in hours.get(str(day.isoweekday()), []):
            begins = datetime.combine(day, time.fromisoformat(opens), place)
            ends = datetime.combine(day, time.fromisoformat(closes), place)
            total += max((min(end, ends) - max(start, begins)).total_seconds(), 0.0)
        day += timedelta(days=1)
    return total


class WholeWeek(RawWork):
    def __init__(self, brand: Brand, week: Week, computed_at: datetime) -> None:
        super().__init__(brand, week, computed_at)
        self.snapshots = list(Snapshot.objects.filter(brand=brand).values())
        self.given = list(Satisfaction.objects.filter(brand=brand).values())
        self.events = list(EscalationEvent.objects.filter(escalation__brand=brand).order_by("pk").values())
        self.asked = {one["id"]: one for one in Department.objects.filter(company=brand.company_id).values()}

    def quantitative(self) -> Row:
        found = {
            "interactions": self.inbox(),
            "responsiveness": self.answers() | self.more_answers(),
            "escalations": self.departments() | self.more_departments(),
            "moderation": self.acts(),
            "watch": self.watch(),
            "publishing": self.publishing(),
            "audience": self.audience(),
            "workload": self.workload(),
            "scorecard": {one["slug"]: self.card(one) for one in self.channels.values()},
        }
        if not any(one["published_at"] for one in self.posts):
            nothing = {"campaigns": None, "posts": None, "by_network": {}, "by_category": {}}
            found["publishing"] = found["publishing"] | nothing
        return found | {"objectives": self.objectives(found)}

    def quality(self) -> Row:
        """How the messages came in, and on how many of the week's channels each day has any."""
        here = [one for one in self.messages if self.within(one["sent_at"])]
        imported = sum(one["source"] == "file" for one in here)
        channels = {one["channel_id"] for one in here}
        by_day: list[float | None] = []
        for day in self.week.days:
            ends = datetime.combine(day + timedelta(days=1), time.min, self.zone)
            there = {one["channel_id"] for one in here if one["sent_at"].astimezone(self.zone).date() == day}
            by_day.append(len(there) / len(channels) if channels and self.at >= ends else None)
        return {
            "imported": imported,
            "logged_by_hand": len(here) - imported,
            "completeness_by_day": by_day,
        }

    def more_answers(self) -> Row:
        waits = []
        for one in self.opened:
            if self.needs(one):
                start, end, _by = self.episodes(one)[0]
                hours = self.channels[one["channel_id"]]["hours"]
                waits.append(open_seconds(hours, self.zone.key, start, end))
        points = [one["points"] for one in self.given if self.within(one["given_at"])]
        return {
            "first_response_open_seconds": times(waits),
            "satisfaction": {"n": len(points), "mean": ratio(sum(points), len(points))},
        }

    def more_departments(self) -> Row:
        asked = {one["id"]: one for one in self.escalations if self.within(one["opened_at"])}
        known = {one["id"]: one for one in self.interactions}
        whole, opening = [], []
        for one in self.carried:
            if one["escalation_id"] in asked and one["left_at"] is None:
                asker = known[one["interaction_id"]]
                hours = self.channels[asker["channel_id"]]["hours"]
                whole.append(after(asker["opened_at"], one["relayed_at"]))
                opening.append(open_seconds(hours, self.zone.key, asker["opened_at"], one["relayed_at"]))
        counted = self.departments()["by_department"]
        elapsed, working = defaultdict(list), defaultdict(list)
        for one in asked.values():
            for slug, (passed, worked) in self.owned(one).items():
                elapsed[slug].append(passed)
                working[slug].append(worked)
        zeros = dict.fromkeys(("opened", "answered", "acknowledged_late", "answered_late", "open"), 0)
        return {
            "whole_seconds": times(whole),
            "whole_open_seconds": times(opening),
            "by_department": {
                slug: {
                    **counted.get(slug, zeros),
                    "ownership_seconds": times(elapsed[slug]),
                    "ownership_open_seconds": times(working[slug]),
                }
                for slug in {*counted, *elapsed}
            },
        }

    def owned(self, asked: Row) -> dict[str, tuple[float, float]]:
        """Of each department that had the question: the seconds in which it owed something, and those of them
        in its hours. Whoever is asked first, is who a first transfer took it from.
        """
        told = [one for one in self.events if one["escalation_id"] == asked["id"]]
        moves = [one for one in told if one["verb"] in ("transferred", "not_ours") and "to" in one["details"]]
        holder = moves[0]["details"]["from"] if moves else asked["department_id"]
        owes, since, legs = False, asked["opened_at"], []
        for one in told:
            now_owes, now_holder = self.hands(one, owes, holder)
            if (now_owes, now_holder) != (owes, holder):
                if owes:
                    legs.append((holder, since, one["at"]))
                owes, holder, since = now_owes, now_holder, one["at"]
        if owes:
            legs.append((holder, since, self.at))
        found: dict[str, tuple[float, float]] = {}
        for whose, start, end in legs:
            place = self.asked[whose]
            hours = {} if asked["around_the_clock"] else place["hours"]
            passed, worked = found.get(place["slug"], (0.0, 0.0))
            found[place["slug"]] = (
                passed + (end - start).total_seconds(),
                worked + open_seconds(hours, place["time_zone"], start, end),
            )
        return found

    def hands(self, event: Row, owes: bool, holder: int) -> tuple[bool, int]:
        verb, details = event["verb"], event["details"]
        if verb in ("transferred", "not_ours") and "to" in details:
            return True, details["to"]
        if verb in ("opened", "information_given", "asked_further", "reopened"):
            return True, holder
        ends = verb in ("information_asked", "answered", "put_in_touch", "closed")
        return owes and not ends and event["to_state"] != "relayed", holder

    def audience(self) -> Row:
        told = [
            one["sentiment"]
            for one in self.opened
            if one["sentiment"] and self.channels[one["channel_id"]]["network"] not in PRIVATE
        ]
        moods = ("positive", "neutral", "negative")
        accounts = {one["slug"]: self.account(one) for one in self.channels.values()}
        return {
            "by_channel": {slug: one for slug, one in accounts.items() if one},
            "comments": {mood: told.count(mood) if told else None for mood in moods},
            "community": self.community(),
        }

    def account(self, channel: Row) -> Row | None:
        days = self.days_of(channel)
        followers, day = self.followers(days, self.week.sunday)
        week = [days[one] for one in self.week.days if one in days]
        if followers is None and not week:
            return None
        before = self.followers(days, self.week.monday - timedelta(days=1))[0]
        if day is None or day < self.week.monday:
            before = None
        shown = "impressions" if any("impressions" in one for one in week) else "views"
        both = [(one[shown], engaged(one)) for one in week if shown in one and engaged(one) is not None]
        return {
            "followers": followers,
            "followers_before": before,
            "growth": None if before is None or followers is None else followers - before,
            "reach": None,
            "impressions": total(week, shown),
            **{name: total(week, name) for name in ("likes", "comments", "shares")},
            "engagement_rate": ratio(sum(acts for _, acts in both), sum(seen for seen, _ in both)),
        }

    def days_of(self, channel: Row) -> dict[date, Row]:
        """Figure by figure the most trusted source of each day, of two alike the one taken in later."""
        mine = [
            one
            for one in self.snapshots
            if one["channel_id"] == channel["id"] and one["post_id"] is None and one["scope"] == "day"
        ]
        found: dict[date, Row] = defaultdict(dict)
        for one in sorted(mine, key=lambda one: (-TRUST.index(one["source"]), one["taken_at"], one["id"])):
            found[one["day"]] |= {name: value for name, value in one["figures"].items() if value is not None}
        return found

    def followers(self, days: dict[date, Row], until: date) -> tuple[float | None, date | None]:
        counted = [day for day, one in days.items() if day <= until and "followers" in one]
        return (days[max(counted)]["followers"], max(counted)) if counted else (None, None)

    def community(self) -> Row:
        received = [one for one in self.messages if one["direction"] == "in"]
        if not any(one["sent_at"] < self.end for one in received):
            return dict.fromkeys(("active", "new", "returning", "member_answers"))
        here = [one for one in received if self.within(one["sent_at"])]
        active = {one["author_key"] for one in here}
        known = {one["author_key"] for one in received if one["sent_at"] < self.start}
        linked = [one for one in here if one["in_reply_to"]]
        answers = [
            one
            for one in linked
            for other in received
            if (other["network"], other["external_id"]) == (one["network"], one["in_reply_to"])
            and other["author_key"] != one["author_key"]
        ]
        return {
            "active": len(active),
            "new": len(active - known),
            "returning": len(active & known),
            "member_answers": len(answers) if linked else None,
        }


def engaged(day: Row) -> float | None:
    if "engagements" in day:
        return float(day["engagements"])
    parts = [day.get("reactions", day.get("likes"))] + [day.get(n) for n in ("comments", "shares", "saves")]
    known = [one for one in parts if one is not None]
    return sum(known) if known else None


def total(days: list[Row], name: str) -> float | None:
    known = [one[name] for one in days if name in one]
    return sum(known) if known else None
