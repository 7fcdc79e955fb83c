"""Whatever leaves as a file, and whoever opens a report: each is a line of the record.

Both walks are generated from the URL configuration, so that a new export cannot escape them; for files no
one has taught yet, every run looks at a fourth of the addresses, whole at all.
"""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import AuditEntry
from cmhub.lib.weeks import Week
from reporting.weekly.services import lifecycle
from reporting.weekly.services.computing import compute_report
from tests.access.test_walk import address, own_urls
from tests.access.things import NOW, WEEK, Things, furnish
from tests.cast import Cast
from tests.shares import in_share, whole_or_share

GIVEN = {"handle": "Awa de wouri", "sure": "on"}
"""What the forms that hand out a file ask for."""
KNOWN = {
    "answer-files/<int:pk>/": "escalation.file_taken",
    "b/<slug:slug>/inbox/export/csv/": "interactions.exported",
    "b/<slug:slug>/inbox/export/xlsx/": "interactions.exported",
    "b/<slug:slug>/inbox/import/<int:pk>/refused/": "intake.refused_lines_taken",
    "b/<slug:slug>/personal-data/copy/": "personal_data.copied",
    "b/<slug:slug>/publishing/figures/files/<int:pk>/refused/": "metrics.refused_lines_taken",
    "b/<slug:slug>/reports/<str:week>/csv/": "report.exported",
    "b/<slug:slug>/reports/<str:week>/json/": "report.exported",
    "b/<slug:slug>/reports/<str:week>/pdf/": "report.exported",
    "b/<slug:slug>/reports/<str:week>/xlsx/": "report.exported",
    "b/<slug:slug>/strategy/<int:version>/pdf/": "strategy.exported",
    "crises/<int:pk>/lesson.pdf": "crisis.exported",
    "people/me/data/": "own_data.taken",
    "record/export/": "record.exported",
}
"""The files of today with their verbs: a new one is found by the walk, and named here."""
OF_ONESELF = {"account/security/codes/download/"}
"""A library's file of secrets, which its owner alone gets: that it was shown is no export of what is held."""


@pytest.fixture
def things(cast: Cast) -> Things:
    return furnish(cast.brand, cast.cm)


def lines() -> set[int]:
    return set(AuditEntry.objects.values_list("pk", flat=True))


@whole_or_share
def test_every_file_that_leaves_is_on_record(
    whole: bool, answers_alone: None, cast: Cast, things: Things
) -> None:
    client, files, silent = Client(), {}, []
    client.force_login(cast.manager)
    for route, _entry in own_urls():
        if not (whole or route in {*KNOWN, *OF_ONESELF} or in_share(route, of=4)):
            continue
        for method in ("get", "post"):
            before = lines()
            response = getattr(client, method)(address(route, things), GIVEN)
            if "attachment" not in response.get("Content-Disposition", ""):
                continue
            told = AuditEntry.objects.filter(by=cast.manager).exclude(pk__in=before)
            files[route] = sorted(set(told.values_list("verb", flat=True)))
            if not told:
                silent.append(f"{method} /{route}")
    assert not silent, "files that leave without a line: " + ", ".join(silent)
    assert not (missing := {route: verb for route, verb in KNOWN.items() if verb not in files.get(route, [])})
    assert set(files) - OF_ONESELF == set(KNOWN), (missing, files)


def test_every_page_of_a_report_is_on_record(cast: Cast, things: Things) -> None:
    """Each page of a week tells who opened its report; an hour later it is told again. Its files are told of
    as such.
    """
    report = compute_report(brand=cast.brand, week=Week.parse(str(WEEK)), at=NOW)
    insights = {"product": [{"text": "x"}], "service": [], "image": []}
    said = {"reading": {"fr": "Lecture", "en": "Reading"}, "insights": insights}
    lifecycle.save_qualitative(report=report, qualitative=said, by=cast.cm, at=NOW)
    lifecycle.publish(report=lifecycle.complete(report=report, by=cast.cm, at=NOW), by=cast.manager, at=NOW)
    opened = []
    for route, _entry in own_urls():
        if "<week" not in route and "report" not in route:
            continue
        client = Client()
        client.force_login(cast.executive)
        before = lines()
        response = client.get(address(route, things))
        is_page = response["Content-Type"].startswith("text/html")
        if response.status_code == 200 and is_page and response.context and "report" in response.context:
            told = AuditEntry.objects.filter(by=cast.executive, verb="report.read").exclude(pk__in=before)
            opened.append((route, told.exists()))
    assert opened
    assert all(told for _route, told in opened), opened
