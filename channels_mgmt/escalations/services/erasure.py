"""What departments were asked and said about interactions whose words are erased."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from accounts.services.erasure import erase_words
from channels_mgmt.escalations.models import Escalation, Remark
from channels_mgmt.escalations.services.attachments import erase_files
from cmhub.lib.erased import ERASED


def copy_of(interactions: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
    """The escalations of each interaction, by its id, as JSON can say them."""
    found: dict[int, list[dict[str, Any]]] = {}
    for escalation in Escalation.objects.filter(interaction__in=interactions).order_by("opened_at"):
        found.setdefault(escalation.interaction_id, []).append(
            {
                "opened_at": escalation.opened_at.isoformat(),
                "question": escalation.question,
                "publishable": escalation.publishable,
                "internal": escalation.internal,
            }
        )
    return found


def erase(interactions: Sequence[int]) -> None:
    """Takes the words from their escalations, and from the mails that told of these; none leaves any more."""
    escalations = Escalation.objects.filter(interaction__in=interactions)
    for pk in escalations.values_list("pk", flat=True):
        erase_words(f"escalation:{pk}:")
    erase_files(interactions)
    Remark.objects.filter(escalation__in=escalations.values("pk")).update(text=ERASED, internal="")
    escalations.update(question=ERASED, publishable="", internal="")
