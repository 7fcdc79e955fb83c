from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Scope(models.TextChoices):
    """What a token lets a program do on its brand."""

    MESSAGES_WRITE = "messages:write", _("give messages in")
    MESSAGES_READ = "messages:read", _("read messages")
    INTERACTIONS_READ = "interactions:read", _("read interactions")


class Event(models.TextChoices):
    """What a webhook may be told of."""

    OPENED = "opened", pgettext_lazy("webhook event", "an interaction was opened")
    ANSWERED = "answered", pgettext_lazy("webhook event", "a reply was given")
    ESCALATED = "escalated", pgettext_lazy("webhook event", "a department was asked")
    ESCALATION = "escalation", pgettext_lazy("webhook event", "a question to a department went on")
    CLOSED = "closed", pgettext_lazy("webhook event", "an interaction was closed, set aside or moderated")


class DeliveryState(models.TextChoices):
    """What became of a telling. What may have arrived, though nothing said so, is unknown."""

    PENDING = "pending", pgettext_lazy("delivery state", "waiting")
    SENT = "sent", pgettext_lazy("delivery state", "arrived")
    FAILED = "failed", pgettext_lazy("delivery state", "failed")
    UNKNOWN = "unknown", pgettext_lazy("delivery state", "unclear")


class Problem(models.TextChoices):
    """Why an attempt did not end well."""

    ADDRESS = "address", pgettext_lazy("delivery", "its address is not a public one")
    UNREACHED = "unreached", pgettext_lazy("delivery", "nothing answers at its address")
    SILENT = "silent", pgettext_lazy("delivery", "no answer in time")
    REFUSED = "refused", pgettext_lazy("delivery", "refused by the other side")
    STOPPED = "stopped", pgettext_lazy("delivery", "interrupted while sending")
