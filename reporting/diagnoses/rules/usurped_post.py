"""Usurped post: the community manager does another post's work."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access import Right
from channels_mgmt.strategy.choices import Duty, Post
from cmhub.lib.durations import work_words
from reporting.diagnoses.rules.drawing import pairs
from reporting.diagnoses.rules.facts import Facts
from reporting.diagnoses.rules.rule import Evidence, Rule, Source, Table, Threshold, Thresholds, Unit, Verdict
from reporting.diagnoses.rules.words import share

CODE = "usurped_post"


def judge(facts: Facts, thresholds: Thresholds) -> Verdict:
    """Of the time that the charter can judge, which is not that of managers."""
    time = facts.time
    part = time.outside / time.judged if time.judged else None
    evidence: Evidence = {
        "minutes": time.judged,
        "out_of_scope_minutes": time.outside,
        "share": part,
        "duties": [
            {"duty": one.duty, "minutes": one.minutes, "out_of_scope_minutes": one.outside}
            for one in sorted(time.duties, key=lambda one: (-one.outside, -one.minutes, one.duty))
        ],
        "missing_posts": [
            {"post": post, "minutes": minutes}
            for post, minutes in sorted(time.missing.items(), key=lambda pair: (-pair[1], pair[0]))
        ],
    }
    if part is None or time.judged < thresholds["least_hours"] * 60:
        return None, evidence
    return part >= thresholds["share"], evidence


def told(evidence: Evidence, thresholds: Thresholds) -> list[str]:
    numbers = {"share": share(evidence["share"]), "time": work_words(evidence["minutes"])}
    said = [_("%(share)s of the %(time)s logged in eight weeks was the work of another post.") % numbers]
    posts = ", ".join(_post(one["post"]) for one in evidence["missing_posts"])
    if posts:
        said.append(_("Posts that are missing: %(posts)s.") % {"posts": posts})
    return said


def _post(code: str) -> str:
    return str(Post(code).label) if code else _("nobody's by the charter")


def unknown(evidence: Evidence, thresholds: Thresholds) -> str:
    numbers = {
        "time": work_words(evidence["minutes"]),
        "least": work_words(thresholds["least_hours"] * 60),
    }
    return _("Only %(time)s was logged by duty in eight weeks; it takes %(least)s to tell.") % numbers


def advice(evidence: Evidence) -> str:
    first = next((one for one in evidence["missing_posts"] if one["post"]), None)
    if first is None:
        return _("Decide in the scope charter whose this work is, and tell the client.")
    told = {"post": _post(first["post"]), "time": work_words(first["minutes"])}
    return (
        _(
            "Name somebody for the post “%(post)s”, or write in the charter that the team takes it on, with "
            "the %(time)s that it took in eight weeks."
        )
        % told
    )


def picture(evidence: Evidence, thresholds: Thresholds) -> dict[str, Any] | None:
    longest = max((one["minutes"] for one in evidence["duties"]), default=0)
    if not longest:
        return None
    rows = []
    for one in evidence["duties"]:
        outside = one["out_of_scope_minutes"]
        inside = one["minutes"] - outside
        bars = []
        if inside:
            bars.append((inside / longest, "now", _("%(time)s in scope") % {"time": work_words(inside)}))
        if outside:
            bars.append(
                (outside / longest, "late", _("%(time)s out of scope") % {"time": work_words(outside)})
            )
        rows.append((str(Duty(one["duty"]).label).capitalize(), bars))
    return pairs(rows, _("Time logged on each duty, and in red the part that the charter gives to others."))


def table(evidence: Evidence) -> Table:
    rows = [
        [
            str(Duty(one["duty"]).label).capitalize(),
            work_words(one["minutes"]),
            work_words(one["out_of_scope_minutes"]) if one["out_of_scope_minutes"] else "–",
        ]
        for one in evidence["duties"]
    ]
    return Table([_("Duty"), _("Time logged"), _("Out of scope")], rows)


RULE = Rule(
    code=CODE,
    label=gettext_lazy("usurped post"),
    meaning=gettext_lazy("The community manager does another post's work."),
    thresholds=(
        Threshold("share", 0.25, Unit.SHARE, gettext_lazy("Share of the time that is out of scope")),
        Threshold("least_hours", 20, Unit.NUMBER, gettext_lazy("Hours logged from which it is told")),
    ),
    judge=judge,
    told=told,
    unknown=unknown,
    advice=advice,
    picture=picture,
    table=table,
    icon="users",
    source=Source("team:time", Right.TIME_LOG),
)
