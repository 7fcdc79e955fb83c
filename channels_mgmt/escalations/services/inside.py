"""What departments tell the community manager alone."""

from collections.abc import Iterable

from channels_mgmt.escalations.models import Escalation, Remark
from channels_mgmt.inbox.models import Interaction


def internal_parts(interaction: Interaction) -> Iterable[str]:
    """What answers, earlier ones too, of the questions that carry the interaction have for the community
    manager only.
    """
    asked = Escalation.objects.filter(carried__interaction=interaction)
    remarks = Remark.objects.filter(escalation__in=asked.values("pk"))
    yield from asked.exclude(internal="").values_list("internal", flat=True)
    yield from remarks.exclude(internal="").values_list("internal", flat=True)
