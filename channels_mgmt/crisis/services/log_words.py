"""The log of a crisis in sentences."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from channels_mgmt.crisis.choices import Ground, Level, Line, Verb
from channels_mgmt.crisis.models import CrisisEvent, CrisisTask, Decision, StatementPublished
from cmhub.lib.durations import duration_words
from cmhub.lib.erased import words_shown
from cmhub.lib.moments import short_moment

ICONS = {
    Verb.OPENED: "siren",
    Verb.JOINED: "user",
    Verb.LEVEL: "alert",
    Verb.MATTER: "target",
    Verb.TOLD: "bell",
    Verb.TOLD_AGAIN: "bell",
    Verb.NOBODY: "alert-octagon",
    Verb.ACKNOWLEDGED: "eye",
    Verb.CALLED: "phone",
    Verb.ENTRY: "pencil",
    Verb.STATEMENT_WRITTEN: "file",
    Verb.STATEMENT_APPROVED: "checks",
    Verb.STATEMENT_PUBLISHED: "send",
    Verb.STATUS: "flag",
    Verb.DECISION_ASKED: "question",
    Verb.DECISION_TAKEN: "check",
    Verb.TASK_GIVEN: "list",
    Verb.TASK_DONE: "check",
    Verb.SUSPENDED: "lock",
    Verb.LIFTED: "refresh",
    Verb.CONTAINED: "shield",
    Verb.REKINDLED: "alert",
    Verb.ENDED: "circle-check",
    Verb.LESSON_WRITTEN: "bulb",
    Verb.LESSON_VALIDATED: "checks",
}


WORDS: dict[str, Callable[[Any], QuerySet[Any]]] = {
    "decision": lambda ids: Decision.objects.filter(pk__in=ids),
    "task": lambda ids: CrisisTask.objects.filter(pk__in=ids),
    "published": lambda ids: StatementPublished.objects.filter(pk__in=ids).select_related("channel"),
}
"""Where the words stand of which an event gives the id."""


def sentences(events: Sequence[CrisisEvent]) -> Iterator[str]:
    """What happened, event by event, in the active language; `by` should be loaded. What was written into the
    log stands in `text`.
    """
    there: dict[str, dict[int, Any]] = {}
    for name, rows in WORDS.items():
        ids = {event.details[name] for event in events if name in event.details}
        there[name] = {row.pk: row for row in rows(ids)} if ids else {}
    for event in events:
        yield _sentence(event, {name: rows.get(event.details.get(name, 0)) for name, rows in there.items()})


def _sentence(event: CrisisEvent, things: dict[str, Any]) -> str:
    who = event.by.name if event.by else event.details.get("contact") or _("Somebody")
    said: dict[str, Any] = {"name": who, **_shown(event.details)}
    said |= _words_of(**things)
    if write := WRITES.get(Verb(event.verb)):
        return write(event, said)
    return str(PLAIN[Verb(event.verb)]()) % said


def _shown(details: dict[str, Any]) -> dict[str, Any]:
    """Details as sentences use them; the person whom a line is about is `whom`, since `name` is who acts."""
    shown = {key: value for key, value in details.items() if isinstance(value, str | int)}
    if "name" in shown:
        shown["whom"] = shown.pop("name")
    return shown


def _words_of(
    *, decision: Decision | None, task: CrisisTask | None, published: StatementPublished | None
) -> dict[str, str]:
    said = {}
    if decision:
        said = {"question": words_shown(decision.question), "answer": words_shown(decision.answer)}
    if task:
        said["what"] = words_shown(task.what)
    if published:
        said["where"] = str(published.channel) if published.channel else words_shown(published.place)
    return said


def _opened(event: CrisisEvent, said: dict[str, Any]) -> str:
    said["level"] = str(Level(event.details.get("level", Level.WATCH)).label)
    if event.details.get("drill"):
        return _("%(name)s opened the drill, level: %(level)s") % said
    return _("%(name)s opened the crisis, level: %(level)s") % said


def _level(event: CrisisEvent, said: dict[str, Any]) -> str:
    said |= {key: str(Level(event.details[key]).label) for key in ("before", "after")}
    return _("%(name)s changed the level from %(before)s to %(after)s") % said


def _told(event: CrisisEvent, said: dict[str, Any]) -> str:
    names = ", ".join(event.details.get("names", ()))
    return _("Told by e-mail, in the product, and on the devices that they have chosen: %(names)s") % {
        "names": names
    }


def _told_again(event: CrisisEvent, said: dict[str, Any]) -> str:
    names = ", ".join(event.details.get("names", ()))
    return _("Told again, without an acknowledgement: %(names)s") % {"names": names}


def _acknowledged(event: CrisisEvent, said: dict[str, Any]) -> str:
    said["ground"] = str(Ground(event.details["ground"]).label)
    said["after"] = duration_words(event.details.get("seconds"))
    return _("%(whom)s (%(ground)s) acknowledged after %(after)s") % said


def _called(event: CrisisEvent, said: dict[str, Any]) -> str:
    said["line"] = str(Line(event.details["line"]).label)
    if event.details.get("reached"):
        return _("%(name)s called %(whom)s (%(line)s): reached") % said
    return _("%(name)s called %(whom)s (%(line)s): not reached") % said


def _task_given(event: CrisisEvent, said: dict[str, Any]) -> str:
    said["until"] = short_moment(datetime.fromisoformat(event.details["until"]))
    return _("%(name)s gave a task to %(who)s by %(until)s: %(what)s") % said


WRITES: dict[Verb, Callable[[CrisisEvent, dict[str, Any]], str]] = {
    Verb.OPENED: _opened,
    Verb.LEVEL: _level,
    Verb.TOLD: _told,
    Verb.TOLD_AGAIN: _told_again,
    Verb.ACKNOWLEDGED: _acknowledged,
    Verb.CALLED: _called,
    Verb.TASK_GIVEN: _task_given,
}

PLAIN: dict[Verb, Callable[[], str]] = {
    Verb.JOINED: lambda: _("%(name)s saw the same and joined"),
    Verb.MATTER: lambda: _("%(name)s said anew what it is about"),
    Verb.NOBODY: lambda: _("Nobody could be told"),
    Verb.ENTRY: lambda: _("%(name)s noted"),
    Verb.STATEMENT_WRITTEN: lambda: _("%(name)s wrote version %(number)s of the statement"),
    Verb.STATEMENT_APPROVED: lambda: _("%(name)s approved version %(number)s of the statement"),
    Verb.STATEMENT_PUBLISHED: lambda: _("%(name)s published version %(number)s of the statement: %(where)s"),
    Verb.STATUS: lambda: _("%(name)s said how things stand"),
    Verb.DECISION_ASKED: lambda: _("%(name)s asked for a decision: %(question)s"),
    Verb.DECISION_TAKEN: lambda: _("%(name)s decided: %(question)s %(answer)s"),
    Verb.TASK_DONE: lambda: _("%(name)s has done: %(what)s"),
    Verb.SUSPENDED: lambda: _("%(name)s suspended planned publications"),
    Verb.LIFTED: lambda: _("%(name)s let planned publications go on"),
    Verb.CONTAINED: lambda: _("%(name)s: the crisis is contained"),
    Verb.REKINDLED: lambda: _("%(name)s: the crisis spreads again"),
    Verb.ENDED: lambda: _("%(name)s ended it"),
    Verb.LESSON_WRITTEN: lambda: _("%(name)s wrote the lesson"),
    Verb.LESSON_VALIDATED: lambda: _("%(name)s validated the lesson"),
}
