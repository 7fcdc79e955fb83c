from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.choices import Role


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


class Confidentiality(models.TextChoices):
    """Whom the content of a briefing may reach."""

    PUBLIC = "public", pgettext_lazy("confidentiality", "public")
    INTERNAL = "internal", pgettext_lazy("confidentiality", "internal")
    CONFIDENTIAL = "confidential", pgettext_lazy("confidentiality", "confidential")


TEAM = (
    Role.COMMUNITY_MANAGER,
    Role.SOCIAL_MEDIA_MANAGER,
    Role.CONTENT_MANAGER,
    Role.CUSTOMER_SERVICE,
    Role.TECH_SUPPORT,
)
"""The roles on a brand of those who work for it, who read its strategy and what is addressed to everybody."""


class State(models.TextChoices):
    """Where a version of a strategy stands."""

    DRAFT = "draft", pgettext_lazy("strategy state", "draft")
    SUBMITTED = "submitted", pgettext_lazy("strategy state", "submitted for validation")
    VALIDATED = "validated", pgettext_lazy("strategy state", "validated, in force")
    SUPERSEDED = "superseded", pgettext_lazy("strategy state", "superseded")


PASSAGES: dict[str, frozenset[str]] = {
    State.DRAFT: frozenset({State.SUBMITTED}),
    State.SUBMITTED: frozenset({State.DRAFT, State.VALIDATED}),
    State.VALIDATED: frozenset({State.SUPERSEDED}),
    State.SUPERSEDED: frozenset(),
}
"""The allowed passages of a version: once validated it only gives way to the next."""

OPEN = (State.DRAFT, State.SUBMITTED)
FROZEN = (State.VALIDATED, State.SUPERSEDED)


class Act(models.TextChoices):
    """What happened to a version."""

    BEGUN = "begun", pgettext_lazy("strategy", "begun")
    SUBMITTED = "submitted", pgettext_lazy("strategy", "submitted")
    WITHDRAWN = "withdrawn", pgettext_lazy("strategy", "taken back to be written on")
    SENT_BACK = "sent_back", pgettext_lazy("strategy", "sent back")
    VALIDATED = "validated", pgettext_lazy("strategy", "validated")
    SUPERSEDED = "superseded", pgettext_lazy("strategy", "superseded by the next version")


class Section(models.TextChoices):
    """The parts of a strategy, in the order in which they are written."""

    GOAL = "goal", _("The company's goal")
    PRESENCE = "presence", _("What is there already")
    MISSION = "mission", _("Mission and audience")
    PERSONAS = "personas", _("Personas")
    TONE = "tone", _("Tone and codes")
    NETWORKS = "networks", _("Networks and cadence")
    MIX = "mix", _("Content mix")
    CRISIS = "crisis", _("Decision-makers in a crisis")
    OBJECTIVES = "objectives", _("Objectives")


REQUIRED = (
    Section.GOAL,
    Section.MISSION,
    Section.PERSONAS,
    Section.TONE,
    Section.NETWORKS,
    Section.OBJECTIVES,
)
"""The sections without which a strategy cannot be submitted."""


class Goal(models.TextChoices):
    """What the company wants of the networks."""

    KNOWN = "known", pgettext_lazy("goal", "to be known")
    SERVE = "serve", pgettext_lazy("goal", "to serve")
    SELL = "sell", pgettext_lazy("goal", "to sell")


class Presence(models.TextChoices):
    """How what is there already serves the brand."""

    GOOD = "good", pgettext_lazy("presence", "in order")
    TO_IMPROVE = "to_improve", pgettext_lazy("presence", "to be improved")
    MISSING = "missing", pgettext_lazy("presence", "missing")


class Influence(models.TextChoices):
    """How far others follow what a persona says."""

    LOW = "low", pgettext_lazy("influence", "low")
    MEDIUM = "medium", pgettext_lazy("influence", "medium")
    HIGH = "high", pgettext_lazy("influence", "high")


class Direction(models.TextChoices):
    """Which way an objective wants its figure to go."""

    UP = "up", pgettext_lazy("direction", "up")
    DOWN = "down", pgettext_lazy("direction", "down")
