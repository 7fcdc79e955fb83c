"""How the public and the teams write: templates filled in, spelled as people spell on a telephone."""

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cmhub.demo import corpus
from cmhub.demo.cast import Brand, telephone
from cmhub.demo.corpus import Topic
from cmhub.demo.corpus.letters import ascii_of

SLOT = re.compile(r"\{([a-z_]+)(\d?)\}")
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
SHORTHAND = {
    "bonjour": "bjr", "bonsoir": "bsr", "vous": "vs", "pour": "pr", "quand": "qd", "toujours": "tjrs",
    "beaucoup": "bcp", "problème": "pb", "parce que": "pcq", "aujourd'hui": "ojd", "est-ce que": "esk",
    "c'est": "c", "quelqu'un": "qlq1", "comment": "cmt", "maintenant": "mtn", "message": "msg",
    "depuis": "dpuis", "combien": "cb", "s'il vous plaît": "svp", "avec": "av", "dans": "ds", "que": "ke",
    "numéro": "num", "même": "mm", "pas": "pa", "quoi": "koi", "qui": "ki", "tout": "tt", "jamais": "jms",
}  # fmt: skip
SHORTENED = re.compile(r"\b(" + "|".join(sorted(map(re.escape, SHORTHAND), key=len, reverse=True)) + r")\b")
ELIDED = re.compile(r"\bde (?=[AEIOUÉ][a-zéï])")
WITH_ARTICLE = re.compile(r"\b(de|à|que) (?=(Ministère|Brasserie|ES Aïn))")
ARTICLES = {
    "Ministère": {"de": "du ", "à": "au ", "que": "que le "},
    "Brasserie": {"de": "de la ", "à": "à la ", "que": "que la "},
    "ES Aïn": {"de": "de l'", "à": "à l'", "que": "que l'"},
}
"""What stands before the names of brands that take an article."""
TWO_PART_MARKS = re.compile(r" ([!?;:»])")
LATIN = ("fr", "en", "camfranglais", "nouchi", "wolof", "darija")


@dataclass(frozen=True, slots=True)
class Author:
    """A member of the public. `ease` is how far from school spelling they write, from 0 to 1."""

    name: str
    first_name: str
    handle: str
    country: str
    ease: float
    variety: str

    def on(self, network: str) -> str:
        return f"@{self.handle}" if network in ("x", "instagram", "tiktok") else self.name


class Facts:
    """What is true in one conversation: a slot has the same value wherever it comes back."""

    def __init__(self, rng: random.Random, slots: Mapping[str, Sequence[str]], known: dict[str, str]) -> None:
        self._rng, self._slots, self._values = rng, slots, dict(known)

    def fill(self, text: str) -> str:
        if "{" not in text:
            return text
        text = ELIDED.sub("d'", SLOT.sub(self._value, text))
        return WITH_ARTICLE.sub(lambda found: ARTICLES[found[2]][found[1]], text)

    def know(self, slot: str, value: str) -> None:
        self._values[f"{{{slot}}}"] = value

    def _value(self, slot: re.Match[str]) -> str:
        key = slot[0]
        if key not in self._values:
            drawn = self.fill(self._rng.choice(self._slots[slot[1]]))
            others = {value for name, value in self._values.items() if name.startswith("{" + slot[1])}
            if drawn in others:
                drawn = self.fill(self._rng.choice(self._slots[slot[1]]))
            self._values[key] = self._with_digits(drawn)
        return self._values[key]

    def _with_digits(self, text: str) -> str:
        while "#" in text:
            text = text.replace("#", str(self._rng.randrange(10)), 1)
        return text


def facts_of(brand: Brand, author: Author, at: datetime, rng: random.Random) -> Facts:
    """The facts of a conversation that a person opens at a moment."""
    places = corpus.read("people.toml")[author.country]
    recent = (at - timedelta(days=rng.randint(2, 40))).date()
    soon = (at + timedelta(days=rng.randint(8, 40))).date()
    earlier = at - timedelta(minutes=rng.randint(40, 500))
    slots = dict(corpus.sector(brand.sector).slots)
    slots["ville"] = places["towns"][: rng.randint(3, len(places["towns"]))]
    slots["quartier"] = places["areas"]
    service = brand.channel_for("customer_service") or brand.channels[0]
    known = {
        "{prenom}": author.first_name,
        "{nom}": author.name,
        "{marque}": brand.name,
        "{date}": day_and_month(recent),
        "{bientot}": day_and_month(soon),
        "{heure}": f"{earlier.hour}h{rng.choice(('', '', '30', '15'))}",
        "{tel}": telephone(rng, author.country),
        "{service}": "service clients",
        "{canal_service}": service.slug.replace("-", " "),
    }
    return Facts(rng, slots, known)


def day_and_month(day: date) -> str:
    return f"{'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]}"


def make_authors(brand: Brand, rng: random.Random) -> list[Author]:
    """The brand's public: as many people as it has members, each of another name."""
    made: dict[str, Author] = {}
    while len(made) < brand.members:
        author = make_author(brand, rng)
        made.setdefault(author.name, author)
    return list(made.values())


