from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Level(models.IntegerChoices):
    """How grave a crisis is: what each level does is in `services.levels`."""

    WATCH = 1, pgettext_lazy("crisis level", "vigilance")
    SERIOUS = 2, pgettext_lazy("crisis level", "serious")
    MAJOR = 3, pgettext_lazy("crisis level", "major")


class State(models.TextChoices):
    OPEN = "open", pgettext_lazy("crisis state", "open")
    CONTAINED = "contained", pgettext_lazy("crisis state", "contained")
    ENDED = "ended", pgettext_lazy("crisis state", "ended, lesson to be written")
    LEARNT = "learnt", pgettext_lazy("crisis state", "lesson written")


RUNNING = (State.OPEN, State.CONTAINED)
"""States in which replies are held and people are told."""

PASSAGES: dict[str, frozenset[str]] = {
    State.OPEN: frozenset({State.CONTAINED, State.ENDED}),
    State.CONTAINED: frozenset({State.OPEN, State.ENDED}),
    State.ENDED: frozenset({State.LEARNT}),
    State.LEARNT: frozenset(),
}
"""The allowed passages of a crisis, from each state."""


class Ground(models.TextChoices):
    """Why somebody is told of a crisis, the strongest ground first."""

    DECISION_MAKER = "decision_maker", pgettext_lazy("told of a crisis as", "decision-maker")
    EXECUTIVE = "executive", pgettext_lazy("told of a crisis as", "executive")
    ON_CALL = "on_call", pgettext_lazy("told of a crisis as", "on call")
    BACKUP = "backup", pgettext_lazy("told of a crisis as", "backup on call")
    MANAGER = "manager", pgettext_lazy("told of a crisis as", "manager")


class Side(models.TextChoices):
    """The two sides of which one person each must have acknowledged."""

    DECIDING = "deciding", _("decision-makers")
    ACTING = "acting", _("people on call")


SIDES: dict[str, Side] = {
    Ground.DECISION_MAKER: Side.DECIDING,
    Ground.EXECUTIVE: Side.DECIDING,
    Ground.ON_CALL: Side.ACTING,
    Ground.BACKUP: Side.ACTING,
}
"""The side of each ground; a manager stands in on a side where there is nobody."""


class Line(models.TextChoices):
    """By what somebody was called."""

    PHONE = "phone", _("telephone")
    WHATSAPP = "whatsapp", _("WhatsApp")
    SMS = "sms", _("SMS")
    EMAIL = "email", _("e-mail")
    IN_PERSON = "in_person", pgettext_lazy("line", "in person")


class Verb(models.TextChoices):
    """What the log of a crisis tells."""

    OPENED = "opened", pgettext_lazy("crisis log", "opened")
    JOINED = "joined", pgettext_lazy("crisis log", "joined")
    LEVEL = "level", pgettext_lazy("crisis log", "level changed")
    MATTER = "matter", pgettext_lazy("crisis log", "matter changed")
    TOLD = "told", pgettext_lazy("crisis log", "told")
    TOLD_AGAIN = "told_again", pgettext_lazy("crisis log", "told again")
    NOBODY = "nobody", pgettext_lazy("crisis log", "nobody to tell")
    ACKNOWLEDGED = "acknowledged", pgettext_lazy("crisis log", "acknowledged")
    CALLED = "called", pgettext_lazy("crisis log", "called")
    ENTRY = "entry", pgettext_lazy("crisis log", "entry")
    STATEMENT_WRITTEN = "statement_written", pgettext_lazy("crisis log", "statement written")
    STATEMENT_APPROVED = "statement_approved", pgettext_lazy("crisis log", "statement approved")
    STATEMENT_PUBLISHED = "statement_published", pgettext_lazy("crisis log", "statement published")
    STATUS = "status", pgettext_lazy("crisis log", "status")
    DECISION_ASKED = "decision_asked", pgettext_lazy("crisis log", "decision asked")
    DECISION_TAKEN = "decision_taken", pgettext_lazy("crisis log", "decision taken")
    TASK_GIVEN = "task_given", pgettext_lazy("crisis log", "task given")
    TASK_DONE = "task_done", pgettext_lazy("crisis log", "task done")
    SUSPENDED = "suspended", pgettext_lazy("crisis log", "publishing suspended")
    LIFTED = "lifted", pgettext_lazy("crisis log", "publishing goes on")
    CONTAINED = "contained", pgettext_lazy("crisis log", "contained")
    REKINDLED = "rekindled", pgettext_lazy("crisis log", "open again")
    ENDED = "ended", pgettext_lazy("crisis log", "ended")
    LESSON_WRITTEN = "lesson_written", pgettext_lazy("crisis log", "lesson written")
    LESSON_VALIDATED = "lesson_validated", pgettext_lazy("crisis log", "lesson validated")


class SurgeState(models.TextChoices):
    """What people make of a rush that the product has raised."""

    RAISED = "raised", pgettext_lazy("surge", "possible crisis")
    DISMISSED = "dismissed", pgettext_lazy("surge", "no crisis")
    CRISIS = "crisis", pgettext_lazy("surge", "a crisis was opened")


class SurgeStream(models.TextChoices):
    """Of which there is too much: who complains, or who writes at all."""

    COMPLAINTS = "complaints", pgettext_lazy("surge", "people who complain")
    VOLUME = "volume", pgettext_lazy("surge", "people who write")


class Reads(models.TextChoices):
    """What the machine reads in a message, as far as surges care."""

    NOTHING = "", pgettext_lazy("reading", "nothing bad")
    NEGATIVE = "negative", pgettext_lazy("reading", "negative")
    ABUSE = "abuse", pgettext_lazy("reading", "abusive")
    SIGNAL = "crisis_signal", pgettext_lazy("reading", "signal of a crisis")
