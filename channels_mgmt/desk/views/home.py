from collections.abc import Callable
from datetime import datetime
from hashlib import blake2s
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import Right, person_of, signed_in
from accounts.choices import Role
from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.desk.around import around_brands
from channels_mgmt.desk.board import board_of
from channels_mgmt.desk.crises import Crises, crises_of
from channels_mgmt.desk.day import BRANDS_SHOWN, LOOKED_AT, Section, brands_with_counts
from channels_mgmt.desk.owed import owed_by
from channels_mgmt.desk.own import minutes_to_answer, own_of, shifts_of, swaps_of
from channels_mgmt.desk.own_time import own_time
from channels_mgmt.desk.possible import possible_for
from channels_mgmt.desk.posts import Posts, posts_of
from channels_mgmt.desk.reading import to_decide_of, to_read_of
from channels_mgmt.desk.simulations import simulations_of
from channels_mgmt.desk.waiting import Waiting, replies_waiting_for, waiting_of
from channels_mgmt.desk.watching import watching_of
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.services.exchange import said_anew
from channels_mgmt.strategy.services.reading import without_strategy
from cmhub.lib.htmx import not_modified, redirect_to, render_page
from cmhub.lib.scope import narrow_to


@require_safe
@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """What now? Each role's own sections; a person with several roles sees those of each."""
    user, posts = person_of(request), posts_of(request)
    if not posts.agency_roles:
        narrow_to(posts.on_brands.ids)
    sections = sections_of(user, posts)
    seen = version(sections)
    if unchanged := not_modified(request, seen):
        return unchanged
    if posts.handled.brands:
        request.log_url = reverse("desk:log")  # type: ignore[attr-defined]
    if waiting := sections.get("waiting"):
        request.counted = {reverse("desk:home"): waiting.told if waiting.count else ""}  # type: ignore[attr-defined]
    return render_page(request, "desk/home.html", {**sections, "seen": seen}, partial="sections")


@require_safe
@signed_in
def log(request: HttpRequest) -> HttpResponse:
    """For which brand something is logged, asked where there are several."""
    written = Brand.objects.granting(person_of(request), Right.INBOX_WRITE).filter(archived_at=None)
    brands = list(written.order_by("name"))
    if len(brands) == 1:
        return redirect_to(request, "inbox:log", brands[0].slug)
    return render_page(request, "desk/log.html", {"brands": brands})


def sections_of(user: User, posts: Posts) -> dict[str, Any]:
    """What each section shows, by its name, for the sections that the person has."""
    now = timezone.now()
    sections: dict[str, Any] = {}
    if possible := possible_for(user, posts):
        sections["possible_crises"] = possible
    if (asked := asked_of(user, posts)) is not None:
        sections["asked"] = asked
    if handled := posts.handled.brands[:BRANDS_SHOWN]:
        sections["day"] = brands_with_counts(handled, user.pk)
    if posts.runs_agency:
        sections["board"] = board_of(user, at=now)
    if posts.writes_strategies:
        sections["unplanned"] = unplanned_for(user)
    if posts.read.accesses:
        sections["read"] = posts.read.brands
    own = own_sections(user, posts, at=now) if posts.works else {}
    if crises := crises_of(user, posts, at=now):
        sections["crises"] = crises
    if not sections.keys() - {"unplanned", "crises", "possible_crises"}:
        sections["brands"] = list(Brand.objects.visible_to(user).filter(archived_at=None)[:50])
    return own | sections


def own_sections(user: User, posts: Posts, *, at: datetime) -> dict[str, Any]:
    """The person's time and shifts, what they are to decide on, take, read, answer and mark, as there is."""
    logging = posts.handled.granting(Right.TIME_LOG).brands[:BRANDS_SHOWN]
    read = posts.on_brands.granting(Right.STRATEGY_VIEW)
    found = own_of(
        user,
        works_on=[brand.pk for brand in logging],
        reads_on=read.ids,
        handles_on=posts.handled.ids,
        at=at,
    )
    sections: dict[str, Any] = {}
    if waiting := waiting_for(user, posts, found, at=at):
        sections["waiting"] = waiting
    if logging:
        sections["own_time"] = own_time(user, found, logging, at=at)
    there = {
        "undelivered": found.undelivered,
        "to_decide": to_decide_of(user, found, read.ids, at=at),
        "to_read": to_read_of(user, found, read.brands, at=at),
        "watching": watching_of(user, found),
        "around": around_brands(user, found, at),
        "simulations": simulations_of(user, found),
        "swaps": swaps_of(user, found, at),
        "owed": owed_by(user, found, at),
    }
    sections |= {name: rows for name, rows in there.items() if rows}
    if shifts := shifts_of(found):
        sections |= {"shifts": shifts, "now": at}
    return sections