def make_author(brand: Brand, rng: random.Random) -> Author:
    """Somebody of the brand's countries, with a way of writing."""
    country = brand.countries[0] if len(brand.countries) == 1 or rng.random() < 0.6 else brand.countries[1]
    names = corpus.read("people.toml")[country]
    place = rng.randrange(len(names["first"]))
    first, last = names["first"][place], rng.choice(names["last"])
    variety = rng.choices(list(brand.varieties), list(brand.varieties.values()))[0]
    variety = {("wolof", "CI"): "fr", ("nouchi", "SN"): "fr"}.get((variety, country), variety)
    draw = rng.random()
    name = _nickname(first, last, rng) if draw < 0.2 else f"{first} {last}"
    if draw > 0.78:
        name = f"{first} {names['first'][max(0, place - rng.randint(1, 9))]} {last}"
    handle = re.sub(r"[^a-z0-9]", "", ascii_of(name).lower())[:14] + str(rng.randint(2, 9999))
    called = name.removesuffix(" & Fils") if name.startswith(("Mr ", "Ets ")) else first
    return Author(name, called, handle, country, rng.betavariate(1.6, 1.6), variety)


def _nickname(first: str, last: str, rng: random.Random) -> str:
    plain = last.split(" ")[-1]
    forms = (
        f"{first} {plain[0]}.", f"{plain} {first}", f"La Go {first}", f"{first} Officiel", f"Maman {first}",
        f"{first} le Vrai", f"Mr {plain}", f"Ets {plain} & Fils", f"{first}-{plain}",
    )  # fmt: skip
    return rng.choice(forms)


def says(texts: Mapping[str, Sequence[str]], variety: str, rng: random.Random) -> tuple[str, str]:
    """One of the texts in the variety, else in French: the text and the variety it is in."""
    used = variety if variety in texts else "fr"
    return rng.choice(texts[used]), used


def opening_words(
    topic: Topic, brand: Brand, author: Author, facts: Facts, rng: random.Random
) -> tuple[str, str, str]:
    """The first message of a conversation, the template at its core, and the variety it is in."""
    common = corpus.read("common.toml")
    wanted = author.variety if rng.random() < 0.75 else "fr"
    if topic.kind in ("praise", "complaint", "question", "lead") and rng.random() < 0.09 and wanted == "fr":
        core = rng.choice(common["short"][topic.mood])
        return as_typed(facts.fill(core), author, topic.mood, rng), core, "fr"
    core, variety = says(topic.says, wanted, rng)
    parts = [core]
    if topic.more and variety == "fr" and rng.random() < 0.5:
        parts.append(rng.choice(topic.more))
    if variety in ("fr", "nouchi") and rng.random() < 0.36:
        parts.append(rng.choice(common["close"][topic.mood]))
    text = _joined(parts, author.ease, rng)
    if variety in LATIN and rng.random() < 0.5:
        greeting = facts.fill(rng.choice(common["open"]["en" if variety == "en" else author.country]))
        text = f"{greeting}{rng.choice((', ', ' ', ' ! ', ', ', chr(10)))}{text}"
    return as_typed(facts.fill(text), author, topic.mood, rng, variety), core, variety


def _joined(parts: list[str], ease: float, rng: random.Random) -> str:
    if ease > 0.6:
        joint = rng.choice((" ", ", ", ". ", "... "))
        return joint.join(parts).replace(f"?{joint}", "? ")
    sentences = [part if n == 0 else part[:1].upper() + part[1:] for n, part in enumerate(parts)]
    ended = [text if text[-1] in "?!." else f"{text}." for text in sentences[:-1]]
    return " ".join([*ended, sentences[-1]])


def as_typed(text: str, author: Author, mood: str, rng: random.Random, variety: str = "fr") -> str:
    """The text as this person types it: accents, shorthand, capitals, marks, emoji."""
    ease = author.ease
    if ease > 0.55 and rng.random() < 0.7:
        text = ascii_of(text) if is_latin(text) else text
    if ease > 0.68 and variety != "en":
        text = SHORTENED.sub(lambda m: SHORTHAND[m[0]] if rng.random() < ease - 0.25 else m[0], text)
        text = text.lower() if rng.random() < 0.5 else text
    elif ease < 0.45:
        text = text[:1].upper() + text[1:]
        text = f"{text}." if text[-1:].isalnum() and rng.random() < 0.5 else text
    if mood == "negative" and rng.random() < 0.07:
        text = text.upper()
    if mood != "neutral" and text[-1:] not in "?!" and rng.random() < 0.2:
        text = f"{text.rstrip('.')} {'!' * rng.randint(1, 4)}"
    if rng.random() < 0.1 + 0.25 * ease:
        emoji = corpus.read("common.toml")["emoji"][mood]
        text = f"{text} {rng.choice(emoji) * (1 + (rng.random() < 0.3))}"
    return text


def is_latin(text: str) -> bool:
    return not any("\u0600" <= letter <= "\u06ff" for letter in text)


def printed(text: str) -> str:
    """A text of the brand: non-breaking spaces where French printing wants them."""
    return TWO_PART_MARKS.sub("\u00a0\\1", text)


def by_the_clock(text: str, at: datetime) -> str:
    """The text with the greeting of that hour: nobody says “bonsoir” in the morning."""
    return text if at.hour >= 16 else text.replace("onsoir", "onjour").replace("ood evening", "ood morning")


def sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
