"""The page of a crisis: what runs, who knows, what is said, who does what, and the one log."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import Right, person_of, requires
from accounts.choices import Role
from channels_mgmt.brands.access import access_of, load_brand
from channels_mgmt.crisis.access import load_crisis
from channels_mgmt.crisis.choices import SIDES, Level, Line, Side, Verb
from channels_mgmt.crisis.forms import acts as forms
from channels_mgmt.crisis.forms.opening import AnewForm
from channels_mgmt.crisis.models import Crisis, CrisisEvent, Telling
from channels_mgmt.crisis.services.calls import ways_to
from channels_mgmt.crisis.services.leftovers import leftovers_of
from channels_mgmt.crisis.services.levels import effect_of, level_words
from channels_mgmt.crisis.services.log_words import ICONS, sentences
from channels_mgmt.crisis.services.matter import on_matter
from channels_mgmt.crisis.services.numbers import BEFORE, numbers_of
from channels_mgmt.crisis.services.silence import silent_sides
from channels_mgmt.crisis.services.statements import agreed_version
from channels_mgmt.crisis.services.tasks import may_decide
from channels_mgmt.crisis.views.links import PAGES
from channels_mgmt.inbox.models import Interaction
from channels_mgmt.team.models import Channel
from cmhub.lib.erased import name_shown, words_shown
from cmhub.lib.htmx import not_modified, render_page
from cmhub.lib.links import link_to
from cmhub.lib.paging import keyset_page

LINES_SHOWN = 200
DECIDING = {Role.EXECUTIVE, Role.DECISION_MAKER}
"""Who has but these roles decides and reads: how it stands comes first, all the rest is folded."""
MATTER = ("themes", "words", "channels")


@require_safe
@requires(Right.CRISIS_VIEW)
def crises(request: HttpRequest, slug: str) -> HttpResponse:
    """The crises of the brand, those that run first, drills told apart."""
    brand = load_brand(request, slug)
    seen = Crisis.objects.of(access_of(request))
    page = keyset_page(
        seen.select_related("opened_by", "lesson__owner"),
        field="opened_at",
        cursor=request.GET.get("cursor", ""),
    )
    context = {
        "running": list(seen.running().order_by("drill", "-level", "opened_at")),
        "page": page,
        "levels": [(level, level_words(level, drill=False)) for level in Level],
        "brand": brand,
    }
    return render_page(request, "crisis/list.html", context)


@require_safe
@requires(Right.CRISIS_VIEW)
def crisis(request: HttpRequest, pk: int) -> HttpResponse:
    return page(request, load_crisis(request, pk))


def page(request: HttpRequest, shown: Crisis, *, status: int = 200, **refused: Any) -> HttpResponse:
    """The page of the crisis; `refused` are the forms that were sent and come back."""
    now = timezone.now()
    live = live_part(request, shown, now)
    if not refused and (unchanged := not_modified(request, live["seen"])):
        return unchanged
    context = live | parts(request, shown, now) | open_forms(request, shown) | refused
    return render_page(request, "crisis/detail.html", context, partial="live", status=status)


def live_part(request: HttpRequest, shown: Crisis, now: datetime) -> dict[str, Any]:
    """What changes while somebody looks on: the log, who knows, and the numbers."""
    events = list(shown.events.select_related("by").order_by("-at", "-pk")[: LINES_SHOWN + 1])
    tellings = list(shown.tellings.prefetch_related("calls__by").select_related("noted_by", "user"))
    user = person_of(request)
    link = link_to("crisis:detail", shown.pk)
    ways = ways_to(shown, tellings, link, roles=access_of(request).roles)
    return {
        "crisis": shown,
        "seen": f"{events[0].pk if events else 0}-{shown.edition}-{shown.state}",
        "log": lines_of(events[:LINES_SHOWN]),
        "more_log": len(events) > LINES_SHOWN,
        "tellings": [row_of(one, ways.get(one.pk)) for one in tellings],
        "silent": silent_sides(shown, tellings),
        "link_rows": PAGES.rows(tellings) if access_of(request).may(Right.CRISIS_OPEN) else [],
        "heard": sum(1 for one in tellings if one.acknowledged_at),
        "unreachable": shown.is_running and not any(one.email for one in tellings),
        "own": next((one for one in tellings if one.user_id == user.pk), None),
        "repeat": effect_of(shown.level).repeat,
    }


def words_of(shown: Crisis, level: int) -> str:
    """What a level does, or would do, in this crisis."""
    return level_words(level, drill=shown.drill, whole_brand=not shown.says_its_matter)


def lines_of(events: list[CrisisEvent]) -> list[dict[str, Any]]:
    return [
        {"icon": ICONS[Verb(event.verb)], "sentence": said, "words": words_shown(event.text), "at": event.at}
        for event, said in zip(events, sentences(events), strict=True)
    ]


def row_of(telling: Telling, ways: list[Any] | None) -> dict[str, Any]:
    """`ways` are none where the lines of the house are a secret to who looks on."""
    on_call = SIDES.get(telling.ground) == Side.ACTING
    return {
        "telling": telling,
        "ways": ways or [],
        "calls": list(telling.calls.all()),
        "call": forms.CallForm(),
        "unreached": on_call and ways is not None and all(way.line != Line.PHONE for way in ways),
    }


def parts(request: HttpRequest, shown: Crisis, now: datetime) -> dict[str, Any]:
    statements = list(
        shown.statements.select_related("written_by", "approved_by").prefetch_related(
            "published__channel", "published__by"
        )
    )
    current = next((one for one in statements if one.approved_at), None)
    statuses = list(shown.statuses.select_related("by")[:10])
    last = statuses[0].at if statuses else shown.opened_at
    channels = Channel.objects.filter(pk__in=shown.channels).order_by("pk")
    access = access_of(request)
    return {
        "effect": effect_of(shown.level),
        "level_words": words_of(shown, shown.level),
        "statements": statements,
        "current": current,
        "agreed": agreed_version(current) if current and shown.is_running else None,
        "statuses": statuses,
        "status_due": last + effect_of(shown.level).status_every if shown.is_running else None,
        "decisions": list(shown.decisions.select_related("asked_by", "decided_by", "decided_contact")),
        "decides": may_decide(shown, person_of(request)),
        "tasks": list(shown.tasks.select_related("who", "done_by", "given_by")),
        "suspensions": list(shown.suspensions.select_related("by", "lifted_by")),
        "channels": list(channels),
        "numbers": numbers_of(shown, now),
        "lesson": getattr(shown, "lesson", None),
        "runs": access.may(Right.CRISIS_RUN),
        "writes": access.may(Right.CRISIS_OPEN),
        "brief": bool(access.roles) and set(access.roles) <= DECIDING,
        "reads_inbox": access.may(Right.INBOX_VIEW),
        "now": now,
    }


def open_forms(request: HttpRequest, shown: Crisis) -> dict[str, Any]:
    """The empty forms of what the person may do."""
    access, brand = access_of(request), shown.brand
    found: dict[str, Any] = {}
    if access.may(Right.CRISIS_OPEN):
        found["entry_form"] = forms.EntryForm()
    if not (access.may(Right.CRISIS_RUN) and shown.is_running):
        return found
    matter = {name: getattr(shown, name) for name in ("title", *MATTER, "edition")}
    return found | {
        "levels": [(one, words_of(shown, one)) for one in Level if one != shown.level],
        "matter_form": AnewForm(brand=brand, initial=matter),
        "status_form": forms.StatusForm(auto_id="status_%s"),
        "statement_form": forms.StatementForm(auto_id="statement_%s"),
        "published_form": forms.PublishedForm(brand=brand, auto_id="published_%s"),
        "decision_form": forms.DecisionForm(auto_id="decision_%s"),
        "task_form": forms.TaskForm(crisis=shown, auto_id="task_%s"),
        "suspend_form": forms.SuspendForm(auto_id="suspend_%s"),
        "lift_form": forms.LiftForm(auto_id="lift_%s"),
        "end_form": forms.EndForm(
            crisis=shown, left=leftovers_of(shown), initial={"owner": person_of(request)}, auto_id="end_%s"
        ),
    }


ONLY: dict[str, dict[str, Any]] = {
    "answered": {"first_response_at__isnull": False},
    "waiting": {"waiting_since__isnull": False, "needs_answer": True},
    "negative": {"sentiment": "negative"},
}
"""What the list of interactions may be narrowed to, as the numbers count them."""


@require_safe
@requires(Right.INBOX_VIEW)
def interactions(request: HttpRequest, pk: int) -> HttpResponse:
    """The interactions on the matter that the numbers of the crisis count: all, or `?only=…`."""
    shown = load_crisis(request, pk)
    only = request.GET.get("only", "")
    found = Interaction.objects.of(access_of(request)).filter(
        opened_at__gte=shown.opened_at - BEFORE, opened_at__lt=shown.ended_at or timezone.now()
    )
    if shown.says_its_matter:
        found = found.filter(on_matter(shown))
    page = keyset_page(
        found.filter(**ONLY.get(only, {})).select_related("channel", "holder"),
        field="opened_at",
        cursor=request.GET.get("cursor", ""),
    )
    rows = [
        {"one": row, "author": name_shown(row.author), "words": words_shown(row.excerpt, row.author)}
        for row in page.rows
    ]
    context = {"crisis": shown, "page": page, "rows": rows, "only": only if only in ONLY else ""}
    return render_page(request, "crisis/interactions.html", context)
