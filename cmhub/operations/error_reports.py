"""Reports of errors to a server of Sentry's kind, where the installation names one (SENTRY_DSN).

What leaves is written anew from what is known to be nobody's: the kinds of the errors and the steps of the
program that led there, the route or task, and the ids by which the log is searched. Texts, parameters,
headers, bodies, variables and addresses stay here.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings

from cmhub import __version__
from cmhub.lib.error_words import came_from, kind_of
from cmhub.lib.work import current_work

KEPT = ("event_id", "timestamp", "level", "platform", "release", "environment", "server_name", "sdk")
OF_A_STEP = (
    *("filename", "abs_path", "module", "function", "lineno", "in_app"),
    *("pre_context", "context_line", "post_context"),
)


def connect() -> None:
    if not settings.SENTRY_DSN:
        return
    import sentry_sdk  # which takes a while, and is wanted by few

    sentry_sdk.init(
        dsn=settings.SENTRY_DSN,
        release=f"cmhub@{__version__}",
        environment=settings.SENTRY_ENVIRONMENT,
        send_default_pii=False,
        include_local_variables=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        auto_session_tracking=False,
        before_send=without_anybody,  # type: ignore[arg-type]
    )


def without_anybody(event: dict[str, Any], hint: dict[str, Any]) -> dict[str, Any] | None:
    """The report that leaves; none for a line of the log without an error."""
    error = (hint.get("exc_info") or (None, None, None))[1]
    chain = event.get("exception", {}).get("values")
    if error is None or not chain:
        return None
    kinds, work = kinds_of(error), current_work()
    told = {name: event[name] for name in KEPT if name in event}
    told["exception"] = {"values": [of_chain(one, kinds.get(one.get("type"), "")) for one in chain]}
    told["tags"] = {name: str(value) for name, value in (work.told() if work else {}).items()}
    return told


def kinds_of(error: BaseException | None) -> dict[str | None, str]:
    """What may be told of each error of the chain, by the name of its class."""
    found: dict[str | None, str] = {}
    while error is not None and type(error).__name__ not in found:
        found[type(error).__name__] = kind_of(error)
        error = came_from(error)
    return found


def of_chain(one: dict[str, Any], kind: str) -> dict[str, Any]:
    steps = (one.get("stacktrace") or {}).get("frames") or []
    frames = [{name: step[name] for name in OF_A_STEP if name in step} for step in steps]
    return {
        "type": one.get("type"),
        "module": one.get("module"),
        "value": kind,
        "stacktrace": {"frames": frames},
    }
