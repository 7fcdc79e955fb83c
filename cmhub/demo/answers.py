"""What a team and its departments answer to one matter, as templates still to be filled in."""

import random
from dataclasses import dataclass
from typing import Any

from cmhub.demo import corpus
from cmhub.demo.corpus import Topic
from cmhub.demo.corpus.matching import fitting

ASKS_FOR_DETAILS = ("complaint", "technical_problem", "site_fault")
TROUBLE = (*ASKS_FOR_DETAILS, "crisis_signal")
ASKED = ("question", "lead", "job", "partnership", "press")
ASKS_FOR_MORE = ("privé", "dites-nous", "donnez-nous", "indiquer", "envoyez-nous")
QUESTIONS = (
    "Que pouvons-nous répondre à {prenom} ? « {texte} »",
    "Merci de vérifier ce cas et de nous donner une réponse à publier : « {texte} »",
    "La personne attend une réponse de fond. Pouvez-vous nous dire où cela en est ? « {texte} »",
    "Cas signalé publiquement, plusieurs réactions. « {texte} »",
)


@dataclass(frozen=True)
class Answers:
    """`core` is the template at the heart of what was said, `variety` the way in which it was."""

    topic: Topic
    core: str
    variety: str
    rng: random.Random

    @property
    def common(self) -> dict[str, Any]:
        return corpus.read("common.toml")

    @property
    def too_short(self) -> bool:
        """Whether too little was said to know what it is about."""
        return self.core in self.common["short"].get(self.topic.mood, ())

    @property
    def can_be_solved(self) -> bool:
        """Whether it is somebody's own case, on which one writes in private."""
        private = any("privé" in text for text in self.topic.reply.get("fr", ()))
        return private and self.topic.kind in ASKS_FOR_DETAILS and not self.too_short

    def reply(self) -> str:
        topic, common, rng = self.topic, self.common["reply"], self.rng
        if topic.kind == "praise":
            return rng.choice(self.common["praise"].get(self.variety, common["praise"]))
        if topic.kind == "abuse":
            return rng.choice(common["abuse"])
        if self.too_short:
            return rng.choice(common["rant" if topic.mood == "negative" else "too_short"])
        if self.core in topic.pairs:
            return topic.pairs[self.core]
        return self._in_their_language() or self._in_french()

    def _in_their_language(self) -> str:
        """An answer in the language of the message, where it is not French and somebody can write it."""
        reply, draw = self.topic.reply, self.rng.random()
        if self.variety in reply and self.variety != "fr" and draw < 0.75:
            return self.rng.choice(reply[self.variety])
        spoken = self.common["reply"] if self.topic.kind in TROUBLE else self.common["asked"]
        if self.topic.kind in (*TROUBLE, *ASKED) and self.variety in self.common["asked"] and draw < 0.8:
            return self.rng.choice(spoken[self.variety])
        return ""

    def _in_french(self) -> str:
        common, reply = self.common["reply"], self.topic.reply.get("fr")
        if not reply:
            return self.rng.choice(common["praise" if self.topic.mood == "positive" else "info"])
        fit = reply if self.topic.broad else fitting(self.core, reply)
        return self.rng.choice(fit or self.common["generic"].get(self.topic.kind, reply))

    def after_details(self, text: str) -> str:
        """The answer once details were given: one that would ask for them again is not said."""
        if any(words in text.lower() for words in ASKS_FOR_MORE):
            return self.rng.choice(self.common["reply"]["told"])
        return text

    def details(self, number: int) -> str:
        """What the public answers to the request for details of that number."""
        texts = self.common["info"]["en" if self.variety == "en" else "fr"]
        return self.rng.choice(texts[number])

    def hold(self) -> str:
        return self.rng.choice(self.common["reply"]["hold" if self.topic.kind in TROUBLE else "hold_asked"])

    def goodbye(self) -> str:
        french = "thank_solved" if self.can_be_solved else "thank"
        return self.rng.choice(self.common["reply"]["en_thank" if self.variety == "en" else french])

    def department_says(self) -> str:
        texts = self.topic.answer if self.topic.broad else fitting(self.core, self.topic.answer)
        answered = self.common["answered"]
        usual = answered[self.topic.kind if self.topic.kind in answered else "other"]
        return self.rng.choice(texts or usual)

    def department_adds(self) -> str:
        return self.rng.choice(fitting(self.core, self.topic.note) or self.common["answered"]["notes"])

    def question(self, first_name: str, text: str) -> str:
        """What the department is asked about a message."""
        shown = text.replace("\n", " ")[:160]
        return self.rng.choice(QUESTIONS).format(prenom=first_name, texte=shown)
