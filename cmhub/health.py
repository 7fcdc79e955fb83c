"""``/healthz``: this process lives. ``/readyz``: database, broker and at least one worker answer; it tells
beside which queues no worker serves. ``/metrics``: figures, for whoever brings the token.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import psycopg
import redis
from django.conf import settings
from django.db import connections
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, JsonResponse
from django.utils.crypto import constant_time_compare
from prometheus_client import CONTENT_TYPE_LATEST
from redis.backoff import NoBackoff
from redis.retry import Retry

from cmhub.celery import app
from cmhub.heartbeat import unserved
from cmhub.lib import replica
from cmhub.operations import figures

log = logging.getLogger(__name__)
PATIENCE = 2  # seconds for each


def database_answers() -> None:
    """Asks on a connection of its own: the pool would wait for one, and that wait is not the question."""
    parameters: dict[str, Any] = dict(connections["default"].get_connection_params())
    wanted = {key: value for key, value in parameters.items() if key in CONNECTION_KEYS}
    with psycopg.connect(**wanted, connect_timeout=PATIENCE, autocommit=True) as connection:
        connection.execute("SELECT 1 FROM django_migrations LIMIT 1")


CONNECTION_KEYS = {
    "dbname",
    "user",
    "password",
    "host",
    "port",
    "sslmode",
    "sslrootcert",
    "sslcert",
    "sslkey",
    "options",
}


def broker_answers() -> None:
    limits = {"socket_connect_timeout": PATIENCE, "socket_timeout": PATIENCE}
    with redis.Redis.from_url(settings.REDIS_URL, retry=Retry(NoBackoff(), 0), **limits) as client:
        client.ping()


def worker_answers() -> None:
    if not app.control.ping(timeout=PATIENCE, limit=1):
        raise LookupError("no worker answered")


def readiness() -> dict[str, bool]:
    """Which of the three answers. A worker is asked through the broker, and so not at all when that one is
    silent.
    """
    answers: dict[str, bool] = {}
    checks: dict[str, Callable[[], None]] = {
        "database": database_answers,
        "broker": broker_answers,
        "worker": worker_answers,
    }
    for name, check in checks.items():
        if name == "worker" and not answers["broker"]:
            answers[name] = False
            continue
        try:
            check()
            answers[name] = True
        except Exception as problem:  # noqa: BLE001 - whatever the reason, it is not ready
            log.warning("Not ready: %s: %s", name, problem)
            answers[name] = False
    return answers


def healthz(_request: HttpRequest) -> HttpResponse:
    return JsonResponse({"alive": True})


def readyz(_request: HttpRequest) -> HttpResponse:
    answers = readiness()
    silent = [name for name, answered in answers.items() if not answered]
    told = {"ready": not silent, **answers, "silent": silent, "unserved": unserved()}
    if replica.REPLICA in connections.settings and answers["database"]:
        told["replica_bytes_behind"] = replica.behind()  # none where it is away: the first one does its work
    return JsonResponse(told, status=503 if silent else 200)


def metrics(request: HttpRequest) -> HttpResponse:
    """As good as not there where the installation has no token for it."""
    if not settings.METRICS_TOKEN:
        return HttpResponseNotFound()
    brought = request.headers.get("Authorization", "").encode()
    if not constant_time_compare(brought, f"Bearer {settings.METRICS_TOKEN}".encode()):
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})
    return HttpResponse(figures.text(), content_type=CONTENT_TYPE_LATEST)


class HealthMiddleware:
    """Answers the three addresses before host names, sessions or redirections matter: probes have none of
    these.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.probes = {"/healthz": healthz, "/readyz": readyz, "/metrics": metrics}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        probe = self.probes.get(request.path_info)
        if probe is None or request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        response = probe(request)
        setattr(response, "_has_been_logged", True)  # noqa: B010 - Django would report every 503 as an error of ours
        response["Cache-Control"] = "no-store"
        return response
