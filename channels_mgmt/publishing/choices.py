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
