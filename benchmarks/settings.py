"""The product's settings, with the trivial view beside its pages and a count of queries on each answer."""

from cmhub.settings.demo import *  # noqa: F403
from cmhub.settings.demo import BASE_DIR, LOGGING, MIDDLEWARE, TEMPLATES

ROOT_URLCONF = "benchmarks.urls"
MIDDLEWARE = ["benchmarks.trivial.count_queries", *MIDDLEWARE]
TEMPLATES[0]["DIRS"].append(BASE_DIR / "benchmarks" / "templates")  # type: ignore[attr-defined]
LOGGING["root"]["level"] = "WARNING"  # type: ignore[index]
