"""The product's settings, with the trivial view beside its pages and a count of queries on each answer."""

from typing import Any

from cmhub.settings import demo
from cmhub.settings.demo import *  # noqa: F403

ROOT_URLCONF = "benchmarks.urls"
MIDDLEWARE = ["benchmarks.counting.count_queries", *demo.MIDDLEWARE]
TEMPLATES: list[dict[str, Any]] = demo.TEMPLATES
TEMPLATES[0]["DIRS"] = [*TEMPLATES[0]["DIRS"], demo.BASE_DIR / "benchmarks" / "templates"]
