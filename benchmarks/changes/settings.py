"""The benchmarks' settings, with the migrations that are measured."""

from benchmarks.settings import *  # noqa: F403
from benchmarks.settings import INSTALLED_APPS as OF_THE_PRODUCT

INSTALLED_APPS = [*OF_THE_PRODUCT, "benchmarks.changes"]
