"""What a test shows, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from channels_mgmt.publishing.choices import Measure, Verdict
from channels_mgmt.publishing.models import Experiment
from channels_mgmt.publishing.verdicts import from_kept, is_rate
from cmhub.lib.numbers import MINUS, number_words, percent_words, plural_number
from cmhub.lib.two_samples import Difference


def verdict_words(verdict: str, difference: Difference | None, *, measure: str, planned: int) -> str:
    """A sentence or two for somebody who has never heard of statistics."""
    if difference is None:
        return _("One cannot tell yet: there are no figures of both variants to hold against each other.")
    if verdict == Verdict.TOO_EARLY:
        return _("One cannot tell yet: it takes %(sample)s.") % {"sample": sample_words(planned, measure)}
    between = range_words(difference.low, difference.high, measure)
    if verdict == Verdict.B_BETTER:
        return _("B does better, %(between)s.") % {"between": between}
    if verdict == Verdict.A_BETTER:
        turned = range_words(-difference.high, -difference.low, measure)
        return _("A does better, %(between)s.") % {"between": turned}
    if verdict == Verdict.SAME:
        return _("No difference that matters: B against A, %(between)s.") % {"between": between}
    return _("One cannot tell which does better: B against A, %(between)s, and none is among these.") % {
        "between": between
    }


def recorded_words(experiment: Experiment) -> str:
    """What the verdict on record says."""
    return verdict_words(
        experiment.verdict,
        from_kept(experiment.result),
        measure=experiment.measure,
        planned=experiment.planned,
    )


def sample_words(planned: int, measure: str) -> str:
    """“10 posts of each variant”."""
    if measure == Measure.COUNTED:
        words = ngettext("%(n)s try of each variant", "%(n)s tries of each variant", planned)
    else:
        words = ngettext("%(n)s post of each variant", "%(n)s posts of each variant", planned)
    return words % {"n": number_words(planned)}


def range_words(low: float, high: float, measure: str) -> str:
    """“between +1.2 and +3.4 points”: of a rate in points of a hundred, else in what is counted."""
    scale = 100 if is_rate(measure) else 1
    low, high = low * scale, high * scale
    decimals = decimals_of(max(abs(low), abs(high)))
    said = {"low": signed(low, decimals), "high": signed(high, decimals)}
    amount = plural_number(round(max(abs(low), abs(high)), decimals))
    if is_rate(measure):
        return (
            ngettext("between %(low)s and %(high)s point", "between %(low)s and %(high)s points", amount)
            % said
        )
    if measure == Measure.REACH:
        return (
            ngettext(
                "between %(low)s and %(high)s person reached per post",
                "between %(low)s and %(high)s people reached per post",
                amount,
            )
            % said
        )
    return (
        ngettext(
            "between %(low)s and %(high)s engagement per post",
            "between %(low)s and %(high)s engagements per post",
            amount,
        )
        % said
    )


def decimals_of(size: float) -> int:
    """As many as tell two such numbers apart."""
    if size >= 100:
        return 0
    return 1 if size >= 1 else 2


def signed(value: float, decimals: int) -> str:
    words = number_words(abs(value), decimals)
    if not any(digit in words for digit in "123456789"):
        return words
    return f"{MINUS if value < 0 else '+'}{words}"


def estimate_words(value: float, measure: str) -> str:
    """What a variant reached: “4.2 %”, “37.5”."""
    return percent_words(value, 2) if is_rate(measure) else number_words(value, decimals_of(value))
