from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Category(models.TextChoices):
    """What a publication is about."""

    ORGANISATION = "organisation", _("about the organisation")
    USEFUL = "useful", _("useful to the community")
    CONVERSATION = "conversation", _("conversation")
    OFFER = "offer", _("offer")
    RELAYED = "relayed", _("relayed from members")


class Duty(models.TextChoices):
    """What the time of those who work for a brand goes to."""

    WRITING = "writing", pgettext_lazy("duty", "writing")
    ANSWERING = "answering", pgettext_lazy("duty", "answering")
    MODERATING = "moderating", pgettext_lazy("duty", "moderating")
    ANIMATING = "animating", pgettext_lazy("duty", "animating")
    WATCHING = "watching", pgettext_lazy("duty", "watching the web")
    PASSING_ON = "passing_on", pgettext_lazy("duty", "passing on to departments")
    TESTING = "testing", pgettext_lazy("duty", "testing and learning")
    REPORTING = "reporting", pgettext_lazy("duty", "reporting")
    MEETINGS = "meetings", pgettext_lazy("duty", "meetings")
    STRATEGY = "strategy", pgettext_lazy("duty", "strategy")
    DESIGN = "design", pgettext_lazy("duty", "design")
    SITE = "site", pgettext_lazy("duty", "building the site")
    ADVERTISING = "advertising", pgettext_lazy("duty", "advertising")
    SELLING = "selling", pgettext_lazy("duty", "selling")
    CUSTOMER_SERVICE = "customer_service", pgettext_lazy("duty", "customer service")
    TECH_SUPPORT = "tech_support", pgettext_lazy("duty", "technical support")


class Post(models.TextChoices):
    """Whose a duty can be; those that are also a role on a brand bear its name."""

    COMMUNITY_MANAGER = "community_manager", _("community manager")
    SOCIAL_MEDIA_MANAGER = "social_media_manager", _("social media manager")
    CONTENT_MANAGER = "content_manager", _("content manager")
    STRATEGIST = "strategist", _("strategist")
    CUSTOMER_SERVICE = "customer_service", _("customer-service agent")
    TECH_SUPPORT = "tech_support", _("technical-support agent")
    DESIGNER = "designer", _("designer")
    WEBMASTER = "webmaster", _("webmaster")
    ADVERTISER = "advertiser", _("advertising specialist")
    SELLER = "seller", _("seller")


_CM, _SMM = Post.COMMUNITY_MANAGER, Post.SOCIAL_MEDIA_MANAGER

DEFAULT_CHARTER: dict[str, frozenset[str]] = {
    Duty.WRITING: frozenset({_CM, _SMM, Post.CONTENT_MANAGER}),
    Duty.ANSWERING: frozenset({_CM, _SMM, Post.CUSTOMER_SERVICE, Post.TECH_SUPPORT}),
    Duty.MODERATING: frozenset({_CM, _SMM}),
    Duty.ANIMATING: frozenset({_CM, _SMM}),
    Duty.WATCHING: frozenset({_CM, _SMM}),
    Duty.PASSING_ON: frozenset({_CM, _SMM, Post.CUSTOMER_SERVICE, Post.TECH_SUPPORT}),
    Duty.TESTING: frozenset({_CM, _SMM, Post.CONTENT_MANAGER}),
    Duty.REPORTING: frozenset(Post),
    Duty.MEETINGS: frozenset(Post),
    Duty.STRATEGY: frozenset({Post.STRATEGIST}),
    Duty.DESIGN: frozenset({Post.DESIGNER}),
    Duty.SITE: frozenset({Post.WEBMASTER}),
    Duty.ADVERTISING: frozenset({Post.ADVERTISER}),
    Duty.SELLING: frozenset({Post.SELLER}),
    Duty.CUSTOMER_SERVICE: frozenset({Post.CUSTOMER_SERVICE}),
    Duty.TECH_SUPPORT: frozenset({Post.TECH_SUPPORT}),
}
"""Whose each duty is until the brand decides otherwise, in writing: a community manager facilitates."""
