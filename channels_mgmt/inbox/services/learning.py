"""A brand's own words: counted from what its people said that interactions are, and used for suggestions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from django.core.cache import cache
from django.db import transaction

from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.choices import Direction
from channels_mgmt.inbox.models import Interaction, InteractionEvent, LearntWord, Message
from channels_mgmt.inbox.models.learnt import FEWEST_AUTHORS
from channels_mgmt.inbox.suggestions.learning import TAUGHT, Learned, teachable
from cmhub.lib.erased import ERASED
from cmhub.lib.locks import advisory_lock

WORKER = "channels_mgmt.inbox.tasks.learn_words"
LATEST = 1000
"""Interactions from which a brand's words are counted: those sorted last."""
MOST_WORDS = 400
"""Words kept of each label: those that most people used."""
KEPT_FOR = 600
LEARNT_AFTER = 20
"""Seconds between a correction and the counting, which takes in those that follow meanwhile."""

Counted = Counter[tuple[str, str, str]]


def key_of(brand: int) -> str:
    return f"inbox.learnt.{brand}"


def learned_of(brand: int) -> Learned:
    """For each label, word and value, how many used it; from the cache where that has it."""
    kept = cache.get(key_of(brand))
    if kept is not None:
        return kept
    found: dict[str, dict[str, dict[str, int]]] = {}
    rows = LearntWord.objects.filter(brand=brand).values_list("label", "word", "value", "count")
    for label, word, value, count in rows:
        found.setdefault(label, {}).setdefault(word, {})[value] = count
    # Added, not set: where a change has put something else there meanwhile, what was read is too old.
    cache.add(key_of(brand), found, KEPT_FOR)
    return found


def learn_soon(brand: int) -> bool:
    """Whether the counting is to be asked for: it is not where it is about to be done anyway."""
    return bool(cache.add(f"inbox.learning.{brand}", 1, LEARNT_AFTER))


def learn(*, brand: Brand) -> int:
    """Counts the brand's words anew, and puts them in the place of what was known; how many are kept.

    Safe to run at any time and twice. Where texts were erased their words are counted no more.
    """
    with advisory_lock("learn", brand.pk):
        kept = list(worth_keeping(counted(brand)))
        LearntWord.objects.filter(brand=brand).delete()
        LearntWord.objects.bulk_create(
            LearntWord(brand=brand, label=label, word=word, value=value, count=count)
            for (label, word, value), count in kept
        )
        transaction.on_commit(lambda: cache.delete(key_of(brand.pk)))
    return len(kept)


def counted(brand: Brand) -> Counted:
    """How many different authors used each word in what was said to be each value."""
    said = {pk: values for pk, *values in sorted_last(brand)}
    written = Message.objects.filter(interaction__in=said, direction=Direction.IN).exclude(text="")
    authors: defaultdict[tuple[str, str, str], set[str]] = defaultdict(set)
    for interaction, author, text in written.values_list("interaction_id", "author_key", "text"):
        if author.startswith(ERASED):
            continue
        own_name = teachable(author)
        for word in teachable(text) - own_name:
            for label, value in zip(TAUGHT, said[interaction], strict=True):
                if value:
                    authors[label, word, value].add(author)
    return Counter({key: len(who) for key, who in authors.items()})


def sorted_last(brand: Brand) -> list[tuple[int, str, str]]:
    """The interactions that people sorted last, with the kind and sentiment that they have now."""
    events = InteractionEvent.objects.filter(brand=brand, verb="classified", by__isnull=False)
    latest = list(events.order_by("-at").values_list("interaction_id", flat=True)[:LATEST])
    return list(Interaction.objects.filter(pk__in=latest, brand=brand).values_list("pk", *TAUGHT))


def worth_keeping(counts: Counted) -> Iterator[tuple[tuple[str, str, str], int]]:
    """The words that enough people used for one value; those used most where there are too many."""
    for label in TAUGHT:
        own = {key: count for key, count in counts.items() if key[0] == label and count >= FEWEST_AUTHORS}
        ranked = sorted(own.items(), key=lambda item: (-item[1], item[0]))
        yield from ranked[:MOST_WORDS]


def forget(brands: Iterable[int]) -> None:
    """Counts anew after texts were erased, where something had been learnt."""
    learnt = LearntWord.objects.filter(brand__in=brands).values("brand")
    for brand in Brand.objects.filter(pk__in=learnt):
        learn(brand=brand)
