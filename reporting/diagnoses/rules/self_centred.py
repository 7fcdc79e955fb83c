"""Self-centred: publishes only about itself."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.access import Right
from channels_mgmt.strategy.choices import Category
from reporting.diagnoses.rules.drawing import pairs
from reporting.diagnoses.rules.facts import Facts
from reporting.diagnoses.rules.rule import Evidence, Rule, Source, Table, Threshold, Thresholds, Unit, Verdict
from reporting.diagnoses.rules.words import number, share

CODE = "self_centred"


def judge(facts: Facts, thresholds: Thresholds) -> Verdict:
    """Of the posts that have a category."""
    posts = sum(one.posts for one in facts.categories if one.name)
    own = sum(one.posts for one in facts.categories if one.name == Category.ORGANISATION)
    part = own / posts if posts else None
    evidence: Evidence = {
        "posts": posts,
        "without_category": sum(one.posts for one in facts.categories if not one.name),
        "share": part,
        "categories": [
            {
                "category": one.name,
                "posts": one.posts,
                "share": one.posts / posts,
                "engagement_rate": one.rate,
                "share_of_engagements": one.share_of_engaged,
            }
            for one in sorted(facts.categories, key=lambda one: (-one.posts, one.name))
            if one.name
        ],
    }
    if part is None or posts < thresholds["least_posts"]:
        return None, evidence
    return part >= thresholds["share"], evidence


def told(evidence: Evidence, thresholds: Thresholds) -> list[str]:
    words = ngettext(
        "%(share)s of %(count)d post of the last eight weeks is about the organisation itself.",
        "%(share)s of the %(count)d posts of the last eight weeks are about the organisation itself.",
        evidence["posts"],
    )
    said = [words % {"share": share(evidence["share"]), "count": evidence["posts"]}]
    return said + _earned(evidence)


def _earned(evidence: Evidence) -> list[str]:
    """What posts about the organisation got of all engagements, where networks said so."""
    own = next((one for one in evidence["categories"] if one["category"] == Category.ORGANISATION), None)
    if own is None or own["share_of_engagements"] is None:
        return []
    earned = share(own["share_of_engagements"])
    return [_("They earned %(share)s of the engagements.") % {"share": earned}]


def unknown(evidence: Evidence, thresholds: Thresholds) -> str:
    least = round(thresholds["least_posts"])
    words = ngettext(
        "Only %(count)d post of the last eight weeks has a category; it takes %(least)d to tell.",
        "Only %(count)d posts of the last eight weeks have a category; it takes %(least)d to tell.",
        evidence["posts"],
    )
    return words % {"count": evidence["posts"], "least": least}


def advice(evidence: Evidence) -> str:
    useful = [one for one in evidence["categories"] if one["category"] != Category.ORGANISATION]
    best = max(useful, key=lambda one: one["engagement_rate"] or 0.0, default=None)
    words = _(
        "For each post about the organisation, plan two that serve the community or open a conversation."
    )
    if best is None or not best["engagement_rate"]:
        return words
    named = _("What earned most by the times it was shown: %(category)s.") % {
        "category": Category(best["category"]).label
    }
    return f"{words} {named}"


def picture(evidence: Evidence, thresholds: Thresholds) -> dict[str, Any] | None:
    if not evidence["categories"]:
        return None
    rows = []
    for one in evidence["categories"]:
        earned = one["share_of_engagements"]
        of_posts = _("%(share)s of posts") % {"share": share(one["share"])}
        of_acts = (
            _("engagements not measured")
            if earned is None
            else _("%(share)s of engagements") % {"share": share(earned)}
        )
        role = "late" if one["category"] == Category.ORGANISATION else "now"
        bars = [(one["share"], role, of_posts), (earned, "heat-2", of_acts)]
        rows.append((str(Category(one["category"]).label).capitalize(), bars))
    return pairs(
        rows, _("The share of posts of each category, and below it what they earned of engagements.")
    )


def table(evidence: Evidence) -> Table:
    rows = [
        [
            str(Category(one["category"]).label).capitalize(),
            number(one["posts"]),
            share(one["share"]),
            share(one["share_of_engagements"]),
            share(one["engagement_rate"], 1),
        ]
        for one in evidence["categories"]
    ]
    columns = [
        _("Category"),
        _("Posts"),
        _("Share of posts"),
        _("Share of engagements"),
        _("Engagement rate"),
    ]
    return Table(columns, rows, [f"category={one['category']}" for one in evidence["categories"]])


RULE = Rule(
    code=CODE,
    label=gettext_lazy("self-centred"),
    meaning=gettext_lazy("It publishes only about itself: meetings, visits, management."),
    thresholds=(
        Threshold("share", 0.6, Unit.SHARE, gettext_lazy("Share of posts about the organisation")),
        Threshold(
            "least_posts", 12, Unit.NUMBER, gettext_lazy("Posts with a category from which it is told")
        ),
    ),
    judge=judge,
    told=told,
    unknown=unknown,
    advice=advice,
    picture=picture,
    table=table,
    icon="user",
    source=Source("publishing:posts", Right.PUBLISHING_VIEW, "category=organisation"),
)
