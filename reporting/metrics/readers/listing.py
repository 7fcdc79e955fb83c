"""The formats as the table of `docs/exports.md`."""

from __future__ import annotations

from django.utils import translation

from channels_mgmt.brands.choices import Network
from reporting.metrics.readers.declared import PRIMARY, Format
from reporting.metrics.readers.formats import FORMATS

LINES = {"days": "a day of the account", "posts": "a post", "audience": "a part of the audience"}


def table() -> str:
    """One line a format, in English."""
    with translation.override("en"):
        lines = [line(declared) for declared in FORMATS]
    return "\n".join(
        ["| format | is | a line is | network | figures | known |", "|---|---|---|---|---|---|", *lines]
    )


def line(declared: Format) -> str:
    network = dict(Network.choices).get(declared.network) or network_words(declared)
    known = "seen" if declared.seen else "documented"
    figures = ", ".join(f"`{name}`" for name in figures_of(declared))
    cells = (f"`{declared.slug}`", declared.label, LINES[declared.rows], network, figures, known)
    return f"| {' | '.join(map(str, cells))} |"


def figures_of(declared: Format) -> list[str]:
    if declared.blocks:
        return ["audience_share"]
    named = [metric for metric, _network in declared.titles.values()]
    own = [column.to for column in declared.columns if column.is_figure]
    return list(dict.fromkeys([*(named if any(c.to == PRIMARY for c in declared.columns) else []), *own]))


def network_words(declared: Format) -> str:
    if any(column.to == "network" for column in declared.columns):
        return "each line's"
    return "its title's, else asked" if declared.titles else "asked"
