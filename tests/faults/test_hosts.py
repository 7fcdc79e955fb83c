"""Two hosts on one database and one queue: work is done once, and one of them may be lost."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings as django_settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from accounts.models import Notification
from channels_mgmt.brands.models import Brand
from channels_mgmt.escalations.choices import Verb
from channels_mgmt.escalations.models import Escalation, EscalationEvent
from channels_mgmt.escalations.services.opening import open_escalation
from channels_mgmt.inbox.models import IntakeRun, Message
from channels_mgmt.inbox.services import intake_runs
from channels_mgmt.inbox.services.logging import log_interaction
from cmhub.celery import app
from cmhub.embedded.layout import CHECKOUT
from reporting.weekly.models import ReportRun, WeeklyReport
from tests.accounts.post_office import PostOffice, opened
from tests.cast import Cast
from tests.hosts import Host
from tests.intake.runs import COUNT, held_up, somebody_waits, write_long
from tests.waiting import wait_until
from tests.weekly.making import WEEK, arrived

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]

MINUTES = 240
"""Seconds for what the schedule does at its minute."""


@pytest.fixture(scope="module")
def static(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As an image has them: collected once, the same on all hosts."""
    folder = tmp_path_factory.mktemp("static")
    code = (
        "import django; from django.conf import settings; import cmhub.settings.base as base\n"
        "settings.configure(**{k: v for k, v in vars(base).items() if k.isupper()} | {'SECRET_KEY': 'x',"
        f" 'STATIC_ROOT': {str(folder)!r}, 'DATABASES': {{}}, 'CACHES': {{}}}})\n"
        "django.setup()\n"
        "from django.core.management import call_command\n"
        "call_command('collectstatic', interactive=False, verbosity=0)"
    )
    subprocess.run([sys.executable, "-c", code], cwd=CHECKOUT, check=True)
    return folder


@pytest.fixture
def post_office(settings: object) -> Iterator[PostOffice]:
    with opened(settings) as office:
        yield office


@pytest.fixture
def hosts(
    cast: Cast, static: Path, tmp_path: Path, post_office: PostOffice, settings: object
) -> Iterator[list[Host]]:
    app.control.purge()
    shared = tmp_path / "shared"
    shared.mkdir()
    settings.MEDIA_ROOT = shared  # type: ignore[attr-defined]
    both = [
        Host(name, tmp_path / name, shared_files=shared, static=static, mail_port=post_office.port)
        for name in ("one", "two")
    ]
    try:
        for host in both:
            host.start()
        yield both
    finally:
        for host in both:
            host.lose_power()


def given(cast: Cast, brand: Brand, path: Path) -> IntakeRun:
    channel = brand.channels.order_by("pk")[0]
    with path.open("rb") as file:
        run = intake_runs.give_file(
            brand=brand,
            file=file,
            name=path.name,
            channel=channel,
            by=cast.manager,
            key=uuid4(),
        )
    return intake_runs.start_run(run=run, columns=run.columns, channel=channel, by=cast.manager)


def due_escalation(cast: Cast, words: str) -> Escalation:
    """Due to climb now, whatever the hour is."""
    now = timezone.now()
    made = open_escalation(
        interaction=log_interaction(
            brand=cast.brand, channel=cast.official, author="Awa Ndiaye", text=words, by=cast.cm
        ),
        question=words,
        by=cast.cm,
        at=now - timedelta(hours=3),
    )
    Escalation.objects.filter(pk=made.pk).update(
        may_wake=True,
        around_the_clock=True,
        acknowledge_by=now,
        answer_by=now + timedelta(days=9),
        next_step_at=now,
    )
    return made


def stepped(escalation: Escalation) -> int:
    return EscalationEvent.objects.filter(escalation=escalation, verb=Verb.LATE_TO_ACKNOWLEDGE).count()


def nobody_was_told_twice(post_office: PostOffice) -> None:
    told = Counter(str(letter["Message-ID"]) for letter in post_office.letters)
    assert told
    assert set(told.values()) == {1}
    assert set(Notification.objects.filter(state="sent").values_list("attempts", flat=True)) == {1}


