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
    how things stand. `why` is what the level is for, `rhythm` says both times.
    """

    repeat: timedelta
    status_every: timedelta
    why: Promise | str
    rhythm: Promise | str


EFFECTS: dict[int, Effect] = {
    Level.WATCH: Effect(
        timedelta(minutes=30),
        timedelta(hours=24),
        _("It can be contained here."),
        _("People are told again every 30 minutes until they acknowledge."),
    ),
    Level.SERIOUS: Effect(
        timedelta(minutes=10),
        timedelta(hours=4),
        _("The brand is called into question."),
        _(
            "People are told again every 10 minutes until they acknowledge, and how things stand is said "
            "every 4 hours."
        ),
    ),
    Level.MAJOR: Effect(
        timedelta(minutes=5),
        timedelta(hours=1),
        _("People or the company are in danger."),
        _(
            "People are told again every 5 minutes until they acknowledge, and how things stand is said "
            "every hour."
        ),
    ),
}


def effect_of(level: int) -> Effect:
    return EFFECTS[level]


def held_words(*, whole_brand: bool) -> str:
    """On what replies wait, and that nothing planned is published, in the active language."""
    if whole_brand:
        return gettext("Every reply of the brand waits for approval, and planned publications are suspended.")
    return gettext("Replies on the matter wait for approval, and planned publications are suspended.")


def level_words(level: int, *, drill: bool, whole_brand: bool = False) -> str:
    """All that the level does, in the active language; in a drill that is to tell people, and nothing else.
    A major one holds every reply anyway, and so does one with `whole_brand`.
    """
    effect = effect_of(level)
    if not drill:
        held = held_words(whole_brand=whole_brand or level == Level.MAJOR)
        return f"{effect.why} {held} {effect.rhythm}"
    return gettext(
        "A drill: people of the house are told again every %(time)s until they acknowledge. No reply waits, "
        "nothing is suspended, and nobody of the client is told."
    ) % {"time": duration_words(effect.repeat.total_seconds())}
