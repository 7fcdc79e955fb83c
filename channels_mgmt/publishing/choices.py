from django.db import models
from django.utils.translation import pgettext_lazy


class IdeaState(models.TextChoices):
    OPEN = "open", pgettext_lazy("post idea", "to be used")
    USED = "used", pgettext_lazy("post idea", "used")
    DROPPED = "dropped", pgettext_lazy("post idea", "dropped")


class PostState(models.TextChoices):
    """Where a post stands; what is no more than an idea is an `Idea`."""

    DRAFT = "draft", pgettext_lazy("post", "draft")
    PROOFREAD = "proofread", pgettext_lazy("post", "proofread")
    SCHEDULED = "scheduled", pgettext_lazy("post", "scheduled")
    PUBLISHED = "published", pgettext_lazy("post", "published")
    DROPPED = "dropped", pgettext_lazy("post", "dropped")


PASSAGES: dict[str, frozenset[str]] = {
    PostState.DRAFT: frozenset({PostState.PROOFREAD, PostState.DROPPED}),
    PostState.PROOFREAD: frozenset({PostState.DRAFT, PostState.SCHEDULED, PostState.DROPPED}),
    PostState.SCHEDULED: frozenset(
        {PostState.DRAFT, PostState.PROOFREAD, PostState.PUBLISHED, PostState.DROPPED}
    ),
    PostState.PUBLISHED: frozenset({PostState.SCHEDULED}),
    PostState.DROPPED: frozenset({PostState.DRAFT}),
}
"""The allowed passages of a post. What was changed is a draft again; what was said to be published, and was
not, is scheduled still."""


class PostOrigin(models.TextChoices):
    """How the product knows of a post."""

    PLANNED = "planned", pgettext_lazy("post", "planned here")
    EXPORT = "export", pgettext_lazy("post", "found in an export")


class PostFormat(models.TextChoices):
    """What a post is made of; `reporting.metrics.readers.kinds` reads the same words of exports."""

    IMAGE = "image", pgettext_lazy("post format", "image")
    CAROUSEL = "carousel", pgettext_lazy("post format", "carousel")
    VIDEO = "video", pgettext_lazy("post format", "video")
    REEL = "reel", pgettext_lazy("post format", "reel or short")
    STORY = "story", pgettext_lazy("post format", "story")
    LINK = "link", pgettext_lazy("post format", "link")
    TEXT = "text", pgettext_lazy("post format", "text")
    LIVE = "live", pgettext_lazy("post format", "live")
    OTHER = "other", pgettext_lazy("post format", "other")


class CampaignMetric(models.TextChoices):
    """What a campaign can be measured by; the first two come from the figures of its posts."""

    ENGAGEMENTS = "engagements", pgettext_lazy("campaign", "engagements")
    SHOWN = "shown", pgettext_lazy("campaign", "times shown")
    LEADS = "leads", pgettext_lazy("campaign", "leads")
    SALES = "sales", pgettext_lazy("campaign", "sales")
    SIGN_UPS = "sign_ups", pgettext_lazy("campaign", "sign-ups")
    VISITS = "visits", pgettext_lazy("campaign", "visits of the site or the shop")
    PARTICIPANTS = "participants", pgettext_lazy("campaign", "participants")


FROM_POSTS = frozenset({CampaignMetric.ENGAGEMENTS, CampaignMetric.SHOWN})
BY_HAND = [choice for choice in CampaignMetric.choices if choice[0] not in FROM_POSTS]


class Measure(models.TextChoices):
    """What a test holds its variants against each other by; more is better."""

    ENGAGEMENT_RATE = "engagement_rate", pgettext_lazy("test", "engagements out of the times shown")
    CLICK_RATE = "click_rate", pgettext_lazy("test", "clicks out of the times shown")
    ENGAGEMENTS = "engagements", pgettext_lazy("test", "engagements per post")
    REACH = "reach", pgettext_lazy("test", "people reached per post")
    COUNTED = "counted", pgettext_lazy("test", "a share that people count by hand")


RATES = frozenset({Measure.ENGAGEMENT_RATE, Measure.CLICK_RATE, Measure.COUNTED})
"""The others are means."""


class ExperimentState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("test", "in preparation")
    RUNNING = "running", pgettext_lazy("test", "running")
    CONCLUDED = "concluded", pgettext_lazy("test", "concluded")
    DROPPED = "dropped", pgettext_lazy("test", "given up")


EXPERIMENT_PASSAGES: dict[str, frozenset[str]] = {
    ExperimentState.DRAFT: frozenset({ExperimentState.RUNNING, ExperimentState.DROPPED}),
    ExperimentState.RUNNING: frozenset({ExperimentState.CONCLUDED, ExperimentState.DROPPED}),
    ExperimentState.CONCLUDED: frozenset(),
    ExperimentState.DROPPED: frozenset(),
}
"""The allowed passages of a test. One that is over is another test when it is tried again."""


class Variant(models.TextChoices):
    A = "a", pgettext_lazy("variant", "A")
    B = "b", pgettext_lazy("variant", "B")


class Verdict(models.TextChoices):
    """What a test shows; `TOO_EARLY` is what it shows before its planned sample is reached."""

    TOO_EARLY = "too_early", pgettext_lazy("verdict", "cannot tell yet")
    CANNOT_TELL = "cannot_tell", pgettext_lazy("verdict", "cannot tell")
    SAME = "same", pgettext_lazy("verdict", "no difference that matters")
    A_BETTER = "a_better", pgettext_lazy("verdict", "A does better")
    B_BETTER = "b_better", pgettext_lazy("verdict", "B does better")
