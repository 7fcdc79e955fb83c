"""The demonstration as it comes into the database, through intake and services."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone

from accounts.models import Agency, Notification
from channels_mgmt.brands.choices import Purpose
from channels_mgmt.escalations.choices import State as EscalationState
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.inbox.choices import State
from channels_mgmt.inbox.models import Attachment, Interaction, Message
from channels_mgmt.inbox.services.attachments import path_of
from channels_mgmt.publishing.choices import PostOrigin
from channels_mgmt.publishing.models import Post
from channels_mgmt.team.models import Assignment, Channel
from cmhub.demo.loading.figures import COUNTING
from cmhub.demo.logins import set_passwords
from cmhub.lib.commands import UsageError
from cmhub.logins import LOGINS
from reporting.metrics.models import MetricsRun, Snapshot
from reporting.weekly.models import WeeklyReport
from tests.demo.loads import OURS, load_some, plan_of

pytestmark = pytest.mark.django_db

COUNTED = (Agency, Channel, Assignment, Message, Interaction, Escalation, Post, WeeklyReport, Notification)


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[Agency]:
    """Two brands and three weeks of the demonstration, loaded once for the tests that only read it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load_some()
        transaction.set_rollback(True)


def counts() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in COUNTED}


def test_posts_have_the_figures_of_an_export_and_accounts_those_that_people_read(loaded: Agency) -> None:
    exported = Post.objects.filter(**OURS, origin=PostOrigin.EXPORT)
    official = exported.filter(channel__purpose=Purpose.OFFICIAL, channel__network__in=COUNTING)
    assert Snapshot.objects.standing().filter(**OURS).count() == official.count() > 10
    assert set(MetricsRun.objects.filter(**OURS).values_list("state", "refused")) == {("done", 0)}
    read = Snapshot.objects.filter(**OURS, source="hand")
    assert read.exists()
    assert all(one.figures["followers"] > 0 for one in read)


def test_all_that_was_planned_is_there(loaded: Agency) -> None:
    plan = plan_of(loaded)

    said = sum(1 + bool(call.answer) for brand in plan.brands.values() for call in brand.by_hand)
    of_the_plan = Message.objects.filter(**OURS, promise=None)
    assert of_the_plan.count() == sum(1 for _row in plan.rows()) + said
    exported = Post.objects.filter(**OURS, origin=PostOrigin.EXPORT)
    assert exported.count() == sum(len(brand.posts) for brand in plan.brands.values())
    assert Escalation.objects.filter(**OURS).count() >= sum(
        len(brand.passed_on) for brand in plan.brands.values()
    )
    assert not Message.objects.filter(**OURS, interaction=None).exists()
    assert loaded.loaded_at is not None


def test_a_public_conversation_is_one_interaction(loaded: Agency) -> None:
    plan = plan_of(loaded)

    threads = dict(
        Message.objects.filter(**OURS).exclude(external_id=None).values_list("external_id", "interaction_id")
    )
    split = [
        talk
        for brand in plan.brands.values()
        for talk in brand.talks
        if not talk.opening.conversation  # private ones begin anew after a day of silence
        and len({threads[row.message_id] for row in talk.rows if row.message_id in threads}) > 1
    ]
    assert split == []


def test_what_departments_answered_was_relayed(loaded: Agency) -> None:
    plan = plan_of(loaded)

    relayed = sum(bool(step.relay_id) for brand in plan.brands.values() for step in brand.passed_on)
    done = Escalation.objects.filter(**OURS, relayed_at__isnull=False)
    assert done.count() == relayed > 0
    assert not done.exclude(state__in=(EscalationState.RELAYED, EscalationState.CLOSED)).exists()


def test_people_hid_set_aside_and_closed(loaded: Agency) -> None:
    states = Counter(Interaction.objects.filter(**OURS).values_list("state", flat=True))
    assert {State.HIDDEN, State.CLOSED, State.ANSWERED, State.NEW} <= set(states)


def test_reports_were_read_until_the_one_that_waits_for_its_manager(loaded: Agency) -> None:
    reports = WeeklyReport.objects.filter(brand__slug="logone-voyages").order_by("week")
    assert [report.state for report in reports] == ["read", "read", "computed"]
    first = reports[0]
    assert first.quantitative["interactions"]["opened"] > 10
    assert first.qualitative["reading"]["fr"]
    assert first.qualitative["reading"]["en"]
    assert first.published_at is not None
    assert first.published_at - first.ends_at < timedelta(days=1)


def test_what_is_past_sends_no_mail(loaded: Agency) -> None:
    oldest = timezone.now() - timedelta(hours=48, minutes=5)
    assert not Notification.objects.filter(agency=loaded, created_at__lt=oldest).exists()
    assert not Notification.objects.filter(agency=loaded, key__startswith="welcome:").exists()


def test_loading_again_changes_nothing(loaded: Agency) -> None:
    load_some()
    before = counts()

    load_some()

    assert counts() == before


def test_logins_open_the_pages(loaded: Agency) -> None:
    set_passwords("du-ndolé-et-du-miondo")

    for email in LOGINS:
        assert Client().login(username=email, password="du-ndolé-et-du-miondo"), email


def test_logins_are_printed_as_json(loaded: Agency) -> None:
    out = StringIO()

    call_command("demo_logins", password="du-ndolé-et-du-miondo", stdout=out)

    assert {entry["email"] for entry in json.loads(out.getvalue())} == set(LOGINS)


@pytest.mark.parametrize("arguments", [{"until": "2026-W54"}, {"brand": ["vodka"]}])
def test_what_does_not_exist_is_refused_in_words(arguments: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        call_command("load_demo", **arguments)


def test_pictures_are_there_with_their_files(loaded: Agency) -> None:
    pictures = Attachment.objects.filter(**OURS)
    assert set(pictures.values_list("brand__slug", flat=True)) == {"vina-assurances", "logone-voyages"}
    assert all(path_of(one.stored_as).is_file() for one in pictures)
