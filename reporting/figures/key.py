"""The five figures that are told of a week before all others: on first screens, in mails, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from reporting.figures.judging import Spec
from reporting.figures.listed import BY_CODE


@dataclass(frozen=True)
class KeyFigure:
    """`spec` says how it is read and judged, `short` is its name in addresses of dashboards. Where it
    `tells_sample`, how many cases stand behind it is said beside it: of the others it is
    a figure of its own.
    """

    short: str
    spec: Spec
    label: Any
    tells_sample: bool = False


KEY_FIGURES = (
    KeyFigure("opened", BY_CODE["interactions.opened"], pgettext_lazy("figure", "Interactions")),
    KeyFigure("response_rate", BY_CODE["responsiveness.response_rate"], _("Response rate")),
    KeyFigure(
        "first_response",
        BY_CODE["responsiveness.first_response_seconds.median"],
        _("First response, median"),
        tells_sample=True,
    ),
    KeyFigure(
        "late_share",
        BY_CODE["escalations.answered_late_share"],
        _("Escalations answered late"),
        tells_sample=True,
    ),
    KeyFigure(
        "negative_share",
        BY_CODE["interactions.negative_share"],
        _("Negative interactions"),
    ),
)
