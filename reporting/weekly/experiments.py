"""The tests of a week: those that were concluded in it, with what they showed and what was learned."""

from __future__ import annotations

from typing import Any

from channels_mgmt.brands.models import Brand
from channels_mgmt.publishing.choices import ExperimentState
from channels_mgmt.publishing.models import Experiment
from channels_mgmt.publishing.verdicts import from_kept
from channels_mgmt.publishing.wording import verdict_words
from cmhub.lib.weeks import Week


def experiments_of(brand: Brand, week: Week) -> list[dict[str, Any]]:
    """As the report keeps them: figures and codes, which each reader meets in words of their language.

    `result` has what A and B reached (`a`, `b`), their sizes, and the bounds of what B has more (`low`,
    `high`, of 95 %); null where there were no figures.
    """
    found = Experiment.objects.filter(
        brand=brand,
        state=ExperimentState.CONCLUDED,
        ended_at__gte=week.start(brand.time_zone),
        ended_at__lt=week.end(brand.time_zone),
    )
    return [
        {
            "name": one.name,
            "hypothesis": one.hypothesis,
            "variants": {"a": one.variant_a, "b": one.variant_b},
            "measure": one.measure,
            "planned": one.planned,
            "verdict": one.verdict,
            "result": one.result,
            "learned": one.learned,
        }
        for one in found.order_by("ended_at", "pk")
    ]


def in_words(kept: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the page shows of each: its name, the verdict in a sentence, the sizes, what was learned."""
    return [
        {
            **one,
            "words": verdict_words(
                one["verdict"],
                from_kept(one["result"]),
                measure=one["measure"],
                planned=one["planned"],
            ),
        }
        for one in kept
    ]
