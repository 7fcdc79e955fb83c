"""What the figures of staffing say in words, no more certain than they are."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from channels_mgmt.brands.choices import Purpose
from channels_mgmt.strategy.choices import Duty, Post
from channels_mgmt.team.assumptions import USUAL, Assumption, Unit
from cmhub.lib.durations import duration_words, work_words
from cmhub.lib.moments import NO_BREAK_SPACE
from cmhub.lib.numbers import number_words, percent_words, short_number
from reporting.diagnoses.answering import Answering, Outlook, hours_by_day
from reporting.diagnoses.services.house import BrandStanding
from reporting.diagnoses.services.staffing import Means, Picture
from reporting.diagnoses.staffing import Assumed, Reading
from reporting.figures.charts.pictures import heat

SOURCES = {
    "set": gettext_lazy("set for this brand"),
    "measured": gettext_lazy("measured from the time logged"),
    "usual": gettext_lazy("assumed"),
    "mix": gettext_lazy("by the content mix of the strategy"),
}
WHY = {
    "tended": gettext_lazy("Nobody answers and animates on the official accounts."),
    "writing": gettext_lazy("There is enough to write for somebody who does only that."),
    "networks": gettext_lazy("Nobody plans across the networks."),
    "account": gettext_lazy("An account is theirs to hold."),
    "time": gettext_lazy("Others give their time to it, by the time that they logged."),
}


def hours_words(hours: float | None) -> str | None:
    """“52 h 30”; None stays None, which pages show as not measured."""
    return None if hours is None else work_words(60 * hours)


def verdict(reading: Reading) -> dict[str, str]:
    """Whether the team is enough: a state, its icon, a sentence."""
    needed, given = hours_words(reading.hours), hours_words(reading.given)
    told = {"needed": needed, "given": given}
    if reading.is_overloaded is None:
        if reading.unstated:
            words = _(
                "At least %(needed)s a week are needed and %(given)s given: the hours of some are not stated."
            )
        else:
            words = _(
                "At least %(needed)s a week are needed and %(given)s given: too little is known to say more."
            )
        return state_of(None) | {"words": words % told}
    words = _("The work needs %(needed)s a week, and the team gives %(given)s.")
    if not reading.is_whole:
        words = _("The work needs %(needed)s a week at least, and the team gives %(given)s.")
    return state_of(reading.is_overloaded) | {"words": words % told}


def verdicts(picture: Picture) -> list[dict[str, str]]:
    """Whether the hours are enough for the work, then whether they are to answer in time."""
    hours = verdict(picture.whole)
    return [hours, in_time(picture.outlook, picture.whole)] if picture.outlook else [hours]


def in_time(outlook: Outlook, whole: Reading) -> dict[str, str]:
    """Whether who is there would answer in time, how many more would, and what else would change it."""
    told = {
        "share": percent_words(outlook.in_time),
        "target": percent_words(outlook.target),
        "given": hours_words(whole.given),
        "count": outlook.people_more,
    }
    if not outlook.people_more:
        words = _(
            "%(share)s of messages would be answered in time, for %(target)s asked, if the team is there "
            "when they arrive."
        )
        label = _("enough people to answer in time")
        return {"tone": "good", "icon": "circle-check", "label": label, "words": words % told}
    words = ngettext(
        "With the %(given)s that the team gives, %(share)s of messages would be answered in time at best, "
        "for %(target)s asked: %(count)d person more is needed. Being there when messages arrive helps most.",
        "With the %(given)s that the team gives, %(share)s of messages would be answered in time at best, "
        "for %(target)s asked: %(count)d people more are needed. Being there when "
        "messages arrive helps most.",
        outlook.people_more,
    )
    label = _("too few people to answer in time")
    return {"tone": "danger", "icon": "clock", "label": label, "words": words % told}


def state_of(is_overloaded: bool | None) -> dict[str, str]:
    """Whether the team is enough, in a word."""
    if is_overloaded is None:
        return {"tone": "wait", "icon": "note", "label": _("too little data")}
    if is_overloaded:
        return {"tone": "danger", "icon": "alert", "label": _("too few hours for the work")}
    return {"tone": "good", "icon": "circle-check", "label": _("enough hours for the work")}


def standing_row(standing: BrandStanding) -> dict[str, Any]:
    """A brand on the list of all."""
    whole = standing.whole
    if whole is None:
        return {"brand": standing.brand}
    in_time, target = standing.in_time or (None, None)
    return {
        "brand": standing.brand,
        "week": standing.week.label() if standing.week else "",
        "state": state_of(whole["overloaded"]),
        "needed": hours_words(standing.needed),
        "at_least": standing.is_least_certain,
        "given": hours_words(whole["given_hours"]),
        "in_time": in_time,
        "target": target,
        "people": whole.get("people_needed"),
        "missing": [Post(one["post"]).label for one in whole.get("missing_posts", ())],
        "too_few": standing.too_few,
    }


def by_duty(before: Reading, after: Reading | None) -> list[dict[str, Any]]:
    return [
        {
            "label": Duty(duty).label,
            "hours": hours_words(hours),
            "after": hours_words(after.needed[duty]) if after else None,
        }
        for duty, hours in before.needed.items()
    ]


def assumption_rows(assumed: dict[str, Assumed]) -> list[dict[str, Any]]:
    return [
        {
            "label": Assumption(name).label,
            "value": value_words(name, one.value),
            "source": SOURCES[one.source],
            "sample": one.sample,
            "is_usual": one.source == "usual",
        }
        for name, one in assumed.items()
    ]


def value_words(name: str, value: float) -> str:
    number = short_number(value)
    if USUAL[Assumption(name)].unit == Unit.MINUTES:
        return _("%(minutes)s min") % {"minutes": number}
    return _("%(hours)s h a week") % {"hours": number}


def missing_rows(missing: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {"label": Post(one["post"]).label, "why": WHY[one["why"]], "hours": hours_words(one["hours"])}
        for one in missing
    ]


def answering_rows(answering: list[Answering]) -> list[dict[str, Any]]:
    """By purpose: what the target asks for, and what the replay of the real arrivals says of it."""
    return [
        {
            "label": Purpose(one.purpose).label,
            "target": None if one.target_minutes is None else duration_words(one.target_minutes * 60),
            "in_time": one.in_time,
            "arrivals": one.arrivals,
            "people": one.people,
            "left_out": one.left_out,
            "queue": one.queue,
            "picture": picture_of_week(one),
            "days": stretches(one),
            "why_not": "" if one.queue else why_not(one),
        }
        for one in answering
    ]


def why_not(one: Answering) -> str:
    if one.target_minutes is None:
        return _("The strategy sets no time within which to answer here.")
    return _("Too few messages came in the last eight weeks to tell.")


def picture_of_week(one: Answering) -> dict[str, Any] | None:
    """The people of each hour of the week, for `components/charts/picture.html`."""
    if one.queue is None:
        return None
    days = hours_by_day(one.queue.by_hour_of_week())
    hours = [_("%(hour)d h") % {"hour": hour} for hour in range(24)]
    drawn = heat([str(day) for day in WEEKDAYS_ABBR.values()], hours, days)
    summary = _("People who are needed in each hour of the week: %(people)d at most.")
    return drawn | {"summary": summary % {"people": one.queue.at_once}}


def stretches(one: Answering) -> list[dict[str, str]]:
    """The same as a list, day by day: from when until when how many."""
    if one.queue is None:
        return []
    rows = []
    for number, hours in enumerate(hours_by_day(one.queue.by_hour_of_week())):
        parts = [
            (hour, people)
            for hour, people in enumerate(hours)
            if people and (not hour or hours[hour - 1] != people)
        ]
        said = []
        for hour, people in parts:
            end = next((later for later in range(hour, 24) if hours[later] != people), 24)
            said.append(_("%(begin)d–%(end)d h: %(people)d") % {"begin": hour, "end": end, "people": people})
        rows.append({"day": str(WEEKDAYS[number]), "hours": ", ".join(said) or _("nobody")})
    return rows


def money(amount: Decimal | None, currency: str) -> str | None:
    """“245 000 XAF”, in whole units; None stays None."""
    if amount is None:
        return None
    return f"{number_words(round(amount))}{NO_BREAK_SPACE}{currency}"


def means_words(means: Means) -> dict[str, Any]:
    """What `_means.html` shows."""
    cost, budget = means.cost, means.budget
    share = _("%(share)s of the budget") % {"share": percent_words(float(means.share))} if means.share else ""
    return {
        "cost": cost,
        "budget_words": money(budget.amount, budget.currency) if budget else None,
        "month_words": money(cost.month, cost.currency),
        "share_words": share,
        "interaction_words": money(cost.per_interaction, cost.currency),
        "post_words": money(cost.per_post, cost.currency),
    }
