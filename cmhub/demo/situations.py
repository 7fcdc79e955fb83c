"""What sets a week apart: an outage and its rush of anger, a weekend without cover, a match won or lost."""

import random
from collections.abc import Iterator
from dataclasses import replace

from cmhub.demo import corpus
from cmhub.demo.conversations import Week
from cmhub.demo.corpus import Topic
from cmhub.demo.rhythm import DAY, HOUR

CRISIS_BRAND = "nyongtel"
CRISIS_WEEKS_AGO = 5
OUTAGE = 5 * DAY + 13.3 * HOUR  # Saturday, 13:18
FIRST_STATEMENT = 5 * DAY + 19.5 * HOUR
RUSH = 620
AFTER_A_MATCH = {"positive": (0.35, 0.8, 2.0), "negative": (2.1, 1.1, 0.5)}


def is_crisis(week: Week) -> bool:
    return week.brand.slug == CRISIS_BRAND and week.ago == CRISIS_WEEKS_AGO


def is_uncovered(week: Week) -> bool:
    return bool(week.brand.uncovered) and week.ago == week.brand.uncovered


def prepare(week: Week) -> None:
    """Who is there and who is not."""
    if is_uncovered(week):
        week.absences.append((4 * DAY + 18 * HOUR, 7 * DAY + 8 * HOUR))
    if is_crisis(week):
        week.absences.append((5 * DAY + 12 * HOUR, FIRST_STATEMENT))
        week.people = {
            email: replace(person, shifts={**person.shifts, 6: (19.5, 24.0), 7: (7.0, 23.5)})
            if person.shifts
            else person
            for email, person in week.people.items()
        }


def crisis_arrivals(week: Week) -> Iterator[tuple[float, Topic]]:
    """The rush of an outage: two waves, on Saturday afternoon and on Sunday from the morning on."""
    if not is_crisis(week):
        return
    sector, rng = corpus.sector(week.brand.sector), week.rng
    rumour = next(topic for topic in sector.topics if topic.kind == "crisis_signal")
    for _number in range(RUSH):
        wave = rng.random()
        if wave < 0.55:
            moment = OUTAGE + rng.gammavariate(2.2, 1.5) * HOUR
        else:
            moment = 6 * DAY + 8 * HOUR + rng.gammavariate(2.0, 2.2) * HOUR
        if moment < 7 * DAY - HOUR:
            yield moment, rumour if rng.random() < 0.05 else rng.choice(sector.crisis)


def mood_of_week(week: Week, topic: Topic) -> float:
    """How much more or less than usual a matter is written about this week."""
    if week.brand.sector == "football":
        return AFTER_A_MATCH.get(topic.mood, (1.0, 1.0, 1.0))[match_result(week)]
    if week.brand.sector == "bank" and week.monday.day >= 22:
        return 1.6 if topic.mood == "negative" else 0.9
    if week.brand.sector == "ministry" and week.monday.month in (8, 9):
        return 1.35
    return 1.0


def match_result(week: Week) -> int:
    """0 lost, 1 drawn, 2 won."""
    return random.Random(f"match:{week.brand.slug}:{week.monday:%G-%V}").choices((0, 1, 2), (30, 25, 45))[0]
