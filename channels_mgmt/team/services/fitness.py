"""Who may be given what: the role that a channel asks for, hours that are left, nobody on leave."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.choices import Role
from accounts.models import Agency, Leave, Membership, User
from channels_mgmt.brands.choices import Purpose
from channels_mgmt.brands.models import Brand
from channels_mgmt.team.choices import HOLDERS, ChannelState
from channels_mgmt.team.load import Overload, Span, most_given, overload
from channels_mgmt.team.models import Assignment, Channel
from channels_mgmt.team.presence import Away
from cmhub.lib.moments import date_words
from cmhub.lib.scope import everything


def refuse_channel(brand: Brand, channel: Channel | None, role: str) -> None:
    if channel is None:
        return
    if channel.brand_id != brand.pk:
        raise ValidationError({"channel": _("This channel belongs to another brand.")})
    if channel.state == ChannelState.CLOSED:
        raise ValidationError({"channel": _("This channel is closed: open it again first.")})
    refuse_misfit(channel.purpose, role)


def refuse_backwards(starts_on: date, ends_on: date | None) -> None:
    """Before the database is asked for overlaps: it has no range that ends before it begins."""
    if ends_on is not None and ends_on <= starts_on:
        raise ValidationError({"ends_on": _("The end must come after the start.")})


def refuse_leave(brand: Brand, user: User, day: date) -> None:
    """Nobody begins while they are on leave; a leave later on is shown, and stops nobody."""
    leave = Leave.objects.on(day).filter(agency=brand.agency_id, user=user).first()
    if leave is not None:
        raise ValidationError({"starts_on": ValidationError(is_away(user.name, leave), code="on_leave")})


def refuse_twice(
    brand: Brand, user: User, role: str, channel: Channel | None, starts_on: date, ends_on: date | None
) -> None:
    """On a channel the database sees to it; on the whole brand one may have several roles, each once."""
    if channel is not None:
        return
    same = Assignment.objects.filter(brand=brand, user=user, role=role, channel=None)
    if same.overlapping(starts_on, ends_on).exists():
        raise ValidationError(_("%(name)s has this role in that period already.") % {"name": user.name})


def refuse_overload(
    brand: Brand,
    user: User,
    hours: int,
    starts_on: date,
    ends_on: date | None,
    besides: int | None = None,
) -> None:
    given = given_to(brand.agency, [user.pk], starts_on, besides=besides).get(user.pk, [])
    works = worked_by(brand.agency, [user.pk], starts_on).get(user.pk, [])
    found = overload(given, works, hours=hours, starts_on=starts_on, ends_on=ends_on) if hours else None
    if found is not None:
        raise ValidationError({"hours_per_week": too_much(user.name, hours, found, starts_on)})


def refuse_fewer_hours(*, agency: Agency, user: User, hours: int, day: date) -> None:
    """Raises ValidationError for fewer hours a week than the person is assigned from a day on."""
    given = most_given(given_to(agency, [user.pk], day).get(user.pk, []), day)
    if given > hours:
        raise ValidationError(
            {
                "hours_per_week": _(
                    "%(name)s is assigned for %(given)d h a week: end or shorten assignments first."
                )
                % {"name": user.name, "given": given}
            }
        )


def given_to(
    agency: Agency, people: Collection[int], day: date, *, besides: int | None = None
) -> dict[int, list[Span]]:
    """The hours a week that people have on all brands of the agency from a day on, by person."""
    rows = Assignment.objects.lasting(day).filter(brand__agency=agency, user__in=people)
    rows = rows.exclude(pk=besides) if besides else rows
    with everything():  # a page about one brand counts the hours on the others, and does not say on which
        return _spans(rows.values_list("user_id", "starts_on", "ends_on", "hours_per_week"))


def worked_by(agency: Agency, people: Collection[int], day: date) -> dict[int, list[Span]]:
    """The hours a week that people work for the agency from a day on, by person."""
    rows = Membership.objects.lasting(day).filter(agency=agency, user__in=people)
    return _spans(rows.values_list("user_id", "starts_on", "ends_on", "hours_per_week"))


def refuse_misfit(purpose: str, role: str) -> None:
    """Raises ValidationError, with the roles that fit, where a role may not hold channels of a purpose."""
    if role not in HOLDERS[purpose]:
        fitting = ", ".join(str(Role(fit).label) for fit in sorted(HOLDERS[purpose]))
        raise ValidationError(
            {
                "role": _("A channel of purpose “%(purpose)s” is held by: %(fitting)s; not by: %(role)s.")
                % {
                    "purpose": Purpose(purpose).label,
                    "fitting": fitting,
                    "role": Role(role).label,
                }
            }
        )


def too_much(name: str, hours: int, found: Overload, first_day: date) -> str:
    """Why somebody cannot have so many hours more."""
    said: dict[str, Any] = {"name": name, "works": found.works, "given": found.given, "hours": hours}
    if found.day == first_day:
        return (
            _(
                "%(name)s works %(works)d h a week and already has %(given)d h: "
                "%(hours)d h more would be too much."
            )
            % said
        )
    return _(
        "On %(day)s %(name)s will work %(works)d h a week and have %(given)d h: "
        "%(hours)d h more would be too much."
    ) % (said | {"day": date_words(found.day)})


def is_away(name: str, leave: Away | Leave) -> str:
    """Why somebody cannot begin while they are on leave."""
    return _("%(name)s is on leave from %(first)s and back on %(back)s: begin then.") % {
        "name": name,
        "first": date_words(leave.starts_on),
        "back": date_words(leave.ends_on) if leave.ends_on else "—",
    }


def _spans(rows: Any) -> dict[int, list[Span]]:
    spans: dict[int, list[Span]] = {}
    for user, starts_on, ends_on, hours in rows:
        spans.setdefault(user, []).append(Span(starts_on, ends_on, hours))
    return spans
