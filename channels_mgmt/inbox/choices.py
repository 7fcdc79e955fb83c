from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Sentiment(models.TextChoices):
    NEGATIVE = "negative", _("negative")
    NEUTRAL = "neutral", _("neutral")
    POSITIVE = "positive", _("positive")


class Direction(models.TextChoices):
    IN = "in", pgettext_lazy("message direction", "in")
    OUT = "out", pgettext_lazy("message direction", "out")


class Source(models.TextChoices):
    FILE = "file", pgettext_lazy("message source", "file")
    HAND = "hand", pgettext_lazy("message source", "logged by hand")
    REPLY = "reply", pgettext_lazy("message source", "answered here")


class Priority(models.IntegerChoices):
    LOW = 1, pgettext_lazy("priority", "low")
    NORMAL = 2, pgettext_lazy("priority", "normal")
    HIGH = 3, pgettext_lazy("priority", "high")
    URGENT = 4, pgettext_lazy("priority", "urgent")


class State(models.TextChoices):
    NEW = "new", pgettext_lazy("interaction state", "new")
    IN_PROGRESS = "in_progress", pgettext_lazy("interaction state", "in progress")
    WAITING_ESCALATED = "waiting_escalated", pgettext_lazy("interaction state", "waiting for a department")
    WAITING_APPROVAL = "waiting_approval", pgettext_lazy("interaction state", "waiting for approval")
    ANSWERED = "answered", pgettext_lazy("interaction state", "answered")
    CLOSED = "closed", pgettext_lazy("interaction state", "closed")
    REOPENED = "reopened", pgettext_lazy("interaction state", "reopened")
    HIDDEN = "hidden", pgettext_lazy("interaction state", "hidden")
    REMOVED = "removed", pgettext_lazy("interaction state", "removed")
    SET_ASIDE = "set_aside", pgettext_lazy("interaction state", "set aside")


NEEDS_NO_ANSWER = (State.HIDDEN, State.REMOVED, State.SET_ASIDE)
ENDED = (State.CLOSED, *NEEDS_NO_ANSWER)
OURS = (State.NEW, State.IN_PROGRESS, State.REOPENED)
"""States in which it is for the brand's own people to act."""
PENDING = (State.IN_PROGRESS, State.WAITING_ESCALATED, State.WAITING_APPROVAL)
"""States in which something was begun and has not come to its end."""

PASSAGES: dict[str, frozenset[str]] = {
    State.NEW: frozenset(State) - {State.NEW, State.REOPENED},
    State.IN_PROGRESS: frozenset(State) - {State.NEW, State.REOPENED, State.IN_PROGRESS},
    State.REOPENED: frozenset(State) - {State.NEW, State.REOPENED},
    State.WAITING_ESCALATED: frozenset(State) - {State.NEW, State.REOPENED, State.WAITING_ESCALATED},
    State.WAITING_APPROVAL: frozenset(State) - {State.NEW, State.REOPENED, State.WAITING_APPROVAL},
    State.ANSWERED: frozenset(State) - {State.NEW, State.ANSWERED},
    State.CLOSED: frozenset({State.REOPENED, State.HIDDEN, State.REMOVED}),
    State.HIDDEN: frozenset({State.REOPENED}),
    State.REMOVED: frozenset({State.REOPENED}),
    State.SET_ASIDE: frozenset({State.REOPENED, State.HIDDEN, State.REMOVED}),
}
"""The allowed passages of an interaction, from each state. What is over can still be found to insult."""


class IntakeState(models.TextChoices):
    GIVEN = "given", pgettext_lazy("intake state", "to be checked")
    QUEUED = "queued", pgettext_lazy("intake state", "waiting")
    RUNNING = "running", pgettext_lazy("intake state", "being taken in")
    DONE = "done", pgettext_lazy("intake state", "done")
    FAILED = "failed", pgettext_lazy("intake state", "failed")


class Language(models.TextChoices):
    """Languages that the public of these countries writes in, by ISO 639."""

    FRENCH = "fr", _("French")
    ENGLISH = "en", _("English")
    ARABIC = "ar", _("Arabic")
    ALGERIAN_ARABIC = "arq", _("Darija")
    WOLOF = "wo", _("Wolof")
    PIDGIN = "wes", _("Pidgin")
    OTHER = "und", pgettext_lazy("language", "other")


class ApprovalState(models.TextChoices):
    """What became of a reply that waits for a second person."""

    ASKED = "asked", pgettext_lazy("approval state", "waiting for approval")
    APPROVED = "approved", pgettext_lazy("approval state", "approved")
    CHANGED = "changed", pgettext_lazy("approval state", "approved with changes")
    SENT_BACK = "sent_back", pgettext_lazy("approval state", "sent back")
    WITHDRAWN = "withdrawn", pgettext_lazy("approval state", "withdrawn")
    ALONE = "alone", pgettext_lazy("approval state", "published without approval")


