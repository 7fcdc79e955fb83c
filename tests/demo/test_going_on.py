"""A demonstration opened in a later week has grown by the weeks between."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from accounts.models import Agency, AuditEntry, User
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.inbox.choices import Source, State
from channels_mgmt.inbox.models import Interaction, InteractionEvent, Message
from channels_mgmt.inbox.services import sorting
from channels_mgmt.inbox.services.answers import answer_interaction
from channels_mgmt.publishing.models import Post
from cmhub.lib.weeks import Week
from reporting.weekly.models import WeeklyReport
from reporting.weekly.services.lifecycle import save_qualitative
from tests.demo.loads import BRANDS, OURS, load_some, plans_of

pytestmark = pytest.mark.django_db

NOW = timezone.now()
LAST_WEEK = Week.of(NOW, "Africa/Douala").previous
EARLIER = LAST_WEEK.start("Africa/Douala") + timedelta(days=2, hours=11)
"""A Wednesday on which the newest whole week was the one before."""

OURS_BY_FILE = Message.objects.filter(**OURS, promise=None).exclude(source=Source.HAND)
Rows = list[tuple[object, ...]]


def told_and_added(agency: Agency) -> list[int]:
    return [sum(1 for _row in plan.rows()) for plan in plans_of(agency)]


def counts() -> dict[str, int]:
    models = (Message, Interaction, InteractionEvent, Escalation, Post, WeeklyReport, AuditEntry)
    return {model.__name__: model.objects.count() for model in models}


def threads(interactions: list[Interaction]) -> Rows:
    """All that people see of these interactions."""
    rows: Rows = []
    for interaction in interactions:
        interaction.refresh_from_db()
        rows.append((interaction.state, interaction.kind, interaction.holder, interaction.closed_at))
        rows += interaction.messages.order_by("pk").values_list("pk", "text", "sent_at")
        rows += interaction.events.values_list("verb", "at")
    return rows


def test_the_weeks_between_are_added_and_what_was_told_stays() -> None:
    load_some(at=EARLIER)
    told = dict(OURS_BY_FILE.values_list("pk", "text"))
    waiting = Interaction.objects.filter(**OURS, state__in=(State.NEW, State.IN_PROGRESS))
    waited = list(waiting.values_list("pk", flat=True))

    agency = load_some(at=NOW)

    assert agency.loaded_at == NOW
    assert OURS_BY_FILE.count() == sum(told_and_added(agency)) > len(told)
    assert dict(OURS_BY_FILE.filter(pk__in=told).values_list("pk", "text")) == told
    assert not OURS_BY_FILE.filter(interaction=None).exists()
    assert Interaction.objects.filter(pk__in=waited, first_response_at__gte=EARLIER).count() > 3
    assert not Message.objects.filter(**OURS, sent_at__gt=NOW).exists()
    assert not InteractionEvent.objects.filter(**OURS, at__gt=NOW).exists()


@pytest.mark.faults
def test_its_reports_go_on_and_its_escalations_end() -> None:
    load_some(at=EARLIER)
    open_before = Escalation.objects.filter(**OURS, answered_at=None, closed_at=None).count()

    agency = load_some(at=NOW)

    states = dict(WeeklyReport.objects.filter(brand__slug="logone-voyages").values_list("week", "state"))
    assert states[str(LAST_WEEK - 1)] == "read"
    assert states[str(LAST_WEEK)] == "computed"
    newest = WeeklyReport.objects.get(brand__slug="logone-voyages", week=str(LAST_WEEK))
    assert newest.quantitative["interactions"]["opened"] > 10
    passed_on = {
        (slug, step.message_id)
        for plan in plans_of(agency)
        for slug, brand in plan.brands.items()
        for step in brand.passed_on
    }
    assert Escalation.objects.filter(**OURS).exclude(key=None).count() == len(passed_on) >= open_before


def test_nothing_is_added_twice_in_a_week() -> None:
    load_some(at=EARLIER)
    load_some(at=NOW)
    before = counts()

    load_some(at=NOW + timedelta(minutes=10))

    assert counts() == before


@pytest.mark.faults
def test_what_people_did_themselves_is_left_as_it_is() -> None:
    load_some(at=EARLIER)
    cm = User.objects.get(email="cm@demo.example")
    answered, noted, *_others = Interaction.objects.filter(**OURS, state=State.NEW).order_by("-opened_at")
    later = EARLIER + timedelta(hours=1)
    answer_interaction(interaction=answered, text="Je m'en occupe.", by=cm, at=later)
    sorting.note(interaction=noted, text="Je rappelle demain.", by=cm, at=later)
    report = WeeklyReport.objects.get(brand__slug="logone-voyages", week=str(LAST_WEEK - 1))
    save_qualitative(report=report, qualitative={"reading": {"fr": "À moi.", "en": ""}}, by=cm, at=later)
    theirs = [answered, noted]
    before = threads(theirs)

    load_some(at=NOW)

    assert threads(theirs) == before
    report.refresh_from_db()
    assert (report.state, report.qualitative["reading"]["fr"]) == ("computed", "À moi.")


@pytest.mark.faults
def test_what_was_taken_in_beside_it_is_not_closed() -> None:
    agency = load_some(at=EARLIER)
    told = Interaction.objects.filter(**OURS, state=State.ANSWERED).latest("opened_at")
    beside = Interaction.objects.create(
        brand=told.brand,
        channel=told.channel,
        author="Awa",
        author_key="awa",
        opened_at=EARLIER,
        last_at=EARLIER,
        waiting_since=EARLIER,
    )

    load_some(at=NOW)

    beside.refresh_from_db()
    assert beside.state == State.NEW
    assert agency.pk == beside.brand.agency_id


def stop_after_a_brand(sentence: str) -> None:
    if "messages," in sentence and " s" in sentence:
        raise KeyboardInterrupt


def stop(*_arguments: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.faults
@pytest.mark.parametrize("at_the_reports", [False, True])
def test_what_is_cut_short_is_gone_on_with(at_the_reports: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    load_some(at=EARLIER)
    with monkeypatch.context() as patched:
        if at_the_reports:
            patched.setattr("cmhub.demo.loading.reports.make_reports", stop)
        with pytest.raises(KeyboardInterrupt):
            load_some(stop_after_a_brand, at=NOW)

    agency = load_some(at=NOW + timedelta(minutes=10))

    assert agency.loaded_at == NOW
    assert OURS_BY_FILE.count() == sum(told_and_added(agency))
    assert WeeklyReport.objects.filter(**OURS).count() == 4 * len(BRANDS)
    keys = [call.key for plan in plans_of(agency) for brand in plan.brands.values() for call in brand.by_hand]
    assert InteractionEvent.objects.filter(**OURS, verb="logged").count() == len(keys)


@pytest.mark.faults
def test_a_channel_and_a_person_that_are_gone_are_done_without() -> None:
    load_some(at=EARLIER)
    User.objects.filter(email="service@demo.example").update(email="mireille@ailleurs.example")

    agency = load_some(at=NOW)

    assert agency.loaded_at == NOW
    assert Message.objects.filter(**OURS, sent_at__gte=EARLIER).exists()


@pytest.mark.faults
def test_clocks_that_go_back_change_nothing() -> None:
    load_some(at=NOW)
    before = counts()

    load_some(at=datetime(2020, 1, 6, tzinfo=NOW.tzinfo))

    assert counts() == before
