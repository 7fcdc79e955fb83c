"""What comes to the time line by itself, what people write on it, and who may."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.models import AuditEntry
from channels_mgmt.crisis.models import Crisis
from channels_mgmt.desk import personal_data
from channels_mgmt.publishing.models import Campaign
from channels_mgmt.publishing.services import days
from cmhub.lib.editions import ChangedMeanwhileError
from cmhub.lib.weeks import Week
from reporting.annotations.choices import Kind
from reporting.annotations.models import Annotation
from reporting.annotations.services import annotating
from reporting.annotations.services.annotating import Said
from reporting.annotations.services.timeline import Event, events_by_brand, events_of
from reporting.weekly.services.computing import compute_report
from reporting.weekly.services.drawing import charts_of
from reporting.weekly.services.links import link_for
from tests.cast import Cast, client_of
from tests.inbox.making import logged
from tests.weekly.making import published
from tests.weekly.test_report_links import path_of

NOW = datetime(2026, 11, 9, 6, 0, tzinfo=UTC)
FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)
PAGE = "/b/wouri/timeline/"


def write(cast: Cast, words: str = "Coupure du câble", **said: object) -> Annotation:
    given = {"kind": Kind.OUTAGE, "words": words, "starts_on": date(2026, 11, 3)} | said
    return annotating.annotate(
        brand=cast.brand,
        said=Said(**given),  # type: ignore[arg-type]
        by=cast.cm,
        key=uuid4(),
        at=NOW,
    )


def found(cast: Cast, kind: Kind, first: date = FIRST, last: date = LAST) -> list[Event]:
    return [one for one in events_of(cast.brand, first, last, now=NOW) if one.kind == kind]


def test_a_campaign_comes_of_itself_and_is_over_when_somebody_ended_it(cast: Cast) -> None:
    Campaign.objects.create(brand=cast.brand, name="Rentrée", starts_on=date(2026, 10, 20))
    Campaign.objects.create(brand=cast.brand, name="Sans dates")
    Campaign.objects.create(
        brand=cast.brand,
        name="Arrêtée",
        starts_on=date(2026, 11, 2),
        ends_on=date(2026, 11, 20),
        ended_at=datetime(2026, 11, 4, 23, 30, tzinfo=UTC),
        ended_by=cast.cm,
    )
    Campaign.objects.create(brand=cast.other_brand, name="D’une autre", starts_on=date(2026, 11, 2))
    assert [(one.words, one.first, one.last) for one in found(cast, Kind.CAMPAIGN)] == [
        ("Rentrée", date(2026, 10, 20), LAST),
        ("Arrêtée", date(2026, 11, 2), date(2026, 11, 5)),
    ]


def test_a_crisis_comes_of_itself_in_the_time_of_the_brand_and_a_drill_does_not(cast: Cast) -> None:
    opened = datetime(2026, 11, 2, 23, 30, tzinfo=UTC)  # the 3rd in Douala
    for title, drill in (("Panne nationale", False), ("Exercice", True)):
        Crisis.objects.create(
            brand=cast.brand, title=title, level=1, drill=drill, opened_by=cast.cm, opened_at=opened
        )
    assert [(one.words, one.first, one.last) for one in found(cast, Kind.CRISIS)] == [
        ("Panne nationale", date(2026, 11, 3), NOW.date())
    ]


def test_days_off_and_days_of_the_house_come_of_themselves_and_known_days_do_not(cast: Cast) -> None:
    days.add_day(
        brand=cast.brand,
        said=days.Said("Anniversaire de la marque", date(2026, 5, 12)),
        by=cast.cm,
        key=uuid4(),
        at=NOW,
    )
    events = events_of(cast.brand, date(2026, 5, 1), date(2026, 5, 31), now=NOW)
    assert (Kind.HOLIDAY, date(2026, 5, 20)) in [(one.kind, one.first) for one in events]
    assert [one.words for one in events if one.kind == Kind.DAY] == ["Anniversaire de la marque"]
    assert {one.kind for one in events} <= {Kind.HOLIDAY, Kind.DAY}


def test_several_brands_keep_to_their_own(cast: Cast) -> None:
    write(cast)
    both = events_by_brand([cast.brand, cast.other_brand], FIRST, LAST, kinds=(Kind.OUTAGE,), now=NOW)
    assert [len(both[cast.brand.pk]), len(both[cast.other_brand.pk])] == [1, 0]


def test_what_is_taken_back_is_gone_and_comes_back(cast: Cast) -> None:
    one = write(cast)
    assert found(cast, Kind.OUTAGE)
    annotating.take_back(annotation=one, by=cast.cm, at=NOW)
    assert not found(cast, Kind.OUTAGE)
    annotating.put_back(annotation=one, by=cast.cm, at=NOW)
    assert found(cast, Kind.OUTAGE)
    verbs = list(AuditEntry.objects.filter(verb__startswith="annotation.").values_list("verb", flat=True))
    assert sorted(verbs) == ["annotation.added", "annotation.put_back", "annotation.taken_back"]


def test_the_same_form_sent_twice_writes_once_and_not_on_another_brand(cast: Cast) -> None:
    key, said = uuid4(), Said(Kind.STRIKE, "Grève des transports", FIRST)
    one = annotating.annotate(brand=cast.brand, said=said, by=cast.cm, key=key)
    assert annotating.annotate(brand=cast.brand, said=said, by=cast.cm, key=key) == one
    with pytest.raises(ValidationError):
        annotating.annotate(brand=cast.other_brand, said=said, by=cast.cm, key=key)


def test_who_saves_an_older_one_is_told(cast: Cast) -> None:
    one = write(cast)
    said = Said(Kind.OUTAGE, "Coupure réparée", FIRST)
    annotating.change_annotation(annotation=one, said=said, edition=1, by=cast.cm)
    with pytest.raises(ChangedMeanwhileError):
        annotating.change_annotation(annotation=one, said=said, edition=1, by=cast.manager)


@pytest.mark.parametrize(
    "said",
    [
        {"words": "  "},
        {"ends_on": date(2026, 11, 2)},
        {"ends_on": date(2028, 11, 2)},
        {"kind": Kind.CRISIS},
    ],
)
def test_what_makes_no_sense_is_refused(cast: Cast, said: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        write(cast, **said)
    assert not Annotation.objects.exists()


@time_machine.travel(NOW, tick=False)
def test_the_cm_writes_changes_and_takes_back_on_the_page(cast: Cast) -> None:
    cm = client_of(cast.cm)
    given = {"kind": "strike", "words": "Grève des taxis", "starts_on": "2026-11-03", "key": str(uuid4())}
    refused = cm.post(f"{PAGE}new/", given | {"ends_on": "2026-11-01"})
    assert refused.status_code == 422
    assert "Grève des taxis" in refused.content.decode()
    assert cm.post(f"{PAGE}new/", given).status_code == 303
    one = Annotation.objects.get()
    shown = cm.get(f"{PAGE}?lang=fr").content.decode()
    assert "Grève des taxis" in shown
    stale = given | {"words": "Grève finie", "edition": "0"}
    assert "Grève finie" in cm.post(f"{PAGE}{one.pk}/", stale).content.decode()
    assert cm.post(f"{PAGE}{one.pk}/", stale | {"edition": "1"}).status_code == 303
    cm.post(f"{PAGE}{one.pk}/stand/", {"stands": "0"})
    assert "Grève finie" not in [shown["event"].words for shown in cm.get(PAGE).context["events"]]
    one.refresh_from_db()
    assert one.taken_back_at is not None


@time_machine.travel(NOW, tick=False)
def test_the_executive_reads_and_does_not_write(cast: Cast) -> None:
    one = write(cast)
    executive = client_of(cast.executive)
    assert "Coupure du câble" in executive.get(PAGE).content.decode()
    assert executive.get(f"{PAGE}new/").status_code == 403
    assert executive.post(f"{PAGE}{one.pk}/stand/", {"stands": "0"}).status_code == 403


@time_machine.travel(NOW, tick=False)
@pytest.mark.parametrize("name", ["other_cm", "rival", "colleague"])
def test_a_stranger_finds_no_time_line(cast: Cast, name: str) -> None:
    one = write(cast)
    stranger = client_of(cast.people[name])
    for address in (PAGE, f"{PAGE}new/", f"{PAGE}{one.pk}/"):
        assert stranger.get(address).status_code == 404
    assert stranger.get("/b/sanaga/timeline/").status_code == (200 if name == "other_cm" else 404)
    assert not Annotation.objects.visible_to(cast.people[name]).exists()


def test_the_charts_over_time_of_a_report_show_it(cast: Cast) -> None:
    write(cast)
    report = compute_report(brand=cast.brand, week=Week.parse("2026-W45"), at=NOW)
    charts = charts_of(report)
    for name in ("by_day", "first_response"):
        assert any("Coupure du câble" in mark["words"] for mark in charts[name]["marks"])
        assert any("Coupure du câble" in row[-1] for row in charts[name]["table"]["rows"])
    assert "marks" not in charts["kinds"]


def test_a_published_report_shows_what_is_written_later_and_no_more_what_is_taken_back(cast: Cast) -> None:
    with time_machine.travel(NOW, tick=False):
        report = published(cast)

        def told() -> str:
            return client_of(cast.executive).get(f"/b/wouri/reports/{report.week}/").content.decode()

        assert "Coupure du câble" not in told()
        one = write(cast)
        assert "Coupure du câble" in told()
        strangers = link_for(report=report, name="Mme Ngo", language="fr", by=cast.manager)
        assert "Coupure du câble" not in Client().get(path_of(strangers)).content.decode()
        annotating.take_back(annotation=one, by=cast.cm, at=NOW)
        assert "Coupure du câble" not in told()


def test_a_time_line_has_the_days_of_one_year(cast: Cast) -> None:
    write(cast)
    with time_machine.travel(NOW + timedelta(days=100), tick=False):
        manager = client_of(cast.manager)
        assert "Coupure du câble" not in manager.get(PAGE).content.decode()
        assert "Coupure du câble" in manager.get(f"{PAGE}?year=2026").content.decode()
        for year in ("abc", "1999", "99999", "²"):
            assert manager.get(PAGE, {"year": year}).status_code == 200


def test_somebody_of_the_public_who_is_named_goes_and_the_event_stays(cast: Cast) -> None:
    one = write(cast, words="Appel au boycott de Zorglub Mbarga")
    other = write(cast, words="Coupure du câble")
    logged(cast, author="Zorglub Mbarga", text="Boycottez tous cette marque dès demain", at=NOW)
    copied = personal_data.copy_for(brand=cast.brand, handle="Zorglub Mbarga", by=cast.manager)
    assert {"event": one.words, "on": "2026-11-03"} in copied["quoted"]
    personal_data.erase(brand=cast.brand, handle="Zorglub Mbarga", by=cast.manager)
    one.refresh_from_db()
    other.refresh_from_db()
    assert "Zorglub" not in one.words
    assert one.words.startswith("Appel au boycott de")
    assert other.words == "Coupure du câble"
