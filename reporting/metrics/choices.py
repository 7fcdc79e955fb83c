from django.db import models
from django.utils.translation import pgettext_lazy


class Scope(models.TextChoices):
    """What time a figure is of: one day, the seven days that end with it, as those of competitors are counted
    by hand, or all the time until the day that it was read on.
    """

    DAY = "day", pgettext_lazy("figure", "of the day")
    WEEK = "week", pgettext_lazy("figure", "of seven days")
    LIFETIME = "lifetime", pgettext_lazy("figure", "since it was published")


class Source(models.TextChoices):
    """Where a figure comes from, the most trusted first."""

    EXPORT = "export", pgettext_lazy("figure", "export")
    HAND = "hand", pgettext_lazy("figure", "entered by hand")
    ESTIMATE = "estimate", pgettext_lazy("figure", "estimate")


class RunState(models.TextChoices):
    GIVEN = "given", pgettext_lazy("import", "given")
    QUEUED = "queued", pgettext_lazy("import", "waiting its turn")
    RUNNING = "running", pgettext_lazy("import", "being read")
    DONE = "done", pgettext_lazy("import", "done")
    FAILED = "failed", pgettext_lazy("import", "failed")


class Stage(models.TextChoices):
    """How far people came with the brand, from its site on; a step's rate is of the one before.

    Visitors are people, visits are what they did: several of a person in a week, and these add up.
    """

    VISITORS = "visitors", pgettext_lazy("funnel", "visitors")
    VISITS = "visits", pgettext_lazy("funnel", "visits")
    LEADS = "leads", pgettext_lazy("funnel", "leads")
    CUSTOMERS = "customers", pgettext_lazy("funnel", "customers")
    PROMOTERS = "promoters", pgettext_lazy("funnel", "promoters")