APPROVED = (ApprovalState.APPROVED, ApprovalState.CHANGED)
SETTLED_BY_ANOTHER = (*APPROVED, ApprovalState.SENT_BACK)
"""What only somebody else than the author of the reply does."""


class Reason(models.TextChoices):
    """Why a reply waits for a second person."""

    SENSITIVE = "sensitive", pgettext_lazy("why approval", "the protocol says that it is sensitive")
    EMBARRASSING = "embarrassing", pgettext_lazy("why approval", "the protocol says that it is embarrassing")
    SUPERVISION = "supervision", pgettext_lazy("why approval", "its author works under supervision")
    CRISIS = "crisis", pgettext_lazy("why approval", "a crisis is open")
    DOUBT = "doubt", pgettext_lazy("why approval", "its author is in doubt")


class PromiseState(models.TextChoices):
    OPEN = "open", pgettext_lazy("promise state", "open")
    KEPT = "kept", pgettext_lazy("promise state", "kept")
    RELEASED = "released", pgettext_lazy("promise state", "no longer owed")


MOST_POINTS = 5


class Helped(models.IntegerChoices):
    """What somebody answers who is asked whether it helped."""

    NOT_AT_ALL = 1, pgettext_lazy("did it help?", "not at all")
    LITTLE = 2, pgettext_lazy("did it help?", "a little")
    HALF = 3, pgettext_lazy("did it help?", "half")
    MOSTLY = 4, pgettext_lazy("did it help?", "mostly")
    ENTIRELY = MOST_POINTS, pgettext_lazy("did it help?", "entirely")


class Act(models.TextChoices):
    """What moderation does."""

    HIDE = "hide", pgettext_lazy("act of moderation", "hidden")
    REMOVE = "remove", pgettext_lazy("act of moderation", "removed")
    WARN = "warn", pgettext_lazy("act of moderation", "author warned")
    BAN = "ban", pgettext_lazy("act of moderation", "author banned")
    REFOCUS = "refocus", pgettext_lazy("act of moderation", "discussion refocused")


TAKES_AWAY = (Act.HIDE, Act.REMOVE)
"""What makes a message invisible to the public."""
AGAINST_AUTHORS = (Act.HIDE, Act.REMOVE, Act.WARN, Act.BAN)


class Ground(models.TextChoices):
    """Why something is moderated. A negative opinion is not among them."""

    INSULT = "insult", pgettext_lazy("reason of moderation", "insult")
    RACIST = "racist", pgettext_lazy("reason of moderation", "racist")
    SEXIST = "sexist", pgettext_lazy("reason of moderation", "sexist")
    HATEFUL = "hateful", pgettext_lazy("reason of moderation", "hateful")
    THREATENING = "threatening", pgettext_lazy("reason of moderation", "threatening")
    FRAUD = "fraud", pgettext_lazy("reason of moderation", "fraud")
    SPAM = "spam", pgettext_lazy("reason of moderation", "spam")
    NETWORK_RULE = "network_rule", pgettext_lazy("reason of moderation", "rule of the network")
    OTHER_RULE = "other_rule", pgettext_lazy("reason of moderation", "rule of the brand")


ABUSIVE = (Ground.INSULT, Ground.RACIST, Ground.SEXIST, Ground.HATEFUL, Ground.THREATENING)
"""Reasons that make of what they concern confirmed abuse."""
BY_A_RULE = (Ground.NETWORK_RULE, Ground.OTHER_RULE)
"""Reasons that need the rule's own words."""


class AppealState(models.TextChoices):
    OPEN = "open", pgettext_lazy("appeal", "to be decided")
    UPHELD = "upheld", pgettext_lazy("appeal", "the act stands")
    REVERSED = "reversed", pgettext_lazy("appeal", "the act is reversed")


class BulkVerb(models.TextChoices):
    """What can be done to several interactions at once."""

    TAKE = "take", pgettext_lazy("bulk act", "Take")
    HAND_OVER = "hand_over", pgettext_lazy("bulk act", "Hand over")
    CLASSIFY = "classify", pgettext_lazy("bulk act", "Sort")
    SET_ASIDE = "set_aside", pgettext_lazy("bulk act", "Set aside")
    CLOSE = "close", pgettext_lazy("bulk act", "Close")
    REOPEN = "reopen", pgettext_lazy("bulk act", "Reopen")
