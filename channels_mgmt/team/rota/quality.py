"""How good a rota is, from 0 to 100, and who carries too much of it. Sources: docs/rota.md."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from channels_mgmt.team.rota.cover import EVENING, HOUR, OFF_DAY, Cover, Part
from channels_mgmt.team.rota.spans import Span, total, united, within

PARTS = {"cover": 50, "backup": 20, "hours": 15, "off_hours": 15}
"""Points of each part: cover, backup, balance of hours, balance of weekends and nights."""
TOO_MANY = 0.5
"""A person on call on more than this share of the weekends carries too many of them."""
FEWEST_WEEKENDS = 2


@dataclass(frozen=True)
class Load:
    """What the rota asks of one person in a window, in hours; `weekends` is on how many of the window's
    weekends they are on call, if only for an hour.
    """

    user: int
    hours: float
    off_hours: float
    weekends: int
    of_weekends: int

    @property
    def carries_too_many(self) -> bool:
        return self.weekends >= FEWEST_WEEKENDS and self.weekends > TOO_MANY * self.of_weekends


@dataclass(frozen=True)
class Quality:
    """The share of each part that is reached, None for one that cannot be measured, and the loads of people,
    those who carry most first.
    """

    parts: Mapping[str, float | None]
    loads: Sequence[Load]

    @property
    def score(self) -> int | None:
        """Points of what can be measured, out of a hundred of them."""
        measured = {name: reached for name, reached in self.parts.items() if reached is not None}
        points = sum(PARTS[name] for name in measured)
        if not points:
            return None
        return round(100 * sum(PARTS[name] * reached for name, reached in measured.items()) / points)

    @property
    def overburdened(self) -> list[Load]:
        return [load for load in self.loads if load.carries_too_many]


def quality_of(
    cover: Cover, shifts: Mapping[int, Collection[Span]], team: Iterable[int], parts: Sequence[Part]
) -> Quality:
    """`shifts` are those of each person, as they stand; `team` is who could take some, and shares the load.

    Cover and backup are weighed by expected arrivals, or by time where none are known.
    """
    loads = loads_of(shifts, team, parts, cover.window)
    seen, backed = reached(cover)
    on_call = any(load.hours for load in loads)
    return Quality(
        {
            "cover": seen,
            "backup": backed,
            "hours": fairness([load.hours for load in loads]) if on_call else None,
            "off_hours": fairness([load.off_hours for load in loads]) if on_call else None,
        },
        loads,
    )


def reached(cover: Cover) -> tuple[float, float | None]:
    """The share of arrivals that somebody sees, and of those that somebody sees the share with two people."""
    if cover.arrivals:
        unseen, in_gaps = (cover.unseen or 0) / cover.arrivals, (cover.in_gaps or 0) / cover.arrivals
    else:
        whole = (cover.window[1] - cover.window[0]) / HOUR
        unseen, in_gaps = cover.hours("nobody") / whole, cover.share_of_time
    seen = max(0.0, 1 - unseen)
    return seen, max(0.0, 1 - in_gaps) / seen if seen else None


def loads_of(
    shifts: Mapping[int, Collection[Span]],
    team: Iterable[int],
    parts: Sequence[Part],
    window: Span,
) -> list[Load]:
    off = [(start, end) for start, end, part in parts if part in (OFF_DAY, EVENING)]
    weekends = weekends_of(parts)
    found = []
    for user in dict.fromkeys([*shifts, *team]):
        held = within(shifts.get(user, ()), [window])
        on = sum(1 for weekend in weekends if within(held, [weekend]))
        hours, off_hours = total(held) / HOUR, total(within(held, off)) / HOUR
        found.append(Load(user, hours, off_hours, on, len(weekends)))
    return sorted(found, key=lambda load: (-load.weekends, -load.hours, load.user))


def weekends_of(parts: Sequence[Part]) -> list[Span]:
    """The days off that follow one another."""
    return united((start, end) for start, end, part in parts if part == OFF_DAY)


def fairness(loads: Sequence[float]) -> float | None:
    """Jain's index of what each of several carries, stretched so that 1 is all alike and 0 is one for all;
    None for fewer than two people. Jain, Chiu and Hawe, DEC research report TR-301, 1984.
    """
    squares = sum(load * load for load in loads)
    if len(loads) < 2 or not squares:
        return None
    index = sum(loads) ** 2 / (len(loads) * squares)
    lowest = 1 / len(loads)
    return (index - lowest) / (1 - lowest)
