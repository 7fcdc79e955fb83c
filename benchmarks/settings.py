"""The product's settings, with the trivial view beside its pages and a count of queries on each answer."""

from cmhub.settings.base import BASE_DIR
from cmhub.settings.demo import *  # noqa: F403
from cmhub.settings.demo import MIDDLEWARE as OF_THE_PRODUCT
from cmhub.settings.demo import TEMPLATES as ENGINES

ROOT_URLCONF = "benchmarks.urls"
MIDDLEWARE = ["benchmarks.counting.count_queries", *OF_THE_PRODUCT]
ENGINES[0]["DIRS"] = [BASE_DIR / "templates", BASE_DIR / "benchmarks" / "templates"]
