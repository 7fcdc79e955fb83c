"""The work, the strategy and what a week is held against, once more in plain Python over the raw rows."""

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from accounts.models import Membership, User
from channels_mgmt.brands.models import Brand, BrandRole
from channels_mgmt.strategy.models import CharterDecision, NetworkPlan, Objective, OwnMetricValue, Strategy
from cmhub.lib.weeks import Week
from tests.weekly.raw import RawWeek, Row

UNITS = {
    "quality_content": "rate",
    "rhythm": "posts",
    "reactivity": "seconds",
    "answers": "rate",
    "community": "people",
    "watch": "items",
    "passing_on": "seconds",
}
TALKERS = {"community_manager", "social_media_manager"}
AGENTS = {"customer_service", "tech_support"}
POSTS = (
    "community_manager",
    "social_media_manager",
    "content_manager",
    "strategist",
    "customer_service",
    "tech_support",
    "designer",
    "webmaster",
    "advertiser",
    "seller",
)
"""In the order of the charter."""
WHOSE = {
    "writing": TALKERS | {"content_manager"},
    "answering": TALKERS | AGENTS,
    "moderating": TALKERS,
    "design": {"designer"},
    "site": {"webmaster"},
    "selling": {"seller"},
    "customer_service": {"customer_service"},
    "tech_support": {"tech_support"},
}
"""The charter of a brand that has decided nothing, of the duties that are spoken of here."""
DUTIES = {
    "complaint": "customer_service",
    "technical_problem": "tech_support",
    "lead": "selling",
    "design": "design",
    "site_fault": "site",
    "abuse": "moderating",
}
"""Of the kinds that are not simply answered."""


def ratio(part: float, whole: float) -> float | None:
    return part / whole if whole else None


