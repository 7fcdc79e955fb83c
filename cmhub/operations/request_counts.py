"""Requests, counted in memory that the web processes of a machine share (see gunicorn.conf.py)."""

from __future__ import annotations

from django.http import HttpRequest
from prometheus_client import CollectorRegistry, Counter, Histogram

from cmhub.lib.work import route_of

METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
"""Whatever else somebody sends is told together: a label has no value of theirs."""
BUCKETS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

registry = CollectorRegistry()
REQUESTS = Counter(
    "cmhub_requests",
    "Requests answered, by route, method and class of status.",
    ["route", "method", "status"],
    registry=registry,
)
DURATIONS = Histogram(
    "cmhub_request_duration_seconds",
    "Time to the first byte of an answer, by route.",
    ["route"],
    buckets=BUCKETS,
    registry=registry,
)


def count_request(request: HttpRequest, status: int, seconds: float) -> None:
    route = route_of(request)
    method = request.method if request.method in METHODS else "other"
    REQUESTS.labels(route, method, f"{status // 100}xx").inc()
    DURATIONS.labels(route).observe(seconds)
