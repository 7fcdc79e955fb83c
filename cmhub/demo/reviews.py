"""What a CM learned in a week and asks for: the qualitative half of its report but the reading."""

import random
from datetime import timedelta
from zoneinfo import ZoneInfo

from cmhub.demo import corpus, situations
from cmhub.demo.cast import Brand, cast
from cmhub.demo.corpus import Sector
from cmhub.demo.corpus.matching import stems
from cmhub.demo.plan import BrandPlan, Insight, Review, Talk, Telling
from cmhub.demo.writing import Facts, facts_of, make_author, printed, sentence
from cmhub.lib.weeks import Week

WRITTEN_WEEKS = 16
"""How long before the first telling the agency began to send weekly reports."""

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


def write(plan: BrandPlan, brand: Brand, telling: Telling, anchor: Week, seed: int) -> None:
    """Adds the reviews of the weeks that are over, oldest first."""
    by_week: dict[Week, list[Talk]] = {}
    for talk in plan.talks:
        by_week.setdefault(Week.of(talk.opening.sent_at), []).append(talk)
    for week in sorted(by_week):
        if anchor - WRITTEN_WEEKS < week <= telling.last_week:
            review = _review(brand, week, by_week[week], telling, anchor, seed)
            if review:
                plan.reviews.append(review)


def _review(
    brand: Brand, week: Week, talks: list[Talk], telling: Telling, anchor: Week, seed: int
) -> Review | None:
    """What was said of the week by then; None while its CM has said nothing."""
    zone, rng = ZoneInfo(brand.zone), random.Random(f"{seed}:{brand.slug}:{week}:review")
    state = "read" if week < telling.last_week else STATES_OF_LAST_WEEK.get(brand.slug, "computed")
    completed_at = week.end(zone) + timedelta(hours=9, minutes=rng.randint(0, 90))
    published_at = completed_at + timedelta(minutes=rng.randint(40, 200))
    if state == "computed" or completed_at >= telling.until:
        return None
    ago = (anchor.monday - week.monday).days // 7
    full, sector = ago < FULL_WEEKS, corpus.sector(brand.sector)
    facts = facts_of(brand, make_author(brand, rng), week.start(zone), rng)
    return Review(
        brand=brand.slug,
        week=str(week),
        state=state if published_at < telling.until else "completed",
        situation=_situation(brand, ago),
        insights=_insights(sector, talks, facts, rng, full=full),
        recommendations=_drawn(sector, "advice", 2 if full else 1, facts, rng),
        decisions_asked=_drawn(sector, "ask", 1, facts, rng) if full else (),
        completed_by=brand.channels[0].lead,
        validated_by="manager@demo.example",
        read_by=next(person.email for person in cast().people if brand.slug in person.executive_of),
        completed_at=completed_at,
        published_at=published_at,
    )


def _situation(brand: Brand, ago: int) -> str:
    if brand.slug == situations.CRISIS_BRAND and ago == situations.CRISIS_WEEKS_AGO:
        return "crisis"
    return "uncovered" if brand.uncovered and ago == brand.uncovered else "calm"


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
