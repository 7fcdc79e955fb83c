from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cmhub.lib.house_words import MANAGER as AGENCY_MANAGER


class State(models.TextChoices):
    OPENED = "opened", pgettext_lazy("escalation state", "opened")
    NOTIFIED = "notified", pgettext_lazy("escalation state", "notified")
    ACKNOWLEDGED = "acknowledged", pgettext_lazy("escalation state", "acknowledged")
    INFORMATION_ASKED = "information_asked", pgettext_lazy("escalation state", "information asked")
    ANSWERED = "answered", pgettext_lazy("escalation state", "answered")
    PUT_IN_TOUCH = "put_in_touch", pgettext_lazy("escalation state", "put in touch")
    RELAYED = "relayed", pgettext_lazy("escalation state", "relayed")
    CLOSED = "closed", pgettext_lazy("escalation state", "closed")


ASKING = (State.OPENED, State.NOTIFIED, State.ACKNOWLEDGED)
"""States in which the department still owes an answer, and its clock runs."""

UNANSWERED = (*ASKING, State.INFORMATION_ASKED)
"""States in which the department has not answered, whether its clock runs or it waits for us."""

SAID = (State.ANSWERED, State.PUT_IN_TOUCH)
"""States in which the department has done its part, and the rest is ours."""

IN_HAND = (*UNANSWERED, *SAID, State.RELAYED)
"""States in which something is still to be done."""

ASKED_ANEW = frozenset({State.OPENED, State.NOTIFIED})
"""Where a transfer, a further question and a reopening lead: somebody is told, or there is nobody to tell."""

ENDINGS = frozenset({State.ANSWERED, State.PUT_IN_TOUCH, State.CLOSED})

PASSAGES: dict[str, frozenset[str]] = {
    State.OPENED: ENDINGS | {*ASKED_ANEW, State.ACKNOWLEDGED, State.INFORMATION_ASKED},
    State.NOTIFIED: ENDINGS | {*ASKED_ANEW, State.ACKNOWLEDGED, State.INFORMATION_ASKED},
    State.ACKNOWLEDGED: ENDINGS | {*ASKED_ANEW, State.INFORMATION_ASKED},
    State.INFORMATION_ASKED: ENDINGS | {*ASKED_ANEW, State.ACKNOWLEDGED},
    State.ANSWERED: ASKED_ANEW | {State.RELAYED, State.CLOSED},
    State.PUT_IN_TOUCH: ASKED_ANEW | {State.RELAYED, State.CLOSED},
    State.RELAYED: ASKED_ANEW | {State.CLOSED},
    State.CLOSED: ASKED_ANEW,
}
"""The allowed passages of an escalation, from each state."""


class Verb(models.TextChoices):
    OPENED = "opened", pgettext_lazy("escalation event", "passed on")
    NOTIFIED = "notified", pgettext_lazy("escalation event", "notified")
    ACKNOWLEDGED = "acknowledged", pgettext_lazy("escalation event", "receipt acknowledged")
    ANSWERED = "answered", pgettext_lazy("escalation event", "answered")
    RELAYED = "relayed", pgettext_lazy("escalation event", "relayed to the public")
    CLOSED = "closed", pgettext_lazy("escalation event", "closed")
    LATE_TO_ACKNOWLEDGE = "late_to_acknowledge", _("late to acknowledge")
    LATE_TO_ANSWER = "late_to_answer", _("late to answer")
    CLIMBED = "climbed", _("climbed to the next person")
    ABSENT = "absent", pgettext_lazy("escalation event", "absent when asked")
    TRANSFERRED = "transferred", pgettext_lazy("escalation event", "transferred")
    INFORMATION_ASKED = "information_asked", pgettext_lazy("escalation event", "information asked")
    INFORMATION_GIVEN = "information_given", pgettext_lazy("escalation event", "information given")
    ASKED_FURTHER = "asked_further", pgettext_lazy("escalation event", "asked further")
    REOPENED = "reopened", pgettext_lazy("escalation event", "reopened")
    JOINED = "joined", pgettext_lazy("escalation event", "another interaction joined")
    LEFT = "left", pgettext_lazy("escalation event", "an interaction taken out")
    PUT_IN_TOUCH = "put_in_touch", pgettext_lazy("escalation event", "put in touch")
    NOT_OURS = "not_ours", pgettext_lazy("escalation event", "not for this department")
    WARNED = "warned", pgettext_lazy("escalation event", "warned before the deadline")
    UNDELIVERED = "undelivered", pgettext_lazy("escalation event", "message not delivered")
    LINK_OPENED = "link_opened", pgettext_lazy("escalation event", "link opened")
    LINK_REVOKED = "link_revoked", pgettext_lazy("escalation event", "link revoked")


