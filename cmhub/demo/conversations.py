"""Plays conversations: someone writes, insists, is answered, thanks; some matters go to a department."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from cmhub.demo import corpus, rhythm
from cmhub.demo.cast import Brand, Channel, Person
from cmhub.demo.corpus import Topic
from cmhub.demo.corpus.matching import fitting
from cmhub.demo.plan import PassedOn, Row, Talk
from cmhub.demo.rhythm import DAY, HOUR
from cmhub.demo.thread import Ids, Thread
from cmhub.demo.writing import (
    Author,
    Facts,
    as_typed,
    by_the_clock,
    facts_of,
    is_latin,
    opening_words,
    says,
    sentence,
)

UNANSWERED = {
    "praise": 0.16, "other": 0.5, "abuse": 0.85, "suggestion": 0.18, "partnership": 0.1, "job": 0.12,
    "question": 0.04, "lead": 0.05, "complaint": 0.03, "technical_problem": 0.04, "press": 0.03,
    "design": 0.1, "site_fault": 0.06, "crisis_signal": 0.02,
}  # fmt: skip
"""Share of conversations that nobody answers, by kind."""

PASSED_ON = {
    "press": 0.75, "crisis_signal": 0.8, "design": 0.5, "partnership": 0.16, "job": 0.06, "lead": 0.05,
    "complaint": 0.075, "technical_problem": 0.075, "site_fault": 0.09, "suggestion": 0.08, "question": 0.04,
}  # fmt: skip
"""Share passed on to a department last week, by kind; far less half a year ago, when that began."""

ANSWERED_LIKE = {
    "complaint": "complaint",
    "technical_problem": "technical_problem",
    "site_fault": "technical_problem",
    "suggestion": "suggestion",
}
OWN_GREETINGS = ("sahit", "saha", "salam", "jërëjëf", "waaw", "bonjour")
ASKS_FOR_DETAILS = ("complaint", "technical_problem", "site_fault")


@dataclass
class Week:
    """One week of one brand, as it is played. `absences` are stretches in which nobody is there."""

    brand: Brand
    ago: int
    monday: datetime
    people: dict[str, Person]
    authors: Sequence[Author]
    ids: Ids
    rng: random.Random
    absences: list[tuple[float, float]] = field(default_factory=list)
    talks: list[Talk] = field(default_factory=list)
    passed_on: list[PassedOn] = field(default_factory=list)

    def draw_author(self) -> Author:
        return self.authors[int(len(self.authors) * self.rng.random() ** 1.7)]

    def on_duty(self, channel: Channel, moment: float) -> Person:
        """Who answers: the lead two times out of three, or whoever is there first."""
        starts = {
            email: rhythm.next_presence(self.people[email], moment, self.absences)[0]
            for email in channel.holders
        }
        first = min(starts.values())
        there = [email for email, start in starts.items() if start - first < HOUR]
        chosen = channel.lead if channel.lead in there and self.rng.random() < 0.66 else there[-1]
        return self.people[chosen]


class Conversation:
    """One person's matter on one channel."""

    def __init__(
        self, week: Week, channel: Channel, topic: Topic, moment: float, *, surge: bool = False
    ) -> None:
        self.week, self.channel, self.topic, self.surge = week, channel, topic, surge
        self.rng, self.brand = week.rng, week.brand
        self.author = week.draw_author()
        self.thread = Thread(week.brand, channel, self.author, week.ids, week.monday, self.rng)
        self.facts: Facts = facts_of(week.brand, self.author, self.thread.at(moment), self.rng)
        self.common = corpus.read("common.toml")
        self.moment = moment
        self.variety, self.core = "fr", ""

    def play(self) -> Talk:
        text, self.core, self.variety = opening_words(
            self.topic, self.brand, self.author, self.facts, self.rng
        )
        self.thread.receive(self.moment, by_the_clock(text, self.thread.at(self.moment)))
        self._robot()
        talk = self.thread.talk(self.topic.kind, self.topic.theme, self.topic.mood, self.variety)
        if self.rng.random() < self._silence():
            if self.topic.kind in ASKS_FOR_DETAILS and self.rng.random() < 0.3:
                self._insist(self.moment + 3 * HOUR, self.moment + 2 * DAY)
        elif self._goes_to_department():
            talk.department = self.topic.to
            self._through_department()
        else:
            self._directly()
        return talk

    def _robot(self) -> None:
        texts = self.common["automatic"].get(self.channel.network)
        if texts and self.thread.private and self.rng.random() < 0.55:
            text = self.facts.fill(self.rng.choice(texts))
            self.thread.answer_by_robot(self.moment + self.rng.randint(2, 25), text)

    def _silence(self) -> float:
        share = UNANSWERED[self.topic.kind]
        share *= 3.0 if self.brand.self_centred else 1.0
        return 0.35 if self.surge else min(share, 0.9)

    def _goes_to_department(self) -> bool:
        if self.topic.kind == "question" and not fitting(self.core, self.topic.answer):
            return False
        share = PASSED_ON.get(self.topic.kind, 0.0) * (0.35 if self.surge else 1.0)
        share *= max(0.12, 1.0 - 0.08 * self.week.ago)
        return bool(self.topic.to and self.topic.answer) and self.rng.random() < share

    def _directly(self) -> None:
        person = self.week.on_duty(self.channel, self.moment)
        moment = self._answered_after(person, self.moment)
        self._insist_before(self.moment, moment)
        if self._asks_for_details() and self.rng.random() < 0.24:
            self._say(moment, self.rng.choice(self.common["reply"]["info"]), person)
            if self.rng.random() < 0.16:
                return
            told = self._hours_later(moment, 0.7)
            self._hear(told, "info")
            moment = self._answered_after(person, told, 0.8)
        self._say(moment, self._reply_text(), person)
        self._afterwards(moment, person)

    def _through_department(self) -> None:
        person = self.week.on_duty(self.channel, self.moment)
        held = self._answered_after(person, self.moment)
        self._insist_before(self.moment, held)
        self._say(held, self.rng.choice(self.common["reply"]["hold"]), person)
        deaf = self.rng.random() < self.brand.deaf
        opened = held + self.rng.randint(90, 700)
        lognormal = self.rng.lognormvariate
        acknowledged = rhythm.office_after(self.brand, opened, lognormal(0, 0.6) * (110 if deaf else 24))
        answered = rhythm.office_after(self.brand, acknowledged, lognormal(0, 0.6) * (620 if deaf else 170))
        relayed = self._answered_after(person, answered, 0.7)
        at = self.thread.at
        step = PassedOn(
            brand=self.brand.slug,
            message_id=self.thread.rows[0].message_id,
            department=self.topic.to,
            by=person.email,
            question=self._question(),
            opened_at=at(opened),
            acknowledged_at=at(acknowledged),
        )
        self.week.passed_on.append(step)
        if deaf and self.rng.random() < 0.1:
            self._insist(held + DAY, held + 3 * DAY)
            return
        step.answered_at, step.relayed_at = at(answered), at(relayed)
        step.publishable = self._department_says()
        step.internal = self._department_adds() if self.rng.random() < 0.6 else ""
        if self.rng.random() < 0.12:
            step.put_in_touch = True
            return
        if relayed - held > DAY and self.rng.random() < 0.45:
            told = self._insist(held + 5 * HOUR, relayed - HOUR)
            sorry = self._answered_after(person, told)
            if told and sorry < relayed - HOUR:
                self._say(sorry, self.rng.choice(self.common["reply"]["again"]), person)
        template = self.rng.choice(self.common["reply"]["relay"])
        row = self._say(relayed, template.replace("{reponse}", step.publishable), person)
        step.relay_id = row.message_id
        self._afterwards(relayed, person)

    def _asks_for_details(self) -> bool:
        private = any("privé" in text for text in self.topic.reply.get("fr", ()))
        return self.topic.kind in ASKS_FOR_DETAILS and private and not self.surge

    def _department_says(self) -> str:
        texts = self.topic.answer if self.topic.broad else fitting(self.core, self.topic.answer)
        usual = self.common["answered"][ANSWERED_LIKE.get(self.topic.kind, "other")]
        return self.facts.fill(self.rng.choice(texts or usual))

    def _department_adds(self) -> str:
        texts = fitting(self.core, self.topic.note) or self.common["answered"]["notes"]
        return self.facts.fill(self.rng.choice(texts))

    def _question(self) -> str:
        shown = self.thread.rows[0].text.replace("\n", " ")[:160]
        asks = (
            "Que pouvons-nous répondre à {prenom} ? « {texte} »",
            "Merci de vérifier ce cas et de nous donner une réponse à publier : « {texte} »",
            "La personne attend une réponse de fond. Pouvez-vous nous dire où cela en est ? « {texte} »",
            "Cas signalé publiquement, plusieurs réactions. « {texte} »",
        )
        return self.rng.choice(asks).format(prenom=self.author.first_name, texte=shown)

    def _afterwards(self, moment: float, person: Person) -> None:
        fate = self.rng.random()
        if self.topic.kind in ("abuse", "praise", "other") or self.surge or fate > 0.46:
            return
        told = self._hours_later(moment, 0.8)
        if fate > 0.1 or self.topic.mood != "negative":
            self._hear(told, "solved" if self.topic.mood == "negative" else "thanks")
            if self.rng.random() < 0.82:
                self._say(self._answered_after(person, told), self._goodbye(), person, greet=False)
            return
        self._hear(told, "again")
        if self.rng.random() < 0.88:
            again = self._answered_after(person, told)
            self._say(again, self.rng.choice(self.common["reply"]["again"]), person)

    def _goodbye(self) -> str:
        english = self.variety == "en"
        return self.rng.choice(self.common["reply"]["en_thank" if english else "thank"])

    def _reply_text(self) -> str:
        reply, common, draw = self.topic.reply, self.common["reply"], self.rng.random()
        if self.topic.kind == "praise" and self.variety in self.common["praise"]:
            return self.rng.choice(self.common["praise"][self.variety])
        if self.topic.kind in ("praise", "abuse"):
            return self.rng.choice(common[self.topic.kind])
        if self.variety in reply and self.variety != "fr" and draw < 0.75:
            return self.rng.choice(reply[self.variety])
        if self.variety in ("en", "wolof", "darija", "arabic") and draw < 0.8:
            return self.rng.choice(common[self.variety])
        if "fr" in reply:
            generic = self.common["generic"].get(self.topic.kind, reply["fr"])
            fit = reply["fr"] if self.topic.broad else fitting(self.core, reply["fr"])
            return self.rng.choice(fit or generic)
        return self.rng.choice(common["praise" if self.topic.mood == "positive" else "info"])

    def _insist_before(self, first: float, answered: float) -> None:
        insists = self.topic.mood != "positive" and self.topic.kind != "abuse"
        if insists and answered - first > 6 * HOUR and self.rng.random() < 0.34:
            self._insist(first + 2 * HOUR, answered - 600)

    def _insist(self, earliest: float, latest: float) -> float:
        """A reminder by daylight between two moments: when it came, or the latest where it did not."""
        for _try in range(4):
            moment = self.rng.uniform(earliest, latest)
            if earliest < latest and 6.5 * HOUR < moment % DAY < 22.5 * HOUR:
                self._hear(moment, "again")
                return moment
        return latest

    def _hear(self, moment: float, what: str) -> None:
        texts: dict[str, Sequence[str]] = self.common[what]
        text, variety = says(texts, self.variety, self.rng)
        if what == "again" and self.topic.again and variety == "fr" and self.rng.random() < 0.45:
            text = self.rng.choice(self.topic.again)
        mood = {"again": "negative", "thanks": "positive", "solved": "positive"}.get(what, "neutral")
        self.thread.receive(moment, as_typed(self.facts.fill(text), self.author, mood, self.rng))

    def _say(self, moment: float, text: str, person: Person, *, greet: bool = True) -> Row:
        french = is_latin(text) and self.variety != "en" and not text.startswith(OWN_GREETINGS)
        if greet and french and self.rng.random() < 0.8:
            greeting = self.rng.choice(self.common["reply"]["open"])
            text = f"{greeting} {text if greeting.endswith(',') else sentence(text)}"
        return self.thread.answer(moment, by_the_clock(self.facts.fill(text), self.thread.at(moment)), person)

    def _answered_after(self, person: Person, moment: float, factor: float = 1.0) -> float:
        slow = 2.2 if self.surge else 1.0
        slow *= 2.4 if self.brand.self_centred else 1.0
        return rhythm.answered_after(
            person, moment, self.rng, absences=self.week.absences, factor=factor * slow
        )

    def _hours_later(self, moment: float, median: float) -> float:
        later = moment + self.rng.lognormvariate(0, 1.0) * median * HOUR
        night = later % DAY
        return later + (7.5 * HOUR - night) + self.rng.randint(0, HOUR) if night < 6 * HOUR else later
