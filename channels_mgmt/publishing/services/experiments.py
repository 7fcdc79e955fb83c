from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.audit import changes
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.record import record_of
from channels_mgmt.publishing.choices import EXPERIMENT_PASSAGES, ExperimentState, PostState, Variant
from channels_mgmt.publishing.models import Experiment, ExperimentPost, Post
from channels_mgmt.publishing.verdicts import judge, kept, least_of
from cmhub.lib.editions import locked
from cmhub.lib.keys import made_with
from cmhub.lib.numbers import number_words
from cmhub.lib.two_samples import Difference

VERBS = {
    ExperimentState.RUNNING: "experiment.started",
    ExperimentState.DROPPED: "experiment.dropped",
    ExperimentState.CONCLUDED: "experiment.concluded",
}
COUNTS = ("a_successes", "a_trials", "b_successes", "b_trials")


def make_experiment(
    *, brand: Brand, values: dict[str, Any], by: User, key: UUID, at: datetime | None = None
) -> Experiment:
    """A new test, in preparation; the second call with a `key` gives the one of the first.

    Raises ValidationError in words.
    """
    now = at or timezone.now()
    with transaction.atomic():
        Brand.objects.select_for_update(of=("self",), no_key=True).get(pk=brand.pk)
        if known := made_with(key, Experiment, brand_id=brand.pk):
            return known
        experiment = Experiment(brand=brand, key=key, made_by=by, made_at=now, **values)
        checked(experiment)
        experiment.save()
        record_of(brand, what=experiment, verb="experiment.created", by=by, at=now)
    return experiment


def change_experiment(
    *, experiment: Experiment, values: dict[str, Any], edition: int, by: User, at: datetime | None = None
) -> Experiment:
    """Changes a test in preparation. Raises ValidationError in words, ChangedMeanwhileError as `locked`."""
    with transaction.atomic():
        held = locked(Experiment.objects.select_related("brand"), experiment.pk, edition)
        if held.state != ExperimentState.DRAFT:
            raise ValidationError(
                _("The test has begun: what is tested, and how many it takes, stay as they were planned.")
            )
        for name, value in values.items():
            setattr(held, name, value)
        held.edition += 1
        checked(held)
        changed = changes(held, values)
        held.save()
        now = at or timezone.now()
        record_of(held.brand, what=held, verb="experiment.changed", by=by, at=now, **changed)
    return held


def checked(experiment: Experiment) -> None:
    """Raises ValidationError, in words, for a test that could not show anything."""
    experiment.full_clean()
    least = least_of(experiment.measure)
    if experiment.planned < least:
        said = {"least": number_words(least)}
        raise ValidationError(
            {
                "planned": (
                    _("Below %(least)s tries of each variant, no difference can be told from chance.")
                    if experiment.is_counted_by_hand
                    else _("Below %(least)s posts of each variant, no difference can be told from chance.")
                )
                % said
            }
        )
    if experiment.is_counted_by_hand and not experiment.counted:
        raise ValidationError({"counted": _("Say what is counted, and out of what.")})


def pass_to(
    *, experiment: Experiment, state: str, by: User, at: datetime | None = None, **values: Any
) -> Experiment:
    """Starts a test, gives it up or concludes it. Raises ValidationError where it cannot come to that."""
    now = at or timezone.now()
    with transaction.atomic():
        held = locked(Experiment.objects.select_related("brand"), experiment.pk)
        if held.state == state:
            return held
        if state not in EXPERIMENT_PASSAGES[held.state]:
            raise ValidationError(
                _("The test is %(state)s: it cannot become %(other)s.")
                % {"state": held.get_state_display(), "other": ExperimentState(state).label}
            )
        held.state = state
        if state == ExperimentState.RUNNING:
            held.started_at = now
        else:
            held.ended_at, held.ended_by = now, by
        for name, value in values.items():
            setattr(held, name, value)
        held.edition += 1
        held.full_clean()
        held.save()
        record_of(held.brand, what=held, verb=VERBS[ExperimentState(state)], by=by, at=now)
    return held


def conclude(
    *,
    experiment: Experiment,
    difference: Difference | None,
    learned: str,
    by: User,
    at: datetime | None = None,
) -> Experiment:
    """Ends a test with what it shows and what was learned. The verdict follows from the figures: nobody
    chooses it.
    """
    if not learned.strip():
        raise ValidationError({"learned": _("Write what was learned, if only that one cannot tell.")})
    smallest = experiment.smallest
    verdict = judge(
        difference,
        measure=experiment.measure,
        planned=experiment.planned,
        smallest=None if smallest is None else float(smallest),
    )
    return pass_to(
        experiment=experiment,
        state=ExperimentState.CONCLUDED,
        by=by,
        at=at,
        verdict=verdict,
        result=kept(difference),
        learned=learned.strip(),
    )


def place_post(
    *, experiment: Experiment, post: Post, variant: str, by: User, at: datetime | None = None
) -> None:
    """Says which variant a post shows; an empty one takes it out of the test.

    Raises ValidationError in words once the test is over.
    """
    if post.brand_id != experiment.brand_id:
        raise ValidationError(_("This post is not one of the brand."))
    now = at or timezone.now()
    with transaction.atomic():
        held = locked(Experiment.objects.select_related("brand"), experiment.pk)
        refuse_over(held)
        rows = ExperimentPost.objects.filter(experiment=held, post=post)
        if not variant:
            rows.delete()
        elif variant in Variant.values and post.state != PostState.DROPPED:
            ExperimentPost.objects.update_or_create(experiment=held, post=post, defaults={"variant": variant})
        else:
            raise ValidationError(_("Choose variant A or B."))
        record_of(held.brand, what=held, verb="experiment.post_placed", by=by, at=now)


def count(
    *, experiment: Experiment, counts: Mapping[str, int | None], by: User, at: datetime | None = None
) -> Experiment:
    """What was counted by hand so far, in all; the record keeps what was said before."""
    with transaction.atomic():
        held = locked(Experiment.objects.select_related("brand"), experiment.pk)
        refuse_over(held)
        if held.state != ExperimentState.RUNNING:
            raise ValidationError(_("Start the test first: then its counts begin."))
        for name in COUNTS:
            setattr(held, name, counts.get(name))
        refuse_half_counts(held)
        held.full_clean()
        changed = changes(held, COUNTS)
        held.save(update_fields=COUNTS)
        record_of(held.brand, what=held, verb="experiment.counted", by=by, at=at or timezone.now(), **changed)
    return held


def refuse_half_counts(experiment: Experiment) -> None:
    for of in Variant.values:
        successes, trials = getattr(experiment, f"{of}_successes"), getattr(experiment, f"{of}_trials")
        if (successes is None) != (trials is None):
            raise ValidationError(
                {f"{of}_trials": _("Give both: how many successes, and out of how many tries.")}
            )


def refuse_over(experiment: Experiment) -> None:
    if experiment.ended_at is not None:
        raise ValidationError(_("The test is over: its figures stay as they are."))