class RawWork(RawWeek):
    def __init__(self, brand: Brand, week: Week, computed_at: datetime) -> None:
        super().__init__(brand, week, computed_at)
        self.week, self.brand = week, brand
        self.roles = list(BrandRole.objects.filter(brand=brand).values())
        self.places = list(Membership.objects.filter(agency=brand.agency_id).values())
        self.decisions = list(CharterDecision.objects.filter(brand=brand).values())
        self.names = dict(User.objects.values_list("pk", "name"))

    def workload(self) -> Row:
        """Hours; a share of time, else of what somebody of the house settled."""
        spent = [one for one in self.time if one["day"] in self.week.days]
        by_person: dict[str, float] = defaultdict(float)
        outside: dict[str, float] = defaultdict(float)
        missing: dict[str, float] = defaultdict(float)
        judged = 0.0
        for one in spent:
            hours = one["minutes"] / 60
            by_person[self.names[one["user_id"]]] += hours
            held = self.held(one["user_id"], one["day"], one["day"])
            judged += hours if held else 0
            whose = self.charter(one["duty"], one["day"])
            if held and not held & whose:
                outside[one["duty"]] += hours
                missing[next((post for post in POSTS if post in whose), "nobody")] += hours
        share, basis = ratio(sum(outside.values()), judged), "time"
        if not spent:
            settled = self.settled()
            share, basis = ratio(sum(settled), len(settled)), "interactions"
        return {
            "out_of_scope_share": share,
            "out_of_scope_basis": None if share is None else basis,
            "by_person": dict(by_person),
            "by_duty": self.hours(),
            "out_of_scope_by_duty": dict(outside),
            "missing_posts": dict(missing),
        }

    def held(self, person: int, first: date, last: date) -> set[str]:
        """The posts of the charter that somebody had on any of these days."""
        return {
            one["role"]
            for one in (*self.roles, *self.places)
            if one["user_id"] == person
            and one["role"] in POSTS
            and one["starts_on"] <= last
            and (one["ends_on"] is None or one["ends_on"] > first)
        }

    def charter(self, duty: str, day: date) -> set[str]:
        zone = ZoneInfo(self.brand.agency.time_zone)
        until = datetime.combine(day + timedelta(days=1), time.min, zone)
        decided = [one for one in self.decisions if one["duty"] == duty and one["decided_at"] < until]
        decided.sort(key=lambda one: (one["decided_at"], one["id"]))
        return set(decided[-1]["posts"]) if decided else WHOSE[duty]

    def settled(self) -> list[bool]:
        """Of each interaction of a confirmed kind that somebody with a login answered first and that is
        somebody's by the charter: whether it was another post's work.
        """
        asked = {one["interaction_id"] for one in self.carried if one["left_at"] is None}
        found = []
        for one in self.opened:
            said = [
                other
                for other in self.thread(one)
                if other["direction"] == "out" and not other["automatic"] and other["recorded_by_id"]
            ]
            if not one["kind"] or not said:
                continue
            held = self.held(said[0]["recorded_by_id"], self.week.monday, self.week.sunday)
            duty = DUTIES.get(one["kind"], "answering")
            if held:
                outside = not held & self.charter(duty, self.week.sunday)
                found.append(outside and one["id"] not in asked)
        return found

    def strategy(self) -> Row | None:
        until = min(self.end, self.at)
        for one in Strategy.objects.filter(brand=self.brand).values():
            begun = one["validated_at"] is not None and one["validated_at"] <= until
            if begun and (one["superseded_at"] is None or one["superseded_at"] > until):
                return dict(one)
        return None

    def card(self, channel: Row) -> Row:
        values, targets = self.duties(channel), self.targets(channel)
        if not any(one["logged_at"] < self.end for one in self.items):
            values["watch"] = None
        if not any(one["published_at"] for one in self.posts):
            values["rhythm"] = None
        return {
            duty: None
            if value is None
            else {"value": value, "target": targets.get(duty), "unit": UNITS[duty]}
            for duty, value in values.items()
        }

    def targets(self, channel: Row) -> Row:
        strategy = self.strategy()
        if strategy is None:
            return {}
        found: Row = {}
        rhythm = channel["posts_per_week"]
        for plan in NetworkPlan.objects.filter(strategy=strategy["id"]).values():
            if (plan["network"], plan["purpose"]) == (channel["network"], channel["purpose"]):
                rhythm = plan["posts_per_week"] if rhythm is None else rhythm
                if plan["response_minutes"] is not None:
                    found["reactivity"] = plan["response_minutes"] * 60
                    found["answers"] = strategy["in_time_percent"] / 100
        if channel["state"] != "open":
            rhythm = 0
        return found if rhythm is None else found | {"rhythm": float(rhythm)}

    def objectives(self, figures: Row) -> list[Row]:
        strategy = self.strategy()
        rows = Objective.objects.filter(strategy=strategy["id"] if strategy else None)
        return [self.objective(one, figures) for one in rows]

    def objective(self, one: Objective, figures: Row) -> Row:
        start, target, actual = float(one.start), float(one.target), None
        if one.own_metric is None:
            actual = at_path(figures, one.metric)
        else:
            entered = OwnMetricValue.objects.filter(metric=one.own_metric_id, day__lte=self.week.sunday)
            values = {row.day: float(row.value) for row in entered}
            actual = values[max(values)] if values else None
        known = actual is not None and target != start
        return {
            "metric": one.metric or (one.own_metric and one.own_metric.name),
            "start": start,
            "target": target,
            "due": one.due.isoformat(),
            "actual": actual,
            "progress": (actual - start) / (target - start) if known and actual is not None else None,
        }


def at_path(figures: Row, path: str) -> Any:
    if path == "interactions.negative_share":
        told = figures["interactions"]["by_sentiment"]
        return ratio(told.get("negative", 0), sum(told.values()))
    if path == "escalations.answered_late_share":
        return ratio(figures["escalations"]["answered_late"], figures["escalations"]["opened"])
    for key in path.split("."):
        figures = figures[key]
    return figures
