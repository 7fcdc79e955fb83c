"""Why a reply waits for a second person before it is published."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import NamedTuple

from accounts.choices import Role
from accounts.models import User
from channels_mgmt.brands.access import rights_of
from channels_mgmt.inbox.choices import Reason
from channels_mgmt.inbox.models import Interaction
from channels_mgmt.protocol.choices import Sensitivity
from channels_mgmt.protocol.models import EntryVersion
from channels_mgmt.team.choices import SPOKESPERSONS
from channels_mgmt.team.models import Assignment
from channels_mgmt.team.services.readiness import standings


class Wait(NamedTuple):
    """Why a reply waits, and since when there is that reason."""

    reason: Reason
    since: datetime


Source = Callable[[Interaction, EntryVersion | None, datetime], Iterable[Wait]]
"""Asked of an interaction, and of the version whose words the reply says where it was approved beforehand."""

sources: list[Source] = []
"""What rooms above the inbox add, in their `AppConfig.ready`: a crisis holds replies on its matter."""

SENSITIVE: dict[str, Reason] = {
    Sensitivity.SENSITIVE: Reason.SENSITIVE,
    Sensitivity.EMBARRASSING: Reason.EMBARRASSING,
}


def reasons_for(
    *,
    interaction: Interaction,
    by: User,
    used: EntryVersion | None,
    in_doubt: bool,
    text: str = "",
    at: datetime,
) -> list[Reason]:
    """Why this person's reply waits, the strongest reason first; none where they may publish it alone.

    A `text` that is a holding text of the protocol as it was approved beforehand does not wait because its
    author is supervised; rooms above say of it themselves whether it waits for them.
    """
    found = [SENSITIVE[used.sensitivity]] if used and used.sensitivity in SENSITIVE else []
    found += [wait.reason for wait in waits_above(interaction, used, text, at)]
    if not is_approved_beforehand(interaction, used, text, at) and is_supervised(interaction, by, at):
        found.append(Reason.SUPERVISION)
    if in_doubt:
        found.append(Reason.DOUBT)
    return list(dict.fromkeys(found))


def waits_above(interaction: Interaction, used: EntryVersion | None, text: str, at: datetime) -> list[Wait]:
    """Why the reply waits for what rooms above know, now."""
    beforehand = used if is_approved_beforehand(interaction, used, text, at) else None
    return [wait for source in sources for wait in source(interaction, beforehand, at)]


def is_approved_beforehand(
    interaction: Interaction, used: EntryVersion | None, text: str, at: datetime
) -> bool:
    """Whether a text is a holding text that counts today, word for word."""
    if used is None or not used.is_holding or used.superseded_at is not None:
        return False
    return used.is_valid_on(interaction.brand.agency.day_of(at)) and used.is_said_by(text)


def is_supervised(interaction: Interaction, by: User, at: datetime) -> bool:
    """Whether all that the person may do on the channel as one who speaks for the brand is supervised.

    Who runs the brand, or holds the account of another purpose, does not speak for it by a check.
    """
    roles = rights_of(by, interaction.brand).roles
    if not roles & SPOKESPERSONS or roles & {Role.ADMINISTRATOR, Role.MANAGER}:
        return False
    here = Assignment.objects.current(at).filter(user=by, brand=interaction.brand_id, role__in=SPOKESPERSONS)
    held = [one for one in here if one.channel_id in (None, interaction.channel_id)]
    if held and all(one.under_supervision for one in held):
        return True
    return not standings(interaction.brand, [by], at)[by.pk].is_ready
