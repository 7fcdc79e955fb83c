"""Tests: said before they run, held to their sample, concluded by their figures, and told in words."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import override

from accounts.models import AuditEntry
from channels_mgmt.publishing.choices import EXPERIMENT_PASSAGES, ExperimentState, Verdict
from channels_mgmt.publishing.models import Experiment, ExperimentPost
from channels_mgmt.publishing.services import experiments as services
from channels_mgmt.publishing.wording import range_words, recorded_words, verdict_words
from cmhub.lib.two_samples import Difference, difference_of_rates
from cmhub.lib.weeks import Week
from reporting.metrics.services.experiments import read_experiment, usual_of
from reporting.weekly.experiments import experiments_of
from reporting.weekly.services.computing import compute_report, provisional_report
from tests.cast import Cast, client_of
from tests.publishing.trying import NOW, campaign, experiment, place, published, with_figures

pytestmark = pytest.mark.django_db
LIST = "/b/wouri/publishing/tests/"
HTMX = {"HX-Request": "true"}
WEAK = [(20 + n, 1_000) for n in range(10)]
STRONG = [(60 + n, 1_000) for n in range(10)]
COUNTED = {"measure": "counted", "counted": "clics sur e-mails", "planned": 200}


@pytest.fixture(autouse=True)
def _now() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def page(one: Experiment, more: str = "") -> str:
    return f"{LIST}{one.pk}/{more}"


def counts(cast: Cast, one: Experiment, *four: int | None) -> Experiment:
    return services.count(
        experiment=one, counts=dict(zip(services.COUNTS, four, strict=True)), by=cast.cm, at=NOW
    )


def test_a_test_is_prepared_started_counted_and_concluded_on_its_pages(cast: Cast) -> None:
    cm = client_of(cast.cm)
    key = cm.get(f"{LIST}new/").context["form"]["key"].value()
    said = {
        "key": key,
        "name": "Objet des e-mails",
        "hypothesis": "Un prénom fait ouvrir davantage",
        "variant_a": "Sans prénom",
        "variant_b": "Avec prénom",
        "measure": "counted",
        "counted": "ouvertures sur e-mails",
        "smallest": "1.5",
        "planned": "200",
    }
    made = [cm.post(f"{LIST}new/", said)["Location"] for _twice in range(2)]
    one = Experiment.objects.get()
    assert made == [page(one)] * 2
    assert one.smallest == Decimal("0.01500")
    assert cm.get(page(one, "edit/")).context["form"]["smallest"].value() == Decimal("1.5")
    cm.post(page(one, "pass/"), {"state": "running"})
    cm.post(page(one, "counts/"), {"a_successes": 20, "a_trials": 200, "b_successes": 60, "b_trials": 200})
    shown = cm.get(page(one, "figures/"), headers=HTMX).text
    assert "B fait mieux, entre +12,3 et +27,5 points" in shown
    assert "200 sur 200 prévus" in shown
    assert cm.post(page(one, "conclude/"), {"learned": ""}).status_code == 422
    assert cm.post(page(one, "conclude/"), {"learned": "On garde le prénom."}).status_code == 303
    one.refresh_from_db()
    assert (one.state, one.verdict, one.ended_by, one.ended_at) == ("concluded", "b_better", cast.cm, NOW)
    over = cm.get(f"{LIST}?state=over").text
    assert "B fait mieux, entre +12,3 et +27,5 points" in over
    assert "On garde le prénom." in cm.get(page(one)).text
    told = AuditEntry.objects.filter(verb__startswith="experiment.").order_by("pk")
    assert [entry.verb.partition(".")[2] for entry in told] == ["created", "started", "counted", "concluded"]


def test_passages_are_those_of_the_table_and_no_other(cast: Cast) -> None:
    for number, (begins, allowed) in enumerate(EXPERIMENT_PASSAGES.items()):
        for state in ExperimentState:
            if state in (begins, ExperimentState.CONCLUDED):
                continue
            one = experiment(cast, running=False, name=f"{number} {state}")
            over = begins in (ExperimentState.CONCLUDED, ExperimentState.DROPPED)
            ends = {"ended_at": NOW, "ended_by": cast.cm} if over else {}
            verdict = {"verdict": "cannot_tell"} if begins == ExperimentState.CONCLUDED else {}
            Experiment.objects.filter(pk=one.pk).update(state=begins, **ends, **verdict)
            if state in allowed:
                assert services.pass_to(experiment=one, state=state, by=cast.cm).state == state
            else:
                with pytest.raises(ValidationError):
                    services.pass_to(experiment=one, state=state, by=cast.cm)


def test_the_database_keeps_a_verdict_to_what_is_over(cast: Cast) -> None:
    one = experiment(cast)
    for wrong in ({"verdict": "b_better"}, {"state": "concluded"}, {"a_trials": 1, "a_successes": 2}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Experiment.objects.filter(pk=one.pk).update(**wrong)


def test_what_is_tested_stays_once_the_test_runs(cast: Cast) -> None:
    one = experiment(cast)
    with pytest.raises(ValidationError, match="a commencé"):
        services.change_experiment(experiment=one, values={"planned": 12}, edition=one.edition, by=cast.cm)
    one.refresh_from_db()
    assert one.planned == 10


@pytest.mark.parametrize(
    "wrong",
    [
        {"planned": 9},
        {"measure": "counted", "counted": "clics", "planned": 99},
        {"measure": "counted", "planned": 200},
        {"hypothesis": ""},
        {"variant_b": ""},
    ],
)
def test_a_test_that_could_show_nothing_is_refused(cast: Cast, wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        experiment(cast, running=False, **wrong)
    assert not Experiment.objects.exists()


def test_posts_are_the_sample_of_a_rate_and_not_their_impressions(cast: Cast) -> None:
    one = experiment(cast)
    place(cast, one, "a", WEAK)
    place(cast, one, "b", STRONG[:9])
    early = read_experiment(one)
    assert early.verdict == Verdict.TOO_EARLY
    assert (early.progress.a, early.progress.b) == (10, 9)
    place(cast, one, "b", STRONG[9:])
    there = read_experiment(one)
    assert there.verdict == Verdict.B_BETTER
    assert there.difference is not None
    assert (there.difference.a, there.difference.b) == (
        pytest.approx(0.0245, abs=1e-4),
        pytest.approx(0.0645, abs=1e-4),
    )


@pytest.mark.parametrize(("measure", "a"), [("click_rate", 0.01), ("engagements", 24.5), ("reach", 500)])
def test_each_measure_reads_its_own_figure(cast: Cast, measure: str, a: float) -> None:
    one = experiment(cast, measure=measure)
    place(cast, one, "a", WEAK)
    place(cast, one, "b", [(n * 2, shown * 2 + n) for n, shown in STRONG])
    difference = read_experiment(one).difference
    assert difference is not None
    assert difference.a == pytest.approx(a, rel=0.25)
    assert difference.b > difference.a


def test_a_post_without_the_figure_is_left_out_and_counted_as_such(cast: Cast) -> None:
    one = experiment(cast)
    place(cast, one, "a", WEAK)
    bare = published(cast)
    services.place_post(experiment=one, post=bare, variant="b", by=cast.cm, at=NOW)
    with_figures(other := published(cast), reach=5)
    services.place_post(experiment=one, post=other, variant="b", by=cast.cm, at=NOW)
    reading = read_experiment(one)
    assert (reading.without_figures, reading.progress.b, reading.difference) == (2, 0, None)
    text = client_of(cast.cm).get(page(one, "figures/")).text
    assert "2 publications n’ont pas encore ce chiffre" in text
    assert "On ne peut pas encore dire" in text


def test_who_looks_too_early_is_warned_and_gets_no_verdict(cast: Cast) -> None:
    one = counts(cast, experiment(cast, **COUNTED), 10, 120, 40, 120)
    text = client_of(cast.cm).get(page(one, "figures/")).text
    assert "On ne peut pas encore dire" in text
    assert "L’échantillon prévu n’est pas encore atteint" in text
    assert "B fait mieux" not in text
    client_of(cast.cm).post(page(one, "conclude/"), {"learned": "Arrêté : budget."})
    one.refresh_from_db()
    assert one.verdict == Verdict.TOO_EARLY
    assert one.result is not None
    assert one.result["size_a"] == 120


def test_a_post_shows_one_variant_and_none_of_another_brand(cast: Cast) -> None:
    one, post = experiment(cast), published(cast)
    cm = client_of(cast.cm)
    for variant in ("a", "b"):
        cm.post(page(one, "posts/"), {"post": post.pk, "variant": variant})
    assert list(one.placed.values_list("post", "variant")) == [(post.pk, "b")]
    cm.post(page(one, "posts/"), {"post": post.pk, "variant": ""})
    assert not ExperimentPost.objects.exists()
    foreign = published(cast, brand=cast.other_brand, channel=cast.other_brand.channels.first())
    assert cm.post(page(one, "posts/"), {"post": foreign.pk, "variant": "a"}).status_code == 404
    with pytest.raises(ValidationError):
        services.place_post(experiment=one, post=foreign, variant="a", by=cast.cm)


def test_counts_make_sense_or_are_refused_and_the_record_keeps_the_earlier_ones(cast: Cast) -> None:
    one = experiment(cast, **COUNTED)
    for wrong in ((5, None, 1, 10), (11, 10, 1, 10)):
        with pytest.raises(ValidationError):
            counts(cast, one, *wrong)
    counts(cast, one, 5, 50, 6, 50)
    counts(cast, one, 7, 60, 6, 60)
    last = AuditEntry.objects.filter(verb="experiment.counted").latest("pk")
    assert last.before["a_trials"] == 50
    services.pass_to(experiment=one, state="dropped", by=cast.cm)
    with pytest.raises(ValidationError, match="terminé"):
        counts(cast, one, 8, 70, 7, 70)


SAID = Difference(0.05, 0.073, 1_000, 1_000, 0.012, 0.034)
OPEN = Difference(0.05, 0.061, 1_000, 1_000, -0.012, 0.034)
WIDE_FR = (
    "On ne peut pas dire laquelle fait mieux : B par rapport à A, entre −1,2 et +3,4 points, zéro compris."
)
WIDE_EN = (
    "One cannot tell which does better: B against A, between −1.2 and +3.4 points, and none is among these."
)


@pytest.mark.parametrize(
    ("verdict", "french", "english"),
    [
        (
            Verdict.B_BETTER,
            "B fait mieux, entre +1,2 et +3,4 points.",
            "B does better, between +1.2 and +3.4 points.",
        ),
        (
            Verdict.A_BETTER,
            "A fait mieux, entre −3,4 et −1,2 points.",
            "A does better, between −3.4 and −1.2 points.",
        ),
        (
            Verdict.TOO_EARLY,
            "On ne peut pas encore dire : il faut 1 000 essais de chaque variante.",
            "One cannot tell yet: it takes 1,000 tries of each variant.",
        ),
        (Verdict.CANNOT_TELL, WIDE_FR, WIDE_EN),
    ],
)
def test_a_verdict_is_plain_words_in_both_languages(verdict: str, french: str, english: str) -> None:
    for language, words in (("fr", french), ("en", english)):
        with override(language):
            difference = OPEN if verdict == Verdict.CANNOT_TELL else SAID
            found = verdict_words(verdict, difference, measure="counted", planned=1_000)
        assert found.replace("\xa0", " ").replace("\u202f", " ") == words


@pytest.mark.parametrize(
    ("low", "high", "measure", "words"),
    [
        (-0.01, 0.014, "engagement_rate", "entre −1,0 et +1,4 point"),
        (0.0012, 0.0034, "click_rate", "entre +0,12 et +0,34 point"),
        (0.0, 0.5, "counted", "entre 0,0 et +50,0 points"),
        (-120.4, 1_250.0, "reach", "entre −120 et +1 250 personnes touchées par publication"),
        (3.1, 12.0, "engagements", "entre +3,1 et +12,0 engagements par publication"),
    ],
)
def test_a_range_is_written_as_french_writes_it(low: float, high: float, measure: str, words: str) -> None:
    found = range_words(low, high, measure)
    assert found.replace("\xa0", " ").replace("\u202f", " ") == words


def test_the_sample_is_worked_out_from_a_share_or_from_the_brands_own_posts(cast: Cast) -> None:
    cm = client_of(cast.cm)
    asked = {"measure": "counted", "expected": "50", "smallest": "10"}
    assert "388 essais de chaque variante" in cm.get(f"{LIST}sample/", asked).text
    assert "une part" in cm.get(f"{LIST}sample/", {"measure": "counted", "smallest": "10"}).text
    few = cm.get(f"{LIST}sample/", {"measure": "engagement_rate", "smallest": "1"}).text
    assert "Trop peu de publications" in few
    for engaged in range(20, 60, 2):
        with_figures(published(cast), engagements=engaged, impressions=1_000)
    usual = usual_of(cast.brand, "engagement_rate", at=NOW)
    assert usual is not None
    assert (usual.posts, usual.mean) == (20, pytest.approx(0.039))
    answer = cm.get(f"{LIST}sample/", {"measure": "engagement_rate", "smallest": "1"}, headers=HTMX).text
    assert "23 publications de chaque variante" in answer
    assert "20 publications de la marque" in answer


def test_the_weekly_report_tells_of_the_tests_concluded_in_its_week(cast: Cast) -> None:
    one = counts(cast, experiment(cast, **COUNTED), 20, 200, 60, 200)
    services.conclude(
        experiment=one,
        difference=read_experiment(one).difference,
        learned="On garde le prénom.",
        by=cast.cm,
        at=NOW - timedelta(days=3),
    )
    experiment(cast, name="Encore en cours")
    week = Week.of(NOW, cast.brand.time_zone)
    assert experiments_of(cast.brand, week) == []
    (told,) = experiments_of(cast.brand, week.previous)
    assert (told["verdict"], told["learned"]) == ("b_better", "On garde le prénom.")
    assert told["result"]["size_a"] == 200
    report = compute_report(brand=cast.brand, week=week.previous, by=cast.manager)
    assert report.qualitative["experiments"] == [told]
    text = client_of(cast.manager).get(f"/b/wouri/reports/{week.previous}/").text
    assert "B fait mieux, entre +12,3 et +27,5 points" in text
    assert "200 de A, 200 de B" in text


def test_the_report_counts_campaigns_that_published_in_its_week(cast: Cast) -> None:
    """One that only plans, and one whose posts are of another week, are not among them."""
    published(cast, campaign=campaign(cast, "Rentrée"))
    published(cast, campaign=campaign(cast, "Fêtes"), at=NOW - timedelta(days=20))
    planned = campaign(cast, "À venir")
    published(cast, state="draft", published_at=None, campaign=planned)
    week = Week.of(NOW, cast.brand.time_zone).previous
    report = provisional_report(brand=cast.brand, week=week, at=NOW)
    assert report.quantitative["publishing"]["campaigns"] == 1


def test_who_only_reads_sees_the_result_and_no_button(cast: Cast) -> None:
    one = counts(cast, experiment(cast, **COUNTED), 20, 200, 60, 200)
    reader = client_of(cast.executive)
    text = reader.get(page(one)).text + reader.get(page(one, "figures/")).text
    assert "B fait mieux" in text
    for act in ("pass/", "counts/", "conclude/", "edit/", "posts/"):
        assert page(one, act) not in text
        assert reader.post(page(one, act)).status_code == 403
    assert client_of(cast.other_cm).get(page(one, "figures/")).status_code == 404


def test_a_concluded_test_shows_what_there_was_and_not_what_came_since(cast: Cast) -> None:
    one = experiment(cast)
    place(cast, one, "a", WEAK)
    place(cast, one, "b", STRONG)
    services.conclude(
        experiment=one, difference=read_experiment(one).difference, learned="Garder.", by=cast.cm
    )
    one.refresh_from_db()
    before = recorded_words(one)
    for post in ExperimentPost.objects.filter(experiment=one, variant="b"):
        post.post.snapshots.update(figures={"engagements": 1, "impressions": 1_000})
    assert before in client_of(cast.cm).get(page(one, "figures/")).text
    with pytest.raises(ValidationError):
        services.place_post(experiment=one, post=published(cast), variant="a", by=cast.cm)


def test_newcombe_reaches_the_page_unrounded(cast: Cast) -> None:
    one = counts(cast, experiment(cast, **COUNTED), 48, 200, 56, 200)
    assert read_experiment(one).difference == difference_of_rates(48, 200, 56, 200)
