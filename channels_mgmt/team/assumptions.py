"""What the work on a brand is assumed to take until its people say otherwise or their time shows it.

Nobody has measured these for all brands: they are where a talk with the client begins, and each can be
changed for a brand. docs/metrics.md lists them.
"""

from decimal import Decimal
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from channels_mgmt.strategy.choices import Category


class Assumption(models.TextChoices):
    POST = "minutes_per_post", _("making a publication")
    POST_ORGANISATION = "post_organisation", _("making a publication about the organisation")
    POST_USEFUL = "post_useful", _("making a publication useful to the community")
    POST_CONVERSATION = "post_conversation", _("making a publication that opens a conversation")
    POST_OFFER = "post_offer", _("making a publication of an offer")
    POST_RELAYED = "post_relayed", _("relaying a publication of a member")
    INTERACTION = "minutes_per_interaction", _("handling an interaction")
    PASSING_ON = "minutes_per_escalation", _("passing an interaction on and relaying the answer")
    ANIMATING = "hours_animating", _("animating a channel")
    WATCHING = "hours_watching", _("watching the web for a territory")
    TESTING = "hours_testing", _("testing and learning")
    MEETINGS = "hours_meetings", pgettext_lazy("duty", "meetings")
    REPORTING = "hours_reporting", pgettext_lazy("duty", "reporting")
    FULL_TIME = "hours_full_time", _("a full week of one person")


class Unit(models.TextChoices):
    MINUTES = "minutes", pgettext_lazy("unit", "minutes")
    WEEKLY = "weekly", pgettext_lazy("unit", "hours a week")


class Usual(NamedTuple):
    value: Decimal
    unit: Unit


_A = Assumption
USUAL: dict[str, Usual] = {
    _A.POST: Usual(Decimal(60), Unit.MINUTES),
    _A.POST_ORGANISATION: Usual(Decimal(45), Unit.MINUTES),
    _A.POST_USEFUL: Usual(Decimal(90), Unit.MINUTES),
    _A.POST_CONVERSATION: Usual(Decimal(20), Unit.MINUTES),
    _A.POST_OFFER: Usual(Decimal(60), Unit.MINUTES),
    _A.POST_RELAYED: Usual(Decimal(20), Unit.MINUTES),
    _A.INTERACTION: Usual(Decimal(6), Unit.MINUTES),
    _A.PASSING_ON: Usual(Decimal(10), Unit.MINUTES),
    _A.ANIMATING: Usual(Decimal("1.5"), Unit.WEEKLY),
    _A.WATCHING: Usual(Decimal(3), Unit.WEEKLY),
    _A.TESTING: Usual(Decimal(1), Unit.WEEKLY),
    _A.MEETINGS: Usual(Decimal(2), Unit.WEEKLY),
    _A.REPORTING: Usual(Decimal(2), Unit.WEEKLY),
    _A.FULL_TIME: Usual(Decimal(40), Unit.WEEKLY),
}
NEVER_NOTHING = frozenset({_A.INTERACTION, _A.FULL_TIME})
"""What cannot be 0: the queue is reckoned with it, or divided by it."""

OF_CATEGORY: dict[str, str] = {
    Category.ORGANISATION: _A.POST_ORGANISATION,
    Category.USEFUL: _A.POST_USEFUL,
    Category.CONVERSATION: _A.POST_CONVERSATION,
    Category.OFFER: _A.POST_OFFER,
    Category.RELAYED: _A.POST_RELAYED,
}
"""How long a publication of each category takes to make."""
