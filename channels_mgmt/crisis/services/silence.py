"""Which sides of a crisis are silent: those whom it concerns first have not acknowledged."""

from collections.abc import Iterable
from dataclasses import dataclass

from channels_mgmt.crisis.choices import SIDES, Ground, Side
from channels_mgmt.crisis.models import Crisis, Telling
from channels_mgmt.crisis.services.telling import sides_missing


@dataclass(frozen=True)
class Silent:
    """A side of which `missing` of `people` have not acknowledged. `stood_in` says that others than its own
    people stand there; `again`, that they are told again by the product.
    """

    side: Side
    missing: int
    people: int
    stood_in: bool
    again: bool

    @property
    def words(self) -> str:
        return str(self.side.label)


def silent_sides(crisis: Crisis, tellings: Iterable[Telling]) -> list[Silent]:
    """The sides about which the page raises the alarm; none of a drill, and none once it is over.

    Where decision-makers are named, the acknowledgement of an executive does not speak for them.
    """
    if crisis.drill or not crisis.is_running:
        return []
    told = list(tellings)
    repeated = sides_missing(told)
    found = []
    for side in Side:
        own = _own(side, told)
        asked = own or [one for one in told if side in one.sides]
        if not any(one.acknowledged_at for one in asked):
            found.append(Silent(side, len(asked), len(asked), not own, side in repeated))
    return found


def _own(side: Side, told: list[Telling]) -> list[Telling]:
    """Those of a side whom it concerns first: named decision-makers before executives."""
    named = [one for one in told if side == Side.DECIDING and one.ground == Ground.DECISION_MAKER]
    return named or [one for one in told if SIDES.get(one.ground) == side]
