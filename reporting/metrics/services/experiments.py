"""What a test's variants reached, and how many of each it takes: from the figures of posts that stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from channels_mgmt.brands.models import Brand
from channels_mgmt.publishing.choices import Measure, Variant, Verdict
from channels_mgmt.publishing.models import Experiment
from channels_mgmt.publishing.verdicts import LEAST_POSTS, Progress, judge
from cmhub.lib import two_samples
from cmhub.lib.two_samples import Difference
from reporting.metrics.models import Snapshot

LOOKED_BACK = timedelta(days=180)


@dataclass(frozen=True)
class Reading:
    """A test as its figures stand: sizes, the difference, the verdict, and the posts without figures."""

    progress: Progress
    difference: Difference | None
    verdict: Verdict
    without_figures: int


@dataclass(frozen=True)
class Usual:
    """What the brand's own posts did lately: how many, their mean and how much they vary."""

    posts: int
    mean: float
    spread: float


def read_experiment(experiment: Experiment) -> Reading:
    if experiment.is_counted_by_hand:
        difference, sizes, missing = by_hand(experiment), counted_sizes(experiment), 0
    else:
        difference, sizes, missing = by_posts(experiment)
    smallest = experiment.smallest
    verdict = judge(
        difference,
        measure=experiment.measure,
        planned=experiment.planned,
        smallest=None if smallest is None else float(smallest),
    )
    return Reading(Progress(*sizes, experiment.planned), difference, verdict, missing)


def counted_sizes(experiment: Experiment) -> tuple[int, int]:
    return experiment.a_trials or 0, experiment.b_trials or 0


def by_hand(experiment: Experiment) -> Difference | None:
    counts = (experiment.a_successes, experiment.a_trials, experiment.b_successes, experiment.b_trials)
    if None in counts:
        return None
    return two_samples.difference_of_rates(*counts)  # type: ignore[arg-type]


def by_posts(experiment: Experiment) -> tuple[Difference | None, tuple[int, int], int]:
    variants = dict(experiment.placed.values_list("post", "variant"))
    found: dict[str, list[tuple[float, float]]] = {variant: [] for variant in Variant.values}
    standing = Snapshot.objects.standing().filter(brand=experiment.brand_id, post__in=variants)
    for post, value in values_of(standing, experiment.measure):
        found[variants[post]].append(value)
    sizes = len(found[Variant.A]), len(found[Variant.B])
    difference = compare(experiment.measure, found[Variant.A], found[Variant.B])
    return difference, sizes, len(variants) - sum(sizes)


def compare(measure: str, a: list[tuple[float, float]], b: list[tuple[float, float]]) -> Difference | None:
    if measure in (Measure.ENGAGEMENT_RATE, Measure.CLICK_RATE):
        return two_samples.difference_of_pooled_rates(a, b)
    return two_samples.difference_of_means([value for value, _of in a], [value for value, _of in b])


def values_of(standing: QuerySet[Snapshot], measure: str) -> list[tuple[int, tuple[float, float]]]:
    """Of each post that has the figure: its id, what is counted and of how many (of one, for a mean)."""
    rows = standing.values_list("post", "engaged", "shown", "reach", "figures__clicks")
    found = []
    for post, engaged, shown, reach, clicks in rows:
        value = {
            Measure.ENGAGEMENT_RATE: engaged,
            Measure.CLICK_RATE: clicks,
            Measure.ENGAGEMENTS: engaged,
            Measure.REACH: reach,
        }[Measure(measure)]
        of = shown if measure in (Measure.ENGAGEMENT_RATE, Measure.CLICK_RATE) else 1
        if value is not None and of:
            found.append((post, (float(value), float(of))))
    return found


def usual_of(brand: Brand, measure: str, *, at: datetime) -> Usual | None:
    """How the brand's posts of the last half year did by a measure; None where these are too few to say."""
    standing = Snapshot.objects.standing().filter(
        brand=brand, post__published_at__gte=at - LOOKED_BACK, post__published_at__lt=at
    )
    values = [value for _post, value in values_of(standing, measure)]
    if len(values) < LEAST_POSTS:
        return None
    if measure in (Measure.ENGAGEMENT_RATE, Measure.CLICK_RATE):
        parts = two_samples.parts(values)
    else:
        parts = [value for value, _of in values]
    spread = two_samples.spread(parts) if parts else None
    if not parts or not spread:
        return None
    return Usual(len(values), two_samples.mean(parts), spread)
