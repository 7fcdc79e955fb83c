"""Whether the team was enough, as it was computed with the report: for who may see it, and on no paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.access import Right
from channels_mgmt.brands.choices import Purpose
from channels_mgmt.strategy.choices import Duty, Post
from reporting.diagnoses.wording import WHY, state_of
from reporting.weekly.contract import staffing_of
from reporting.weekly.files.tables import Cell, Measured, Section
from reporting.weekly.files.telling import Told

H, N, C, R, S, T = Cell.HOURS, Cell.NUMBER, Cell.COUNT, Cell.RATE, Cell.SECONDS, Cell.TEXT
Reading = Mapping[str, Any]


def staffing_section(told: Told) -> Iterable[Section]:
    """The whole brand first, then its territories."""
    if Right.STAFFING_VIEW not in told.rights:
        return
    columns = [(_("Territory"), T), (_("What"), T), (_("Value"), C)]
    rows = [
        [_territory(reading), name, Measured(value, kind)]
        for reading in staffing_of(told.report)
        for name, value, kind in _figures(reading)
    ]
    yield Section("staffing", _("Staffing"), columns, rows, on_paper=False)


def _territory(reading: Reading) -> str:
    return str(reading["territory"] or _("The whole brand"))


def _figures(reading: Reading) -> Iterable[tuple[str, Any, Cell]]:
    yield _("State"), state_of(reading["overloaded"])["label"], T
    yield _("Hours needed a week"), reading["needed_hours"], H
    yield _("Hours known to be needed a week"), reading["known_hours"], H
    yield _("Hours given a week"), reading["given_hours"], H
    yield _("Hours needed, as a multiple of given"), reading["ratio"], N
    yield _("People"), reading["people"], C
    yield _("Fewer than two people"), _("yes") if reading["fewer_than_two"] else _("no"), T
    for duty, hours in reading["needed_by_duty"].items():
        yield _("Hours needed: %(duty)s") % {"duty": dict(Duty.choices).get(duty, duty)}, hours, H
    if "answering" in reading:
        yield _("People needed to answer in time"), reading["people_needed"], C
        yield _("Out-of-scope share of the last weeks"), reading["out_of_scope_share"], R
        yield from _answering(reading)
        yield from _missing(reading)


def _answering(reading: Reading) -> Iterable[tuple[str, Any, Cell]]:
    for one in reading["answering"]:
        minutes = one["target_minutes"]
        told = (
            (_("messages to answer a week"), one["arrivals_per_week"], N),
            (_("answer asked within"), None if minutes is None else minutes * 60, S),
            (_("share to be answered in time"), one["in_time"], R),
            (_("people needed"), one["people"], C),
            (_("people there at once"), one["at_once"], C),
            (_("hours of presence a week"), one["presence_hours"], H),
            (_("share answered in time, replayed"), one["replayed_in_time"], R),
        )
        purpose = str(capfirst(dict(Purpose.choices).get(one["purpose"], one["purpose"])))
        yield from ((f"{purpose} · {name}", value, kind) for name, value, kind in told)


def _missing(reading: Reading) -> Iterable[tuple[str, Any, Cell]]:
    for one in reading["missing_posts"]:
        post = str(dict(Post.choices).get(one["post"], one["post"]))
        name = pgettext("staffing", "Missing: %(post)s. %(why)s") % {
            "post": post,
            "why": WHY.get(one["why"], ""),
        }
        yield name.strip(), one["hours"], H
