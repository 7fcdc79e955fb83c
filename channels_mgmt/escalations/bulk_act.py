"""What the list of interactions offers to do with those that are ticked."""

from django.utils.translation import pgettext_lazy

from accounts.access import Right
from channels_mgmt.inbox.further_acts import Further

ONE_QUESTION = Further(
    "escalations:join_many",
    pgettext_lazy("bulk act", "One question to a department"),
    "escalate",
    Right.ESCALATION_OPEN,
)
