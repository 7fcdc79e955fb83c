"""The figures of a brand's week once more, in plain Python over the raw rows of every table: no SQL but the
fetching of all of them, no pandas, no code of the product.
"""

from collections import Counter, defaultdict
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from channels_mgmt.brands.models import Brand
from channels_mgmt.escalations.models import Carried, Escalation
from channels_mgmt.inbox.models import Interaction, Message, ModerationAct, Promise
from channels_mgmt.publishing.models import Erratum, Post
from channels_mgmt.team.models import Channel, TimeEntry
from channels_mgmt.watch.models import Item, Telling
from cmhub.lib.weeks import Week

Row = dict[str, Any]


def percentile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] * (1 - (place - below)) + ordered[above] * (place - below)


def times(found: list[float | None]) -> Row:
    known = [one for one in found if one is not None]
    if not known:
        return {"n": 0, "median": None, "p90": None}
    return {"n": len(known), "median": percentile(known, 0.5), "p90": percentile(known, 0.9)}


def after(start: datetime | None, end: datetime | None) -> float | None:
    return (end - start).total_seconds() if start and end else None


def named(values: Any) -> dict[str, int]:
    return dict(Counter(value for value in values if value))


class RawWeek:
    def __init__(self, brand: Brand, week: Week, computed_at: datetime) -> None:
        self.at, self.zone = computed_at, ZoneInfo(brand.time_zone)
        first = datetime.combine(week.monday, datetime.min.time(), self.zone)
        self.start, self.end = first, first + timedelta(days=7)

        def rows(model: Any, *more: str) -> list[Row]:
            of_brand = model.objects.filter(brand=brand)
            return list(of_brand.values(*(field.attname for field in model._meta.concrete_fields), *more))

        self.channels = {one["id"]: one for one in rows(Channel)}
        self.interactions, self.messages = rows(Interaction), rows(Message)
        self.escalations, self.carried = rows(Escalation, "department__slug"), rows(Carried)
        self.promises, self.moderation = rows(Promise), rows(ModerationAct)
        self.posts, self.errata = rows(Post), rows(Erratum)
        self.items, self.tellings, self.time = rows(Item), rows(Telling), rows(TimeEntry)
        self.opened = [one for one in self.interactions if self.within(one["opened_at"])]

    def within(self, moment: datetime | None) -> bool:
        return moment is not None and self.start <= moment < self.end

    def slug(self, row: Row) -> str:
        return str(self.channels[row["channel_id"]]["slug"])

    def thread(self, interaction: Row) -> list[Row]:
        mine = [one for one in self.messages if one["interaction_id"] == interaction["id"]]
        return sorted(mine, key=lambda one: (one["sent_at"], one["direction"] == "out", one["id"]))

    def episodes(self, interaction: Row) -> list[tuple[datetime, datetime | None, str | None]]:
        found: list[tuple[datetime, datetime | None, str | None]] = []
        since = None
        for one in self.thread(interaction):
            if one["direction"] == "in":
                since = since or one["sent_at"]
            elif since and not one["automatic"]:
                found.append((since, one["sent_at"], one["author"]))
                since = None
        return [*found, (since, None, None)] if since else found

    def needs(self, interaction: Row) -> bool:
        moderated = interaction["state"] in ("hidden", "removed", "set_aside")
        return not moderated and interaction["kind"] != "abuse"

    def inbox(self) -> Row:
        local = [one["opened_at"].astimezone(self.zone) for one in self.opened]
        days = Counter(moment.weekday() for moment in local)
        hours = Counter(moment.weekday() * 24 + moment.hour for moment in local)
        return {
            "opened": len(self.opened),
            "people": len({one["author_key"] for one in self.opened}),
            "by_kind": named(one["kind"] for one in self.opened),
            "by_channel": named(self.slug(one) for one in self.opened),
            "by_sentiment": named(one["sentiment"] for one in self.opened),
            "by_day": [days[day] for day in range(7)],
            "by_hour_of_week": [hours[hour] for hour in range(168)],
        }

    def answers(self) -> Row:
        needing = [one for one in self.opened if self.needs(one)]
        firsts = [self.episodes(one)[0] for one in needing]
        answered = sum(end is not None for _start, end, _by in firsts)
        waits = [
            wait
            for one in self.interactions
            if self.needs(one)
            for wait in self.episodes(one)
            if self.within(wait[0])
        ]
        credited = defaultdict(list)
        for start, end, by in waits:
            if by:
                credited[by].append(after(start, end))
        sent = Counter(
            one["author"]
            for one in self.messages
            if one["direction"] == "out" and self.within(one["sent_at"])
        )
        return {
            "needing_answer": len(needing),
            "answered": answered,
            "response_rate": answered / len(needing) if needing else None,
            "first_response_seconds": times([after(start, end) for start, end, _by in firsts]),
            "substantive_answer_seconds": times([self.substance(one) for one in needing]),
            "response_seconds": times([after(start, end) for start, end, _by in waits]),
            "resolution_seconds": times(
                [after(one["opened_at"], one["closed_at"]) for one in self.opened if not one["reopened"]]
            ),
            "promises": self.promised(),
            "by_author": {
                author: {"replies": sent[author], "response_seconds": times(credited[author])}
                for author in {*sent, *credited}
            },
        }

    def substance(self, interaction: Row) -> float | None:
        for one in self.thread(interaction):
            if one["direction"] == "out" and not one["automatic"] and not one["holding"]:
                return after(interaction["opened_at"], one["sent_at"])
        return None

    def promised(self) -> Row:
        made = [one for one in self.promises if self.within(one["made_at"])]
        if not [one for one in self.promises if one["made_at"] < self.end]:
            return {"made": None, "kept": None, "late": None}
        kept = [one for one in made if one["kept_at"] and one["kept_at"] <= one["due_at"]]
        late = [
            one for one in made if one["state"] != "released" and (one["kept_at"] or self.at) > one["due_at"]
        ]
        return {"made": len(made), "kept": len(kept), "late": len(late)}

    def departments(self) -> Row:
        opened = [one for one in self.escalations if self.within(one["opened_at"])]

        def counts(of: list[Row]) -> Row:
            return {
                "opened": len(of),
                "answered": sum(one["answered_at"] is not None for one in of),
                "acknowledged_late": sum(self.late(one, "acknowledge_by", acknowledged(one)) for one in of),
                "answered_late": sum(self.late(one, "answer_by", one["answered_at"]) for one in of),
                "open": sum(one["closed_at"] is None for one in of),
            }

        for one in opened:
            one["department__slug"] = one["department__slug"] or "manager"
        slugs = {one["department__slug"] for one in opened}
        return {
            **counts(opened),
            "by_department": {
                slug: counts([one for one in opened if one["department__slug"] == slug]) for slug in slugs
            },
            "leg_seconds": {
                "acknowledge": times([after(one["opened_at"], acknowledged(one)) for one in opened]),
                "answer": times([after(one["opened_at"], one["answered_at"]) for one in opened]),
                "relay": times([after(one["answered_at"], one["relayed_at"]) for one in opened]),
            },
        }

    def late(self, one: Row, deadline: str, done: datetime | None) -> bool:
        return bool((done or one["closed_at"] or self.at) > one[deadline])

    def acts(self) -> Row:
        done = [one for one in self.moderation if self.within(one["at"])]
        if not self.moderation:
            return {"total": None, "by_reason": {}}
        return {"total": len(done), "by_reason": named(one["reason"] for one in done)}

    def watch(self) -> Row:
        items = [one for one in self.items if self.within(one["logged_at"])]
        grave = [one for one in items if one["nature"] != "routine"]
        told = {
            one["id"]: min(
                (t["told_at"] for t in self.tellings if t["item_id"] == one["id"] and t["expects"]),
                default=None,
            )
            for one in grave
        }
        return {
            "by_nature": named(one["nature"] for one in items),
            "transmit_seconds": times([after(one["seen_at"], told[one["id"]]) for one in grave]),
            "acknowledge_seconds": times([after(told[one["id"]], one["acknowledged_at"]) for one in grave]),
        }

    def publishing(self) -> Row:
        posts = [one for one in self.posts if self.within(one["published_at"])]
        return {
            "campaigns": len({one["campaign_id"] for one in posts} - {None}),
            "posts": len(posts),
            "by_network": named(self.channels[one["channel_id"]]["network"] for one in posts),
            "by_category": named(one["category"] for one in posts),
            "errata": self.noted(),
        }

    def noted(self) -> int | None:
        """Not known before the first erratum: the brand may have noted none at all."""
        known = any(one["noted_at"] < self.end for one in self.errata)
        return sum(self.within(one["noted_at"]) for one in self.errata) if known else None

    def hours(self) -> dict[str, float]:
        found: dict[str, float] = defaultdict(float)
        for one in self.time:
            if self.start.date() <= one["day"] < self.end.date():
                found[one["duty"]] += one["minutes"] / 60
        return dict(found)

    def duties(self, channel: Row) -> Row:
        """What each duty of the scorecard came to on a channel; None where nothing says."""
        mine = [one for one in self.opened if one["channel_id"] == channel["id"]]
        needing = [one for one in mine if self.needs(one)]
        firsts = [self.episodes(one)[0] for one in needing]
        posts = [
            one
            for one in self.posts
            if one["channel_id"] == channel["id"] and self.within(one["published_at"])
        ]
        sound = [self.is_sound(one) for one in posts if one["origin"] == "planned"]
        seen = [one for one in self.items if self.within(one["logged_at"])]
        return {
            "quality_content": sum(sound) / len(sound) if sound else None,
            "rhythm": len(posts),
            "reactivity": times([after(start, end) for start, end, _by in firsts])["median"],
            "answers": sum(end is not None for _s, end, _b in firsts) / len(firsts) if firsts else None,
            "community": len({one["author_key"] for one in mine}) or None,
            "watch": sum(one["network"] == channel["network"] for one in seen),
            "passing_on": times(self.passed(channel))["median"],
        }

    def is_sound(self, post: Row) -> bool:
        proofread = post["proofread_at"] is not None and post["proofread_at"] <= post["published_at"]
        return proofread and post["id"] not in {one["post_id"] for one in self.errata}

    def passed(self, channel: Row) -> list[float | None]:
        opened = {one["id"] for one in self.escalations if self.within(one["opened_at"])}
        known = {one["id"]: one for one in self.interactions}
        return [
            after(known[one["interaction_id"]]["opened_at"], one["joined_at"])
            for one in self.carried
            if one["escalation_id"] in opened
            and one["left_at"] is None
            and known[one["interaction_id"]]["channel_id"] == channel["id"]
        ]


def acknowledged(one: Row) -> datetime | None:
    done = [one[name] for name in ("acknowledged_at", "answered_at") if one[name]]
    return min(done) if done else None
