"""Words of the people around the brand: communities of the sector, ambassadors, events."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Owner(models.TextChoices):
    """Whose a community is."""

    OWN = "own", pgettext_lazy("owner of a community", "the brand’s own")
    PUBLIC = "public", pgettext_lazy("owner of a community", "a member of the public")
    COMPANY = "company", pgettext_lazy("owner of a community", "a company")
    COMPETITOR = "competitor", pgettext_lazy("owner of a community", "a competitor")


class Presence(models.TextChoices):
    """What the brand is in a community."""

    NONE = "none", pgettext_lazy("presence in a community", "not there")
    MEMBER = "member", pgettext_lazy("presence in a community", "member")
    ADMIN = "admin", pgettext_lazy("presence in a community", "runs it")
    REFUSED = "refused", pgettext_lazy("presence in a community", "refused")


class Counted(models.TextChoices):
    """How a number of people is known."""

    SEEN = "seen", pgettext_lazy("how it is known", "seen there")
    TOLD = "told", pgettext_lazy("how it is known", "told by the owner")
    ESTIMATE = "estimate", pgettext_lazy("how it is known", "estimated")


class Kind(models.TextChoices):
    """Who somebody is that speaks of the brand to others."""

    MEMBER = "member", pgettext_lazy("ambassador", "member of the community")
    INFLUENCER = "influencer", pgettext_lazy("ambassador", "influencer")
    EMPLOYEE = "employee", pgettext_lazy("ambassador", "employee")
    PARTNER = "partner", pgettext_lazy("ambassador", "partner")


class Relation(models.TextChoices):
    SPOTTED = "spotted", pgettext_lazy("relation", "spotted")
    CONTACTED = "contacted", pgettext_lazy("relation", "contacted")
    ACTIVE = "active", pgettext_lazy("relation", "active")
    PAUSED = "paused", pgettext_lazy("relation", "paused")
    ENDED = "ended", pgettext_lazy("relation", "ended")


class Way(models.TextChoices):
    """How one spoke with somebody."""

    MESSAGE = "message", pgettext_lazy("way of contact", "message on the network")
    MAIL = "mail", pgettext_lazy("way of contact", "e-mail")
    CALL = "call", pgettext_lazy("way of contact", "telephone")
    MEETING = "meeting", pgettext_lazy("way of contact", "face to face")


class Occasion(models.TextChoices):
    MEETUP = "meetup", pgettext_lazy("event", "meet-up")
    FAIR = "fair", pgettext_lazy("event", "fair")
    VISIT = "visit", pgettext_lazy("event", "visit")


class Answer(models.TextChoices):
    """What somebody said to an invitation."""

    INVITED = "invited", pgettext_lazy("invitation to an event", "no answer yet")
    ACCEPTED = "accepted", pgettext_lazy("invitation to an event", "accepted")
    DECLINED = "declined", pgettext_lazy("invitation to an event", "declined")
