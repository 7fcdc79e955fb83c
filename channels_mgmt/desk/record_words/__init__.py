"""What the record calls each act and each kind of thing: one sentence a verb, one word a kind, by rooms.

`%(person)s` is who did it, `%(thing)s` what the object was called then, or its number; of the details
`%(week)s`, `%(role)s`, `%(count)s` may be used. A new verb is taught in the module of its room; a test finds
those that are not.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from channels_mgmt.desk.record_words import (
    brands,
    crisis,
    escalations,
    house,
    inbox,
    publishing,
    reporting,
    strategy,
    team,
    watch,
)

ANYTHING = _("%(person)s acted on %(thing)s (%(verb)s).")
"""For a verb that this version does not know: one of a version to come, or one that went."""

ROOMS = (house, brands, team, strategy, inbox, escalations, crisis, watch, publishing, reporting)
VERBS = {verb: words for room in ROOMS for verb, words in room.VERBS.items()}
KINDS = {kind: words for room in ROOMS for kind, words in room.KINDS.items()}

COUNTS = ("count", "closed", "taken")
"""The detail that says how many, by the names that it has."""

DETAILS = {
    "role": _("role"),
    "roles": _("roles"),
    "week": _("week"),
    "revision": _("revision"),
    "read": _("lines read"),
    "taken": pgettext_lazy("record", "taken in"),
    "known": _("known already"),
    "refused": _("refused lines"),
    "closed": pgettext_lazy("record", "closed interactions"),
    "count": pgettext_lazy("record", "how many"),
    "interactions": _("interactions"),
    "interaction": _("interaction"),
    "watch_item": _("watch item"),
    "names": pgettext_lazy("record", "names"),
    "position": _("position"),
    "changed": pgettext_lazy("record", "changed"),
    "starts_on": pgettext_lazy("record", "from"),
    "ends_on": pgettext_lazy("record", "until"),
    "lines": pgettext_lazy("record", "lines"),
    "step": _("step"),
    "reason": _("reason"),
    "through": pgettext_lazy("record", "by way of"),
}
"""Details that the page of a line shows under a name; the others are numbers of things."""