def test_a_days_work_is_done_once_and_a_host_may_be_lost(
    hosts: list[Host], cast: Cast, tmp_path: Path, post_office: PostOffice
) -> None:
    one, two = hosts
    client = Client()
    client.force_login(cast.manager)
    session = client.cookies[django_settings.SESSION_COOKIE_NAME].value
    for host in hosts:
        status, page = host.get(f"/b/{cast.brand.slug}/inbox/", session)
        assert status == 200
        styles = page.split('rel="stylesheet" href="')[1].split('"')[0]
        assert [other.get(styles)[0] for other in hosts] == [200, 200]

    arrived(cast, "Awa", answered_after=5)
    first = due_escalation(cast, "Premier")
    run = given(cast, cast.brand, write_long(tmp_path / "messages.csv"))
    ReportRun.objects.create(brand=cast.brand, week=str(WEEK), asked_at=timezone.now())
    for _twice in hosts:
        app.send_task("reporting.weekly.tasks.compute_due")

    wait_until(lambda: stepped(first), seconds=MINUTES, what="the sweep of a minute")
    wait_until(lambda: state_of(run) == "done", seconds=MINUTES, what="the file")
    wait_until(
        lambda: not ReportRun.objects.filter(week=str(WEEK), finished_at=None).exists(),
        seconds=MINUTES,
        what="the report",
    )
    assert stepped(first) == 1
    assert Message.objects.filter(brand=cast.brand, source="file").count() == COUNT
    assert WeeklyReport.objects.filter(brand=cast.brand, week=str(WEEK)).count() == 1
    wait_until(
        lambda: not Notification.objects.filter(state__in=["pending", "sending"], user=None).exists(),
        seconds=MINUTES,
        what="the mails",
    )
    nobody_was_told_twice(post_office)

    # What a host has in hand when it is lost is taken up by the other.
    with held_up():
        again = given(cast, cast.other_brand, write_long(tmp_path / "again.csv"))
        wait_until(somebody_waits, seconds=MINUTES, what="a worker amid the file")
        lost, left = (one, two) if is_at_work(one) else (two, one)
        lost.lose_power()
    second = due_escalation(cast, "Second")
    wait_until(lambda: state_of(again) == "done", seconds=MINUTES, what="the file, on the host that is left")
    wait_until(lambda: stepped(second), seconds=MINUTES, what="the sweep, on the host that is left")
    assert stepped(second) == 1
    assert Message.objects.filter(brand=cast.other_brand, source="file").count() == COUNT
    assert left.get(f"/b/{cast.brand.slug}/inbox/", session)[0] == 200
    Session.objects.all().delete()
    assert left.get(f"/b/{cast.brand.slug}/inbox/", session)[0] == 302
    nobody_was_told_twice(post_office)


def test_deadlines_wait_for_no_file_no_report_and_no_mail_server(
    hosts: list[Host], cast: Cast, tmp_path: Path, post_office: PostOffice
) -> None:
    """All other workers are at something that does not end: a step is taken by the sweep of its minute."""
    post_office.freezes = True
    with held_up():
        files = [
            given(cast, brand, write_long(tmp_path / f"{brand.slug}.csv"))
            for brand in (cast.brand, cast.other_brand)
        ]
        wait_until(
            lambda: [state_of(run) for run in files] == ["running"] * len(hosts),
            seconds=MINUTES,
            what="files in all hands",
        )
        ReportRun.objects.create(brand=cast.brand, week=str(WEEK), asked_at=timezone.now())
        app.send_task("reporting.weekly.tasks.compute_due")
        due_escalation(cast, "Premier")
        wait_until(post_office.has_text.is_set, seconds=MINUTES, what="a mail that is not answered")
        late = due_escalation(cast, "Second")
        wait_until(lambda: stepped(late), seconds=MINUTES, what="the sweep of a minute")
        assert [state_of(run) for run in files] == ["running"] * len(hosts)
        assert not WeeklyReport.objects.filter(brand=cast.brand, week=str(WEEK)).exists()
        assert stepped(late) == 1
    post_office.freezes = False


def state_of(run: IntakeRun) -> str:
    run.refresh_from_db()
    return run.state


def is_at_work(host: Host) -> bool:
    """Whether its worker of long work has the task in hand."""
    tasks = app.control.inspect([f"long@{host.name}"], timeout=5).active() or {}
    return any(task["name"].endswith("take_in_run") for of in tasks.values() for task in of)
