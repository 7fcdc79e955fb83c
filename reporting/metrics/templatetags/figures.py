"""Figures in their unit, as a person reads them."""

from typing import Any

from django import template

from cmhub.lib.templatetags.cmhub import number
from cmhub.lib.templatetags.ui import duration, percent
from reporting.metrics.catalogue import METRICS, Metric, Unit
from reporting.metrics.choices import Source

register = template.Library()


@register.filter
def figure(value: Any, metric: Metric | str) -> str:
    """A value of the metric, which may be given by its name."""
    known = METRICS[metric] if isinstance(metric, str) else metric
    if value is None:
        return number(None)
    if known.unit is Unit.RATE:
        return percent(float(value), 2)
    return duration(float(value)) if known.unit is Unit.SECONDS else number(value)


@register.filter
def source_label(source: str) -> str:
    return str(Source(source).label)


@register.filter
def metric_label(name: str) -> str:
    return str(METRICS[name].label)
