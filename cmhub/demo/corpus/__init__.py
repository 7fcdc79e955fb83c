"""The texts of the demonstration: one file a sector, what all share, names and places."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
VARIETIES = ("fr", "en", "camfranglais", "nouchi", "wolof", "darija", "arabic")
LANGUAGE_OF = {
    "fr": "fr",
    "camfranglais": "fr",
    "nouchi": "fr",
    "en": "en",
    "wolof": "wo",
    "darija": "ar",
    "arabic": "ar",
}
"""The language code of each way of writing: Camfranglais and Nouchi are ways of French, Darija of Arabic."""

BROAD_KINDS = ("partnership", "press", "job", "crisis_signal", "abuse", "praise", "other")
MOODS = ("negative", "neutral", "positive")


@dataclass(frozen=True, eq=False)
class Topic:
    """One matter people write about: what they say in each variety, and what is answered.

    `pairs` gives the answer to one thing that is said. `to` is the kind of department that knows; `more`
    completes a message, `again` insists. Where the matter is `broad`, any of its answers fits anything.
    """

    kind: str
    theme: str
    mood: str
    weight: float
    to: str
    says: dict[str, tuple[str, ...]]
    more: tuple[str, ...]
    again: tuple[str, ...]
    reply: dict[str, tuple[str, ...]]
    answer: tuple[str, ...]
    note: tuple[str, ...]
    pairs: dict[str, str]
    broad: bool


@dataclass(frozen=True, eq=False)
class Sector:
    topics: tuple[Topic, ...]
    crisis: tuple[Topic, ...]
    slots: dict[str, tuple[str, ...]]
    posts: dict[str, tuple[str, ...]]
    report: dict[str, tuple[str, ...]]


@cache
def read(name: str) -> dict[str, Any]:
    """A file of texts, as it is written."""
    with (FOLDER / name).open("rb") as file:
        return tomllib.load(file)


@cache
def sector(name: str) -> Sector:
    """The texts of a sector, with those matters that any brand is written to about."""
    own, common = read(f"sectors/{name}.toml"), read("common.toml")
    return Sector(
        topics=tuple(_topic(entry) for entry in [*own["topic"], *common["topic"]]),
        crisis=tuple(_topic(entry) for entry in own.get("crisis", [])),
        slots={key: tuple(values) for key, values in {**common["slots"], **own["slots"]}.items()},
        posts={key: tuple(values) for key, values in own["posts"].items()},
        report={key: tuple(values) for key, values in own["report"].items()},
    )


def _topic(entry: dict[str, Any]) -> Topic:
    reply = {"fr": entry.get("reply"), "en": entry.get("re_en"), "arabic": entry.get("re_ar")}
    return Topic(
        kind=entry["kind"],
        theme=entry["theme"],
        mood=entry["mood"],
        weight=entry["w"],
        to=entry.get("to", ""),
        says={variety: tuple(entry[variety]) for variety in VARIETIES if variety in entry},
        more=tuple(entry.get("more", ())),
        again=tuple(entry.get("again", ())),
        reply={variety: tuple(texts) for variety, texts in reply.items() if texts},
        answer=tuple(entry.get("answer", ())),
        note=tuple(entry.get("note", ())),
        pairs=dict(entry.get("pairs", ())),
        broad=entry.get("broad", entry["kind"] in BROAD_KINDS),
    )
