"""What each level of a crisis does."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from channels_mgmt.crisis.choices import Level
from cmhub.lib.durations import duration_words


@dataclass(frozen=True)
class Effect:
    """`repeat` is how soon who has not acknowledged is told again, `status_every` how often it is to be said
    how things stand.
    """

    repeat: timedelta
    status_every: timedelta
    words: Promise | str


EFFECTS: dict[int, Effect] = {
    Level.WATCH: Effect(
        timedelta(minutes=30),
        timedelta(hours=24),
        _(
            "It can be contained here. Replies on the matter wait for approval, planned publications are "
            "suspended, and people are told again every 30 minutes until they acknowledge."
        ),
    ),
    Level.SERIOUS: Effect(
        timedelta(minutes=10),
        timedelta(hours=4),
        _(
            "The brand is called into question. As for vigilance; people are told again every 10 minutes, "
            "and how things stand is said every 4 hours."
        ),
    ),
    Level.MAJOR: Effect(
        timedelta(minutes=5),
        timedelta(hours=1),
        _(
            "People or the company are in danger. All replies of the brand wait for approval; people are "
            "told again every 5 minutes, and how things stand is said every hour."
        ),
    ),
}


def effect_of(level: int) -> Effect:
    return EFFECTS[level]


def level_words(level: int, *, drill: bool) -> str:
    """What the level does, in the active language; in a drill that is to tell people, and nothing else."""
    effect = effect_of(level)
    if not drill:
        return str(effect.words)
    return gettext(
        "A drill: people of the house are told again every %(time)s until they acknowledge. No reply waits, "
        "nothing is suspended, and nobody of the client is told."
    ) % {"time": duration_words(effect.repeat.total_seconds())}
