"""What a CM reads in the numbers of a week: sentences chosen by the very figures that stand beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import translation

from cmhub.demo import corpus
from cmhub.demo.cast import Brand
from cmhub.demo.writing import printed, sentence
from cmhub.lib.durations import MINUTE, duration_words
from cmhub.lib.weeks import Week
from reporting.figures.judging import Verdict, beside
from reporting.figures.key import KEY_FIGURES
from reporting.weekly.themes.changes import FALLS, RISES
from reporting.weekly.themes.finding import SAID

LANGUAGES = ("fr", "en")
TROUBLE = ("complaint", "technical_problem", "site_fault")
NOT_TOLD = ("Divers", "Propos abusifs")
STEADY_VOLUME, STEADY_TIME = 0.06, 0.12
"""Changes up to these shares are called none."""
KEY = {one.spec.code: one.spec for one in KEY_FIGURES}
OPENED, FIRST, NEGATIVE = (
    "interactions.opened",
    "responsiveness.first_response_seconds.median",
    "interactions.negative_share",
)

WAYS = ("up", "down")
FEW_MESSAGES, FEW_ESCALATIONS, FEW_CASES, LITTLE_RISE = 20, 3, 2, 3
MANY_LATE = 0.25
MANY_LEFT, FEW_LEFT = 0.85, 0.92
Figures = Mapping[str, Any]


@dataclass(frozen=True)
class Said:
    """A group of sentences of `common.toml`, and the numbers that they say; `_seconds` are durations."""

    group: str
    numbers: Mapping[str, Any]


def reading_of(
    brand: Brand, week: Week, situation: str, figures: Figures, themes: Sequence[Mapping[str, Any]]
) -> dict[str, str]:
    """The reading in both languages. `figures` are the report's `quantitative`, `themes` its themes."""
    before = figures["compared"]["previous_week"]
    observations = [said for said in (_mood(figures, before), _departments(figures), _left(figures)) if said]
    turn = week.monday.toordinal() // 7 + sum(map(ord, brand.slug))
    told = [_matter(brand, situation, themes), _volume(figures, before), _speed(figures, before)]
    told += [_theme(themes), observations[turn % len(observations)] if observations else None]
    kept = [said for said in told if said]
    return {language: _words(brand, kept, turn, language) for language in LANGUAGES}


def _words(brand: Brand, told: Sequence[Said], turn: int, language: str) -> str:
    texts = {**corpus.read("common.toml")["reading"], **corpus.sector(brand.sector).report}
    sentences = []
    with translation.override(language):
        for said in told:
            choices = texts[f"{said.group}_{language}"]
            text = choices[(turn + sum(map(ord, said.group))) % len(choices)]
            for name, number in said.numbers.items():
                words = duration_words(number) if name.endswith("_seconds") else str(number)
                text = text.replace(f"{{{name}}}", words)
            sentences.append(sentence(printed(text) if language == "fr" else text))
    return " ".join(sentences)


def _matter(brand: Brand, situation: str, themes: Sequence[Mapping[str, Any]]) -> Said | None:
    """What set the week apart, else what people complained about most."""
    if situation != "calm":
        return Said(situation, {})
    kinds = {topic.theme: topic.kind for topic in corpus.sector(brand.sector).topics}
    troubles = [theme for theme in themes if kinds.get(theme["theme"]) in TROUBLE]
    troubles.sort(key=lambda theme: -theme["count"])
    counts = [theme["count"] for theme in troubles] + [0, 0]
    if counts[0] < FEW_CASES or counts[0] == counts[1]:
        return None
    return Said("calm", {"theme": troubles[0]["theme"], "count": counts[0]})


def _volume(figures: Figures, before: Figures) -> Said:
    """How many came, beside the week before."""
    now, then = figures["interactions"]["opened"], before["interactions"]["opened"]
    if not then:
        return Said("volume_first", {"now": now})
    direction = "same" if now == then else _direction(now, then, STEADY_VOLUME)
    if direction in WAYS and not _is_told(OPENED, figures, before):
        direction = "unsure"
    return Said(f"volume_{direction}", {"now": now, "then": then})


def _speed(figures: Figures, before: Figures) -> Said | None:
    now, then = (part["responsiveness"]["first_response_seconds"]["median"] for part in (figures, before))
    if now is None:
        return None
    if then is None:
        return Said("speed_first", {"now_seconds": now})
    same_minute = round(now / MINUTE) == round(then / MINUTE)
    direction = "same" if same_minute else _direction(now, then, STEADY_TIME)
    if direction in WAYS and not _is_told(FIRST, figures, before):
        direction = "unsure"
    return Said(f"speed_{direction}", {"now_seconds": now, "then_seconds": then})


def _theme(themes: Sequence[Mapping[str, Any]]) -> Said | None:
    """The theme that rose or fell most, of those of which the report itself says that they did."""
    told = [theme for theme in themes if theme.get("source", SAID) == SAID and theme["theme"] not in NOT_TOLD]
    moved = [
        theme for theme in told if _as_the_report(theme) and min(theme["count"], theme["before"]) >= FEW_CASES
    ]
    most = max(moved, key=lambda theme: abs(theme["count"] - theme["before"]), default=None)
    if most is None or abs(most["count"] - most["before"]) < LITTLE_RISE:
        return None
    direction = "up" if most["count"] > most["before"] else "down"
    numbers = {"theme": most["theme"], "now": most["count"], "then": most["before"]}
    return Said(f"theme_{direction}", numbers)


def _as_the_report(theme: Mapping[str, Any]) -> bool:
    """Whether the week before parts from this one the way in which the report says that the theme moves."""
    step = theme["count"] - theme["before"]
    return step < 0 if theme.get("change") == FALLS else step > 0 and theme.get("change") == RISES


def _mood(figures: Figures, before: Figures) -> Said | None:
    now, then = (_negative_share(part["interactions"]["by_sentiment"]) for part in (figures, before))
    if now is None or then is None or not _is_told(NEGATIVE, figures, before):
        return None
    numbers = {"now": round(100 * now), "then": round(100 * then)}
    return Said(f"mood_{'darker' if now > then else 'lighter'}", numbers)


def _negative_share(by_sentiment: Mapping[str, int]) -> float | None:
    told = sum(count for mood, count in by_sentiment.items() if mood in corpus.MOODS)
    return by_sentiment.get("negative", 0) / told if told >= FEW_MESSAGES else None


def _departments(figures: Figures) -> Said | None:
    opened, late = figures["escalations"]["opened"], figures["escalations"]["answered_late"]
    if opened < FEW_ESCALATIONS or late == 1 or 0 < late / opened < MANY_LATE:
        return None
    return Said("departments_late" if late else "departments_in_time", {"opened": opened, "late": late})


def _left(figures: Figures) -> Said | None:
    answers = figures["responsiveness"]
    rate = answers["response_rate"]
    if rate is None or answers["needing_answer"] < FEW_MESSAGES or MANY_LEFT <= rate < FEW_LEFT:
        return None
    numbers = {"answered": answers["answered"], "needing": answers["needing_answer"]}
    return Said("answers_missing" if rate < MANY_LEFT else "answers_given", numbers)


def _is_told(code: str, figures: Figures, before: Figures) -> bool:
    """Whether the report itself says that the figure changed, rather than that chance would do as much."""
    return beside(KEY[code], figures, before).verdict in (Verdict.BETTER, Verdict.WORSE, Verdict.MOVED)


def _direction(now: float, then: float, steady: float) -> str:
    if abs(now - then) <= steady * then:
        return "flat"
    return "up" if now > then else "down"
