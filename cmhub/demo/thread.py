"""One conversation as a network shows it: ids, links between messages, private threads."""

import random
from datetime import date, datetime, timedelta

from cmhub.demo.cast import Brand, Channel, Person
from cmhub.demo.corpus import LANGUAGE_OF
from cmhub.demo.plan import Row, Talk
from cmhub.demo.writing import Author, printed, sentence

PRIVATE_SHARE = {"facebook": 0.24, "instagram": 0.2, "whatsapp": 1.0, "telegram": 1.0}
CHAINED = ("x",)


IDS_A_WEEK = 12_000
BEFORE_ALL_WEEKS = date(2010, 1, 4)


class Ids:
    """Numbers a week's messages, posts and threads as networks do; each is given once.

    A week's numbers are the same whichever weeks are played before it.
    """

    def __init__(self, brand: Brand, monday: date) -> None:
        self._page = 1000 + sum(map(ord, brand.slug)) % 9000
        self._last = (monday - BEFORE_ALL_WEEKS).days // 7 * IDS_A_WEEK

    def next(self, network: str) -> str:
        self._last += 1
        number = self._last * 37 + 1_000_000
        if network == "whatsapp":
            return f"wamid.{self._page}{number:010X}"
        if network == "x":
            return f"x{self._page}{number:013d}"
        return f"{self._page}_{number}"


class Thread:
    """A conversation being written. Seconds count from `monday`, the local start of its week."""

    def __init__(
        self,
        brand: Brand,
        channel: Channel,
        author: Author,
        ids: Ids,
        monday: datetime,
        rng: random.Random,
        *,
        private: bool = True,
    ) -> None:
        self.brand, self.channel, self.author = brand, channel, author
        self._ids, self._monday, self._rng = ids, monday, rng
        self.private = private and rng.random() < PRIVATE_SHARE.get(channel.network, 0.0)
        self._conversation = ids.next(channel.network) if self.private else ""
        self.rows: list[Row] = []

    def at(self, second: float) -> datetime:
        return self._monday + timedelta(seconds=int(second))

    def receive(self, second: float, text: str, author: Author | None = None) -> Row:
        """A message of the public, of the one who opened the thread unless another is given."""
        writer = (author or self.author).on(self.channel.network)
        return self._write(Row(self._id(), "in", self.at(second), writer, text, self.channel.slug))

    def answer(self, second: float, text: str, person: Person) -> Row:
        row = Row(
            self._id(), "out", self.at(second), person.name, self._signed(text, person), self.channel.slug
        )
        return self._write(row)

    def answer_by_robot(self, second: float, text: str) -> Row:
        row = Row(self._id(), "out", self.at(second), self.brand.name, printed(text), self.channel.slug)
        row.automatic = True
        return self._write(row)

    def talk(self, kind: str, theme: str, sentiment: str, variety: str) -> Talk:
        first = self.rows[0]
        if not self.private and self._rng.random() < 0.4:
            first.url = (
                f"https://reseaux.example/{self.channel.network}/{self.channel.slug}/{first.message_id}"
            )
        first.language = LANGUAGE_OF[variety]
        return Talk(self.brand.slug, self.channel.slug, kind, theme, sentiment, variety, self.rows)

    def _id(self) -> str:
        return self._ids.next(self.channel.network)

    def _write(self, row: Row) -> Row:
        if self.private:
            row.conversation = self._conversation
        elif self.rows:
            linked = self.rows[-1] if self.channel.network in CHAINED else self.rows[0]
            row.in_reply_to = linked.message_id
            if row.direction == "out":
                row.to = self.author.on(self.channel.network)
        self.rows.append(row)
        return row

    def _signed(self, text: str, person: Person) -> str:
        text = sentence(printed(text))
        if self.channel.network == "x":
            return f"{text} ^{person.initials}"
        return f"{text} — {person.first_name}" if self._rng.random() < 0.55 else text
