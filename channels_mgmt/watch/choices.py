from django.db import models
from django.utils.translation import pgettext_lazy

from cmhub.lib.house_words import MANAGER as AGENCY_MANAGER


class Topic(models.TextChoices):
    """What something seen is about."""

    REPUTATION = "reputation", pgettext_lazy("watch topic", "reputation")
    COMPETITOR = "competitor", pgettext_lazy("watch topic", "competitor")
    TECHNOLOGY = "technology", pgettext_lazy("watch topic", "technology")
    REGULATION = "regulation", pgettext_lazy("watch topic", "regulation")
    SECTOR = "sector", pgettext_lazy("watch topic", "sector")


class Nature(models.TextChoices):
    """What it may change: nothing at once, a big decision, or the peace."""

    ROUTINE = "routine", pgettext_lazy("watch nature", "routine")
    STRATEGIC = "strategic", pgettext_lazy("watch nature", "strategic")
    CRISIS_PRONE = "crisis_prone", pgettext_lazy("watch nature", "crisis-prone")


GRAVE = (Nature.STRATEGIC, Nature.CRISIS_PRONE)
"""What goes to the decision-makers, who say that they have it and what is to be done."""


class Where(models.TextChoices):
    """Where something was seen."""

    NETWORK = "network", pgettext_lazy("where seen", "a social network")
    SITE = "site", pgettext_lazy("where seen", "a web site")
    PERSON = "person", pgettext_lazy("where seen", "somebody said it")
    OFFLINE = "offline", pgettext_lazy("where seen", "away from the web")


class State(models.TextChoices):
    LOGGED = "logged", pgettext_lazy("watch state", "logged")
    TRANSMITTED = "transmitted", pgettext_lazy("watch state", "transmitted")
    ACKNOWLEDGED = "acknowledged", pgettext_lazy("watch state", "acknowledged")
    DECIDED = "decided", pgettext_lazy("watch state", "decided")
    FILED = "filed", pgettext_lazy("watch state", "filed")
    IDEA = "idea", pgettext_lazy("watch state", "made an idea")


PASSAGES: dict[str, frozenset[str]] = {
    State.LOGGED: frozenset({State.TRANSMITTED, State.DECIDED, State.FILED, State.IDEA}),
    State.TRANSMITTED: frozenset({State.ACKNOWLEDGED, State.DECIDED, State.FILED}),
    State.ACKNOWLEDGED: frozenset({State.DECIDED, State.FILED}),
    State.DECIDED: frozenset(),
    State.FILED: frozenset({State.LOGGED, State.TRANSMITTED, State.IDEA}),
    State.IDEA: frozenset({State.TRANSMITTED, State.FILED}),
}
"""The allowed passages of a watch item, from each state."""

UNDECIDED = (State.LOGGED, State.TRANSMITTED, State.ACKNOWLEDGED)
"""States in which something grave still waits for the decision-makers."""

ENDED = (State.DECIDED, State.FILED, State.IDEA)


class Verb(models.TextChoices):
    LOGGED = "logged", pgettext_lazy("watch event", "logged")
    TRANSMITTED = "transmitted", pgettext_lazy("watch event", "transmitted")
    TOLD = "told", pgettext_lazy("watch event", "somebody told")
    CLIMBED = "climbed", pgettext_lazy("watch event", "climbed to the next person")
    NOBODY = "nobody", pgettext_lazy("watch event", "nobody could be told")
    LATE = "late", pgettext_lazy("watch event", "not acknowledged in time")
    ACKNOWLEDGED = "acknowledged", pgettext_lazy("watch event", "acknowledged")
    DECIDED = "decided", pgettext_lazy("watch event", "decided")
    DECISION_READ = "decision_read", pgettext_lazy("watch event", "decision read")
    FILED = "filed", pgettext_lazy("watch event", "filed")
    REOPENED = "reopened", pgettext_lazy("watch event", "reopened")
    SORTED = "sorted", pgettext_lazy("watch event", "sorted anew")
    IDEA = "idea", pgettext_lazy("watch event", "made an idea")
    DIGEST = "digest", pgettext_lazy("watch event", "sent with the weekly digest")


class Rung(models.TextChoices):
    """As what somebody is told of an item."""

    DECISION_MAKER = "decision_maker", pgettext_lazy("watch told", "decision-maker")
    EXECUTIVE = "executive", pgettext_lazy("watch told", "executive")
    MANAGER = "manager", AGENCY_MANAGER
    DEPARTMENT = "department", pgettext_lazy("watch told", "department")
    PERSON = "person", pgettext_lazy("watch told", "by name")


class Recipients(models.TextChoices):
    """Whom a rule names by what they are."""

    DECISION_MAKERS = "decision_makers", pgettext_lazy("watch recipients", "the decision-makers")
    EXECUTIVES = "executives", pgettext_lazy("watch recipients", "the executives")
    MANAGERS = "managers", pgettext_lazy("watch recipients", "those who run the work")


class EntryState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("feed entry", "to be sorted")
    TAKEN = "taken", pgettext_lazy("feed entry", "made an item")
    ASIDE = "aside", pgettext_lazy("feed entry", "set aside")


class Problem(models.TextChoices):
    """Why a source gave nothing, the last time it was read."""

    ADDRESS = (
        "address",
        pgettext_lazy("feed problem", "the address is not public, or leads to one that is not"),
    )
    UNREACHED = "unreached", pgettext_lazy("feed problem", "nobody answers at this address")
    SLOW = "slow", pgettext_lazy("feed problem", "the answer took too long")
    REFUSED = "refused", pgettext_lazy("feed problem", "the site refused")
    GONE = "gone", pgettext_lazy("feed problem", "the site says that the feed is gone for good")
    LOOP = "loop", pgettext_lazy("feed problem", "the address leads on and on")
    TOO_LARGE = "too_large", pgettext_lazy("feed problem", "the answer is larger than 2 MB")
    NO_FEED = "no_feed", pgettext_lazy("feed problem", "what is there is no RSS or Atom feed")
