"""What departments tell the community manager alone."""

from collections.abc import Iterable

from channels_mgmt.escalations.models import Escalation
from channels_mgmt.inbox.models import Interaction


def internal_parts(interaction: Interaction) -> Iterable[str]:
    asked = Escalation.objects.filter(interaction=interaction).exclude(internal="")
    return asked.values_list("internal", flat=True)