def waiting_for(user: User, posts: Posts, found: Any, *, at: datetime) -> Waiting | None:
    """What waits for the person, by deadline; for who handles no interactions, where anything does."""
    handled = posts.handled
    if handled.accesses:
        followed = handled.granting(Right.ESCALATION_VIEW, besides=[Role.DEPARTMENT_CONTACT])
        return waiting_of(
            user.pk,
            reads_on=handled.granting(Right.INBOX_VIEW).ids,
            follows_on=followed.ids,
            decides_on=posts.on_brands.granting(Right.REPLY_APPROVE).ids,
            within=minutes_to_answer(found),
            everywhere=bool(posts.agency_roles),
            at=at,
        )
    if not (found.has_replies or found.has_promises):
        return None
    waiting = replies_waiting_for(user.pk, at)
    return waiting if waiting.items else None


def asked_of(user: User, posts: Posts) -> Section | None:
    """What the person is asked as a contact, and as a manager, of whom mostly nothing is asked."""
    if not (posts.is_asked or posts.runs_agency):
        return None
    asked = Escalation.objects.asked_of(user).select_related("brand", "department", "interaction", "item")
    section = Section.of(asked.annotate(asked_anew=said_anew())[:LOOKED_AT])
    return section if section.rows or posts.is_asked else None


def unplanned_for(user: User) -> Section:
    """The brands whose strategy the person writes, and of which none is validated yet."""
    brands = Brand.objects.granting(user, Right.STRATEGY_WRITE).filter(archived_at=None)
    return Section.of(without_strategy(brands).order_by("name")[:LOOKED_AT])


def version(sections: dict[str, Any]) -> str:
    """Changes with whatever the page shows, but for the time that passes."""
    return blake2s(repr(sorted(told(sections).items())).encode(), digest_size=8).hexdigest()


def told(sections: dict[str, Any]) -> dict[str, Any]:
    return {name: seen(sections[name]) for name, seen in SEEN.items() if sections.get(name)} | {
        "running": [shift.starts_at <= sections["now"] for shift in sections.get("shifts", ())]
    }


def seen_of_the_day(brands: list[dict[str, Any]]) -> Any:
    return [sorted((name, str(value)) for name, value in row.items()) for row in brands]


def seen_of_crises(crises: Crises) -> Any:
    return crises.seen


SEEN: dict[str, Callable[[Any], Any]] = {
    "crises": seen_of_crises,
    "possible_crises": lambda possible: [here.one.pk for here in possible],
    "undelivered": lambda count: count,
    "asked": lambda asked: [(row.pk, row.state, row.step) for row in asked.rows],
    "day": seen_of_the_day,
    "own_time": lambda time: time.seen,
    "to_read": lambda to_read: [row.pk for row in (*to_read.briefings.rows, *to_read.strategies)],
    "to_decide": lambda versions: [(version.pk, version.submitted_at) for version in versions],
    "simulations": lambda rows: [(row.pk, row.handed_in_at) for row in rows],
    "waiting": lambda waiting: waiting.seen,
    "watching": lambda items: [(item.pk, item.state, item.nature) for item in items],
    "around": lambda rows: [(row["kind"], row["row"].pk, row["due"]) for row in rows],
    "owed": lambda rows: [(row.key, row.due, row.late) for row in rows],
    "swaps": lambda swaps: [swap.pk for swap in swaps],
    "shifts": lambda shifts: [(shift.pk, shift.edition) for shift in shifts],
    "unplanned": lambda unplanned: [(brand.pk, brand.opened) for brand in unplanned.rows],
    "board": lambda board: [(row.brand.pk, [need.words for need in row.needs]) for row in board],
}
"""By section, what changes with what it shows."""
