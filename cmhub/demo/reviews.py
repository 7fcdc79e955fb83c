"""The qualitative halves of past weekly reports: what a CM read in a week, and the messages that show it."""

import random
from collections import Counter
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from cmhub.demo import corpus, situations
from cmhub.demo.cast import Brand, Cast
from cmhub.demo.corpus import Sector
from cmhub.demo.corpus.matching import stems
from cmhub.demo.plan import BrandPlan, Insight, Review, Talk
from cmhub.demo.writing import Facts, facts_of, make_author, printed, sentence
from cmhub.lib.weeks import Week

WRITTEN_WEEKS = 16
"""How long ago the agency began to send weekly reports."""

FULL_WEEKS = 6
STATES_OF_LAST_WEEK = {
    "nyongtel": "published",
    "kajoor-banque": "published",
    "loumalo": "published",
    "demarches-simplifiees": "completed",
    "es-ain-safsaf": "completed",
    "ouarsenis-energie": "completed",
}
"""How far the report of the last week went; the other brands' still waits for its CM."""

QUOTABLE = range(28, 190)
SHARED_WORDS = 2
OTHER_THEMES = "Divers"
NOT_TOLD = (OTHER_THEMES, "Propos abusifs")
TROUBLE = ("complaint", "technical_problem", "site_fault")


def write(
    plan: BrandPlan, brand: Brand, told: Cast, last_week: Week, end: datetime, rng: random.Random
) -> None:
    """Adds the reviews of the past weeks, oldest first."""
    zone = ZoneInfo(brand.zone)
    by_week: dict[str, list[Talk]] = {}
    for talk in plan.talks:
        by_week.setdefault(str(Week.of(talk.opening.sent_at)), []).append(talk)
    executive = next(person.email for person in told.people if brand.slug in person.executive_of)
    for ago in range(WRITTEN_WEEKS - 1, -1, -1):
        week = last_week - ago
        state = "read" if ago else STATES_OF_LAST_WEEK.get(brand.slug, "computed")
        completed_at = week.end(zone) + timedelta(hours=9, minutes=rng.randint(0, 90))
        if str(week) not in by_week or state == "computed" or completed_at >= end:
            continue
        published_at = completed_at + timedelta(minutes=rng.randint(40, 200))
        if published_at >= end:
            state = "completed"
        full = ago < FULL_WEEKS
        sector, talks = corpus.sector(brand.sector), by_week[str(week)]
        before = by_week.get(str(week.previous), [])
        facts = facts_of(brand, make_author(brand, rng), week.start(zone), rng)
        for number, theme in enumerate(_complaints(talks), start=1):
            facts.know(f"theme{number}", theme)
        facts.know("rising", _rising(talks, before))
        plan.reviews.append(
            Review(
                brand=brand.slug,
                week=str(week),
                state=state,
                reading=_reading(brand, week, ago, facts, _trend(talks, before)),
                insights=_insights(sector, talks, facts, rng, full=full),
                recommendations=_drawn(sector, "advice", 2 if full else 1, facts, rng),
                decisions_asked=_drawn(sector, "ask", 1, facts, rng) if full else (),
                completed_by=brand.channels[0].lead,
                validated_by="manager@demo.example",
                read_by=executive,
                completed_at=completed_at,
                published_at=published_at,
            )
        )


def _complaints(talks: list[Talk]) -> list[str]:
    counted = Counter(talk.theme for talk in talks if talk.kind in TROUBLE)
    return [*(theme for theme, _count in counted.most_common(2)), OTHER_THEMES, OTHER_THEMES][:2]


def _rising(talks: list[Talk], before: list[Talk]) -> str:
    now, then = Counter(talk.theme for talk in talks), Counter(talk.theme for talk in before)
    risen = {theme: count - then[theme] for theme, count in now.items() if theme not in NOT_TOLD}
    return max(sorted(risen), key=lambda theme: risen[theme])


def _trend(talks: list[Talk], before: list[Talk]) -> str:
    if not before or abs(len(talks) / len(before) - 1) < 0.06:
        return "flat"
    return "up" if len(talks) > len(before) else "down"


def _reading(brand: Brand, week: Week, ago: int, facts: Facts, trend: str) -> dict[str, str]:
    """The CM's reading in both languages: what the week was, how it compares, what rises."""
    situation = "calm"
    if brand.slug == situations.CRISIS_BRAND and ago == situations.CRISIS_WEEKS_AGO:
        situation = "crisis"
    elif brand.uncovered and ago == brand.uncovered:
        situation = "uncovered"
    report, words = corpus.sector(brand.sector).report, corpus.read("common.toml")["trend"]
    turn, reading = week.monday.toordinal() // 7, {}
    for language in ("fr", "en"):
        texts = report[f"{situation}_{language}"]
        told = [texts[turn % len(texts)]]
        if situation == "calm":
            compared, rising = words[f"{trend}_{language}"], words[f"rising_{language}"]
            told += [compared[turn % len(compared)], rising[turn % 7 % len(rising)]]
        told = [facts.fill(text) for text in told]
        reading[language] = " ".join(map(printed, told) if language == "fr" else told)
    return reading


def _insights(
    sector: Sector, talks: list[Talk], facts: Facts, rng: random.Random, *, full: bool
) -> tuple[Insight, ...]:
    areas = ("product", "service", "image") if full else (rng.choice(("product", "service", "image")),)
    made = []
    for area in areas:
        count = 2 if full and area == "service" and len(sector.report[area]) > 1 else 1
        told = [facts.fill(text) for text in rng.sample(sector.report[area], len(sector.report[area]))]
        shown = [(text, _quotes(text, talks)) for text in told]
        shown.sort(key=lambda pair: not pair[1])
        made += [
            Insight(area, sentence(printed(text)), quotes if full else ()) for text, quotes in shown[:count]
        ]
    return tuple(made)


def _quotes(insight: str, talks: list[Talk]) -> tuple[tuple[str, str], ...]:
    """Up to two messages of the week that speak of the same thing: they share two words with the insight."""
    wanted = stems(insight)
    found = []
    for talk in talks:
        text = talk.opening.text
        if len(text) in QUOTABLE and talk.kind not in ("abuse", "other", "press", "job", ""):
            shared = len(wanted & stems(text))
            if shared >= SHARED_WORDS:
                found.append((-shared, talk.opening.message_id, text))
    return tuple((message_id, text) for _score, message_id, text in sorted(found)[:2])


def _drawn(sector: Sector, part: str, count: int, facts: Facts, rng: random.Random) -> tuple[str, ...]:
    texts = sector.report[part]
    return tuple(printed(facts.fill(text)) for text in rng.sample(texts, min(count, len(texts))))