class Rung(models.TextChoices):
    CONTACT = "contact", pgettext_lazy("escalation chain", "contact")
    HEAD = "head", pgettext_lazy("escalation chain", "head of department")
    MANAGER = "manager", AGENCY_MANAGER


class RemarkKind(models.TextChoices):
    """What is said between the department and the community manager beside question and answer."""

    ASKED_BACK = "asked_back", pgettext_lazy("remark", "information asked by the department")
    GIVEN = "given", pgettext_lazy("remark", "information given")
    FURTHER = "further", pgettext_lazy("remark", "asked further")
    REOPENED = "reopened", pgettext_lazy("remark", "asked again")
    ANSWER = "answer", pgettext_lazy("remark", "earlier answer")
    ADDED = "added", pgettext_lazy("remark", "added to the answer")


class Problem(models.TextChoices):
    """What the auditor of the clocks finds."""

    NOT_MOVED = "not_moved", pgettext_lazy("clock audit", "was due and did not move")
    WITHOUT_CLOCK = "without_clock", pgettext_lazy("clock audit", "had no clock though an answer is owed")
    RUNNING_ON = "running_on", pgettext_lazy("clock audit", "its clock ran on though nobody owes an answer")
    OTHER_THAN_ITS_LOG = (
        "other_than_its_log",
        pgettext_lazy("clock audit", "its state is not that of its log"),
    )
    TURNED_TO_WHO_IS_AWAY = (
        "turned_to_who_is_away",
        pgettext_lazy("clock audit", "whoever was asked became absent"),
    )
    ANSWERED_WITHOUT_TELLING = (
        "answered_without_telling",
        pgettext_lazy("clock audit", "was answered, and whoever asked was not told"),
    )
    MESSAGE_LOST = (
        "message_lost",
        pgettext_lazy("clock audit", "its log tells of a message that is not there"),
    )
    UNDELIVERED = (
        "undelivered",
        pgettext_lazy("clock audit", "a message did not arrive, and nobody else was told"),
    )
    IN_THE_OUTBOX = "in_the_outbox", pgettext_lazy("clock audit", "its message has waited in the outbox")
    PAUSED_FOR_LONG = (
        "paused_for_long",
        pgettext_lazy("clock audit", "the department has waited for us for days"),
    )
    NOBODY_TO_TURN_TO = "nobody_to_turn_to", pgettext_lazy("clock audit", "there is nobody who can be told")
    NO_MANAGER = (
        "no_manager",
        pgettext_lazy("clock audit", "the agency has neither a manager nor an administrator to tell"),
    )


class ContactedBy(models.TextChoices):
    """How a department turned to a member of the public by itself."""

    PHONE = "phone", pgettext_lazy("how somebody was contacted", "by telephone")
    WHATSAPP = "whatsapp", pgettext_lazy("how somebody was contacted", "by WhatsApp")
    MESSAGE = "message", pgettext_lazy("how somebody was contacted", "by a private message")
    EMAIL = "email", pgettext_lazy("how somebody was contacted", "by e-mail")
    VISIT = "visit", pgettext_lazy("how somebody was contacted", "face to face")
    OTHER = "other", pgettext_lazy("how somebody was contacted", "otherwise")


class FileKind(models.TextChoices):
    PICTURE = "picture", pgettext_lazy("kind of file", "picture")
    PDF = "pdf", pgettext_lazy("kind of file", "PDF")
