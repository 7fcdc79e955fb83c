"""What a test shows, its end, and how many of each variant one takes."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import Right, person_of, requires
from channels_mgmt.brands.access import load_brand
from channels_mgmt.brands.models import Brand
from channels_mgmt.publishing.access import load_experiment
from channels_mgmt.publishing.choices import ExperimentState, Measure, Variant
from channels_mgmt.publishing.forms.experiments import LearnedForm
from channels_mgmt.publishing.models import Experiment
from channels_mgmt.publishing.services.experiments import conclude
from channels_mgmt.publishing.verdicts import from_kept, least_of
from channels_mgmt.publishing.wording import (
    estimate_words,
    range_words,
    recorded_words,
    sample_words,
    verdict_words,
)
from cmhub.lib.htmx import redirect_to, render_page
from cmhub.lib.refusals import refusals_in
from cmhub.lib.two_samples import needed_for_means, needed_for_rates
from reporting.metrics.forms.samples import SampleForm
from reporting.metrics.services.experiments import Progress, read_experiment, usual_of


@require_safe
@requires(Right.PUBLISHING_VIEW)
def experiment_result(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    experiment = load_experiment(request, slug, pk)
    return result_page(request, experiment, LearnedForm())


def result_page(
    request: HttpRequest, experiment: Experiment, form: LearnedForm, *, status: int = 200
) -> HttpResponse:
    """What there is today; of a test that is concluded, what there was then."""
    context: dict[str, Any] = {"experiment": experiment, "form": form}
    if experiment.state == ExperimentState.CONCLUDED:
        difference = from_kept(experiment.result)
        sizes = (difference.size_a, difference.size_b) if difference else (0, 0)
        context |= {"words": recorded_words(experiment), "progress": Progress(*sizes, experiment.planned)}
    else:
        reading = read_experiment(experiment)
        difference = reading.difference
        context |= {
            "words": verdict_words(
                reading.verdict, difference, measure=experiment.measure, planned=experiment.planned
            ),
            "progress": reading.progress,
            "without_figures": reading.without_figures,
        }
    if difference:
        context |= {
            "variants": [
                (Variant.A.label, estimate_words(difference.a, experiment.measure), difference.size_a),
                (Variant.B.label, estimate_words(difference.b, experiment.measure), difference.size_b),
            ],
            "between": range_words(difference.low, difference.high, experiment.measure),
        }
    return render_page(request, "metrics/experiments/result.html", context, partial="result", status=status)


@require_POST
@requires(Right.PUBLISHING_WRITE)
def experiment_conclude(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ends the test: the figures give the verdict, a person says what was learned."""
    experiment = load_experiment(request, slug, pk)
    form = LearnedForm(request.POST)
    if form.is_valid():
        with refusals_in(form):
            conclude(
                experiment=experiment,
                difference=read_experiment(experiment).difference,
                learned=form.cleaned_data["learned"],
                by=person_of(request),
            )
            messages.success(request, _("The test is concluded. The weekly report tells of it."))
            return redirect_to(request, "publishing:experiment", slug, pk)
    return result_page(request, experiment, form, status=422)


@require_safe
@requires(Right.PUBLISHING_WRITE)
def experiment_sample(request: HttpRequest, slug: str) -> HttpResponse:
    """How many of each variant it takes to see a difference."""
    brand = load_brand(request, slug)
    form = SampleForm(request.GET if "smallest" in request.GET else None)
    context: dict[str, Any] = {"form": form}
    if form.is_bound and form.is_valid():
        context["answer"] = answer_to(form, brand)
    return render_page(request, "metrics/experiments/sample.html", context, partial="answer")


def answer_to(form: SampleForm, brand: Brand) -> dict[str, Any]:
    """How many are needed and, of posts, what that rests on."""
    measure = form.cleaned_data["measure"]
    if measure == Measure.COUNTED:
        needed = needed_for_rates(form.expected_rate, form.difference)
        usual = None
    else:
        usual = usual_of(brand, measure, at=timezone.now())
        needed = needed_for_means(usual.spread, form.difference) if usual else None
    enough = max(needed, least_of(measure)) if needed else None
    return {
        "words": sample_words(enough, measure) if enough else "",
        "needed": enough,
        "usual": usual,
        "usual_mean": estimate_words(usual.mean, measure) if usual else "",
        "of_posts": measure != Measure.COUNTED,
        "impossible": measure == Measure.COUNTED or usual is not None,
    }
