"""Plays conversations: someone writes, insists, is answered, thanks; some matters go to a department."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from cmhub.demo import corpus, rhythm
from cmhub.demo.answers import ASKS_FOR_DETAILS, Answers
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
"""Share passed on to a department, by kind; far less half a year before the first telling."""

OWN_GREETINGS = ("sahit", "saha", "salam", "jërëjëf", "waaw", "bonjour")


@dataclass
class Week:
    """One week of one brand, as it is played. `absences` are stretches in which nobody is there.

    `ago` counts back from the newest week of the first telling, to which what happened is pinned; it is
    negative for the weeks told later.
    """

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

    @property
    def settled(self) -> int:
        """Weeks until things are as they stay: they grow up to the first telling, and no more after it."""
        return max(self.ago, 0)

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
        self.opening, core, self.variety = opening_words(topic, week.brand, self.author, self.facts, self.rng)
        self.answers = Answers(topic, core, self.variety, self.rng)

    def play(self) -> Talk:
        text = self.opening
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
        if self.topic.kind == "question" and not fitting(self.answers.core, self.topic.answer):
            return False
        if self.answers.too_short:
            return False
        share = PASSED_ON.get(self.topic.kind, 0.0) * (0.35 if self.surge else 1.0)
        share *= max(0.12, 1.0 - 0.08 * self.week.settled)
        return bool(self.topic.to and self.topic.answer) and self.rng.random() < share

    def _directly(self) -> None:
        person = self.week.on_duty(self.channel, self.moment)
        moment = self._answered_after(person, self.moment)
        self._insist_before(self.moment, moment)
        text, answers = self.answers.reply(), self.answers
        if answers.can_be_solved and not self.surge and self.rng.random() < 0.24:
            number = self.rng.randrange(len(self.common["reply"]["info"]))
            self._say(moment, self.common["reply"]["info"][number], person)
            if self.rng.random() < 0.16:
                return
            told = self._hours_later(moment, 0.7)
            self._hear_one(told, answers.details(number))
            moment = self._answered_after(person, told, 0.8)
            text = answers.after_details(text)
        self._say(moment, text, person)
        self._afterwards(moment, person)

    def _through_department(self) -> None:
        person = self.week.on_duty(self.channel, self.moment)
        held = self._answered_after(person, self.moment)
        self._insist_before(self.moment, held)
        self._say(held, self.answers.hold(), person)
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
            question=self.answers.question(self.author.first_name, self.thread.rows[0].text),
            opened_at=at(opened),
            acknowledged_at=at(acknowledged),
        )
        self.week.passed_on.append(step)
        if deaf and self.rng.random() < 0.1:
            self._insist(held + DAY, held + 3 * DAY)
            return
        step.answered_at, step.relayed_at = at(answered), at(relayed)
        step.publishable = self.facts.fill(self.answers.department_says())
        step.internal = self.facts.fill(self.answers.department_adds()) if self.rng.random() < 0.6 else ""
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

    def _afterwards(self, moment: float, person: Person) -> None:
        fate = self.rng.random()
        if self.topic.kind in ("abuse", "praise", "other") or self.surge or fate > 0.46:
            return
        solved = self.answers.can_be_solved
        told = self._hours_later(moment, 3.5 if solved else 0.8)
        if fate > 0.1 or not solved:
            if solved:
                self._hear(told, "solved")
            else:
                self._thank(told)
            if self.rng.random() < 0.82:
                self._say(self._answered_after(person, told), self.answers.goodbye(), person, greet=False)
            return
        self._hear(told, "unsolved")
        if self.rng.random() < 0.88:
            again = self._answered_after(person, told)
            self._say(again, self.rng.choice(self.common["reply"]["again"]), person)

    def _thank(self, moment: float) -> None:
        """A thank-you that fits what was answered last."""
        last = self.thread.rows[-1].text.lower()
        fit = [texts for word, texts in self.common["thanks_if"].items() if word in last]
        if fit and self.variety == "fr" and self.rng.random() < 0.4:
            self._hear_one(moment, self.rng.choice(fit[0]), "positive")
        else:
            self._hear(moment, "thanks")

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
        self._hear_one(moment, text, "positive" if what in ("thanks", "solved") else "negative")

    def _hear_one(self, moment: float, text: str, mood: str = "neutral") -> None:
        self.thread.receive(moment, as_typed(self.facts.fill(text), self.author, mood, self.rng))

    def _say(self, moment: float, text: str, person: Person, *, greet: bool = True) -> Row:
        french = is_latin(text) and self.variety != "en" and not text.startswith(OWN_GREETINGS)
        if greet and french and self.rng.random() < 0.8:
            greeting = self.rng.choice(self.common["reply"]["open"])
            if text.startswith(("merci", "avec plaisir", "félicitations")) and not greeting.endswith(","):
                greeting = "bonjour {prenom},"
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
