"""Phantom community: followers, but nobody there."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.access import Right
from reporting.diagnoses.rules.drawing import pairs
from reporting.diagnoses.rules.facts import Facts
from reporting.diagnoses.rules.rule import Evidence, Rule, Source, Table, Threshold, Thresholds, Unit, Verdict
from reporting.diagnoses.rules.words import number, share

CODE = "phantom_community"


def judge(facts: Facts, thresholds: Thresholds) -> Verdict:
    """Followers of several accounts can be the same people: the part is, if anything, too low."""
    community = facts.community
    followers = sum(community.followers.values()) if community.followers else None
    active = community.active if community.known else None
    part = active / followers if active is not None and followers else None
    evidence: Evidence = {
        "followers": followers,
        "followers_by_channel": dict(sorted(community.followers.items())),
        "active": active,
        "new": community.new if community.known else None,
        "returning": community.active - community.new if community.known else None,
        "member_answers": community.answers if community.known and community.linked else None,
        "share": part,
    }
    if part is None or followers is None or followers < thresholds["least_followers"]:
        return None, evidence
    return part < thresholds["share"], evidence


def told(evidence: Evidence, thresholds: Thresholds) -> list[str]:
    words = ngettext(
        "%(count)s person wrote in four weeks, for %(followers)s followers: %(share)s.",
        "%(count)s people wrote in four weeks, for %(followers)s followers: %(share)s.",
        evidence["active"],
    )
    said = [
        words
        % {
            "count": number(evidence["active"]),
            "followers": number(evidence["followers"]),
            "share": share(evidence["share"], 2),
        }
    ]
    returning = ngettext(
        "%(count)s of them had written before.",
        "%(count)s of them had written before.",
        evidence["returning"],
    )
    return [*said, returning % {"count": number(evidence["returning"])}]


def unknown(evidence: Evidence, thresholds: Thresholds) -> str:
    if evidence["active"] is None:
        return _("No message of the public has been taken in yet.")
    if evidence["followers"] is None:
        return _("The number of followers is not known: take in an export, or enter it.")
    numbers = {
        "count": number(evidence["followers"]),
        "least": number(thresholds["least_followers"]),
    }
    return _("%(count)s followers are too few to tell; it takes %(least)s.") % numbers


def advice(evidence: Evidence) -> str:
    return _(
        "Speak to those who are there: ask, thank, relay what members write, put those who answer others "
        "forward. Do not buy followers, and do not count them as a result."
    )


def picture(evidence: Evidence, thresholds: Thresholds) -> dict[str, Any] | None:
    followers, active = evidence["followers"], evidence["active"]
    if not followers or active is None:
        return None
    returning = evidence["returning"]
    rows = [
        (_("Followers"), [(1.0, "heat-3", number(followers))]),
        (_("Wrote in four weeks"), [(active / followers, "now", number(active))]),
        (_("Of them had written before"), [(returning / followers, "now", number(returning))]),
    ]
    if evidence["member_answers"] is not None:
        answers = evidence["member_answers"]
        rows.append((_("Answers of members to members"), [(answers / followers, "now", number(answers))]))
    return pairs(rows, _("Followers, and on the same scale those of them who are there."))


def table(evidence: Evidence) -> Table:
    rows = [
        [_("Followers"), number(evidence["followers"])],
        [_("Wrote in four weeks"), number(evidence["active"])],
        [_("Of them for the first time"), number(evidence["new"])],
        [_("Of them had written before"), number(evidence["returning"])],
        [_("Answers of members to members"), number(evidence["member_answers"])],
    ]
    return Table([_("Figure"), _("How many")], rows)


RULE = Rule(
    code=CODE,
    label=gettext_lazy("phantom community"),
    meaning=gettext_lazy("It has followers, but nobody is there."),
    thresholds=(
        Threshold("share", 0.002, Unit.SHARE, gettext_lazy("Share of followers who wrote in four weeks")),
        Threshold("least_followers", 500, Unit.NUMBER, gettext_lazy("Followers from which it is told")),
    ),
    judge=judge,
    told=told,
    unknown=unknown,
    advice=advice,
    picture=picture,
    table=table,
    icon="eye",
    source=Source("publishing:communities", Right.PUBLISHING_VIEW),
)
