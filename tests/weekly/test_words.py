"""The qualitative half in parts: kept in rows, shown in the report, and by two people at once."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError

from accounts.models import Notification, User
from channels_mgmt.brands.models import Brand
from cmhub.lib.editions import ChangedMeanwhileError
from cmhub.lib.weeks import Week
from reporting.weekly.contract import as_contract
from reporting.weekly.models import DecisionAsked, Insight, Quotation, Recommendation, WeeklyReport
from reporting.weekly.services import following, lifecycle, words
from reporting.weekly.services.computing import compute_report
from tests.cast import Cast, client_of
from tests.weekly.making import sent
from tests.weekly.test_lifecycle import WORDS

WEEK = Week.parse("2026-W45")
MONDAY = datetime(2026, 11, 9, 6, 0, tzinfo=UTC)
PAGE = f"/b/wouri/reports/{WEEK}/write/"


@pytest.fixture
def draft(cast: Cast) -> WeeklyReport:
    return compute_report(brand=cast.brand, week=WEEK, at=MONDAY)


def publish(cast: Cast, report: WeeklyReport, at: datetime = MONDAY) -> WeeklyReport:
    report = WeeklyReport.objects.get(pk=report.pk)
    words.write_reading(
        report=report,
        edition=report.edition,
        reading={"fr": "Calme.", "en": "Quiet."},
        errata=[],
        by=cast.cm,
        at=at,
    )
    lifecycle.complete(report=report, by=cast.cm, at=at)
    return lifecycle.publish(report=report, by=cast.manager, at=at)


def insight(cast: Cast, report: WeeklyReport, text: str = "Le forfait nuit plaît.") -> Insight:
    values = {"text": text, "area": "product"}
    return words.add(kind=Insight, report=report, key=uuid4(), values=values, by=cast.cm, at=MONDAY)


def test_what_is_added_is_in_the_report_and_in_its_json(cast: Cast, draft: WeeklyReport) -> None:
    added = insight(cast, draft)
    draft.refresh_from_db()
    assert draft.qualitative["insights"]["product"] == [
        {"id": added.pk, "text": "Le forfait nuit plaît.", "quotations": []}
    ]
    told = as_contract(draft)["qualitative"]["insights"]["product"]
    assert [(one["text"], one["quote"]) for one in told] == [("Le forfait nuit plaît.", "")]


def test_a_form_that_is_sent_twice_adds_one(cast: Cast, draft: WeeklyReport) -> None:
    key, values = uuid4(), {"text": "Fermer l’agence ?"}
    for _time in range(2):
        words.add(kind=DecisionAsked, report=draft, key=key, values=values, by=cast.cm, at=MONDAY)
    assert DecisionAsked.objects.count() == 1
    other = compute_report(brand=cast.brand, week=WEEK.previous, at=MONDAY)
    with pytest.raises(ValidationError):
        words.add(kind=DecisionAsked, report=other, key=key, values=values, by=cast.cm, at=MONDAY)


def test_two_who_write_at_once_lose_nothing(cast: Cast, draft: WeeklyReport) -> None:
    """Both opened the page before either wrote; each adds and one reads the numbers meanwhile."""
    insight(cast, draft, "De l’un.")
    insight(cast, draft, "De l’autre.")
    words.write_reading(
        report=draft, edition=draft.edition, reading={"fr": "Lu.", "en": ""}, errata=[], by=cast.cm, at=MONDAY
    )
    draft.refresh_from_db()
    told = [one["text"] for one in draft.qualitative["insights"]["product"]]
    assert (told, draft.qualitative["reading"]["fr"]) == (["De l’un.", "De l’autre."], "Lu.")


def test_who_saves_an_older_edition_is_told_and_sees_both(cast: Cast, draft: WeeklyReport) -> None:
    edition = draft.edition
    cm, manager = client_of(cast.cm), client_of(cast.manager)
    sent = {"edition": edition, "reading_fr": "D’abord.", "reading_en": "", "errata": ""}
    assert cm.post(PAGE, sent).status_code == 303
    second = manager.post(PAGE, {**sent, "reading_fr": "Ensuite."})
    assert second.status_code == 422
    shown = second.content.decode()
    assert "D’abord." in shown
    assert "Ensuite." in shown
    assert WeeklyReport.objects.get().qualitative["reading"]["fr"] == "D’abord."
    again = {**sent, "reading_fr": "Ensuite.", "edition": edition + 1}
    assert manager.post(PAGE, again).status_code == 303
    assert WeeklyReport.objects.get().qualitative["reading"]["fr"] == "Ensuite."


def test_one_insight_changed_by_two(cast: Cast, draft: WeeklyReport) -> None:
    row = insight(cast, draft)
    given = {"row": row, "report": draft, "edition": 1, "by": cast.cm, "at": MONDAY}
    words.change(values={"text": "Il plaît beaucoup."}, **given)
    with pytest.raises(ChangedMeanwhileError):
        words.change(values={"text": "Il déplaît."}, **given)
    page = client_of(cast.manager).post(f"/reports/insights/{row.pk}/", {"edition": 1, "text": "Il déplaît."})
    assert page.status_code == 422
    assert "Il plaît beaucoup." in page.content.decode()
    row.refresh_from_db()
    assert row.text == "Il plaît beaucoup."


def test_an_insight_is_taken_out(cast: Cast, draft: WeeklyReport) -> None:
    row = insight(cast, draft)
    assert client_of(cast.cm).post(f"/reports/insights/{row.pk}/take-out/").status_code == 303
    draft.refresh_from_db()
    assert draft.qualitative["insights"]["product"] == []


def test_what_is_added_or_taken_out_with_scripts_changes_its_part_alone(
    cast: Cast, draft: WeeklyReport
) -> None:
    """What is typed in the other parts of the page stays there."""
    cm, hx = client_of(cast.cm), {"HX-Request": "true"}
    sent = {"product-text": "Le forfait nuit plaît.", "product-key": str(uuid4())}
    added = cm.post(f"{PAGE}product/", sent, headers=hx)
    shown = added.content.decode()
    assert (added.status_code, "Le forfait nuit plaît." in shown) == (200, True)
    assert ('id="product"' in shown, 'id="service"' in shown, "reading_fr" in shown) == (True, False, False)
    refused = cm.post(f"{PAGE}decision/", {"decision-text": ""}, headers=hx)
    assert (refused.status_code, "<h1" in refused.content.decode()) == (422, False)
    row = Insight.objects.get()
    gone = cm.post(f"/reports/insights/{row.pk}/take-out/", headers=hx)
    assert 'id="product"' in gone.content.decode()
    assert row.text not in gone.content.decode()


def test_each_text_of_the_page_is_kept_on_the_device(cast: Cast, draft: WeeklyReport) -> None:
    page = client_of(cast.cm).get(PAGE).content.decode()
    for name in ("product:text", "service:text", "image:text", "recommendation:text", "decision:text"):
        assert f'data-draft-key="report:{draft.pk}:{name}"' in page
    assert f'data-draft-key="report:{draft.pk}:{draft.edition}:reading_fr" data-draft-over' in page


def test_the_reading_without_which_nothing_is_handed_on_is_not_called_optional(
    cast: Cast, draft: WeeklyReport
) -> None:
    page = client_of(cast.cm).get(PAGE).content.decode()
    labels = {
        name: page.split(f'for="id_{name}">')[1].split("</label>")[0] for name in ("reading_fr", "errata")
    }
    assert ("(facultatif)" in labels["reading_fr"], "(facultatif)" in labels["errata"]) == (False, True)


def test_nothing_is_written_into_a_published_report(cast: Cast, draft: WeeklyReport) -> None:
    row = insight(cast, draft)
    published = publish(cast, draft)
    with pytest.raises(ValidationError):
        insight(cast, published, "Trop tard.")
    with pytest.raises(ValidationError):
        words.take_out(row=row, report=published, by=cast.cm)
    client_of(cast.cm).post(f"/reports/insights/{row.pk}/", {"edition": 1, "text": "Autre."})
    row.refresh_from_db()
    assert row.text == "Le forfait nuit plaît."


def test_a_half_that_is_given_at_once_becomes_rows_and_keeps_them(cast: Cast, draft: WeeklyReport) -> None:
    for _time in range(2):
        lifecycle.save_qualitative(report=draft, qualitative=WORDS, by=cast.cm, at=MONDAY)
    (row,) = Insight.objects.all()
    assert row.text == "Le forfait nuit est mal compris."
    quoted = {"product": [{"text": row.text, "quote": "J’adore"}], "service": [], "image": []}
    lifecycle.save_qualitative(report=draft, qualitative={"insights": quoted}, by=cast.cm, at=MONDAY)
    assert Quotation.objects.get().insight == row
    assert Insight.objects.get() == row


def test_errata_that_are_left_keep_what_is_known_of_them(cast: Cast, draft: WeeklyReport) -> None:
    draft.qualitative["errata"] = [{"text": "Prix faux.", "stood_seconds": 60.0, "erratum": 7}]
    draft.save()
    saved = words.write_reading(
        report=draft,
        edition=draft.edition,
        reading={"fr": "", "en": ""},
        errata=["Prix faux.", "Dit en plus."],
        by=cast.cm,
        at=MONDAY,
    )
    assert saved.qualitative["errata"] == [
        {"text": "Prix faux.", "stood_seconds": 60.0, "erratum": 7},
        {"text": "Dit en plus."},
    ]


def test_a_recommendation_is_followed_up_in_the_next_reports(cast: Cast, draft: WeeklyReport) -> None:
    insight(cast, draft)
    values = {"text": "Former l’équipe du soir", "owner": cast.cm, "due_on": date(2026, 11, 20)}
    row = words.add(kind=Recommendation, report=draft, key=uuid4(), values=values, by=cast.cm, at=MONDAY)
    published = publish(cast, draft)
    following_week = compute_report(
        brand=cast.brand, week=WEEK.next, at=datetime(2026, 11, 16, 6, tzinfo=UTC)
    )
    (told,) = following_week.qualitative["recommendations"]
    assert (told["week"], told["progress"], told["owner"], told["due"]) == (
        str(WEEK),
        "open",
        cast.cm.name,
        "2026-11-20",
    )
    at = datetime(2026, 11, 17, 9, tzinfo=UTC)
    with pytest.raises(ValidationError):
        following.follow_up(recommendation=row, edition=1, progress="done", outcome=" ", by=cast.cm, at=at)
    following.follow_up(
        recommendation=row, edition=1, progress="done", outcome="Deux sessions.", by=cast.cm, at=at
    )
    following_week.refresh_from_db()
    assert following_week.qualitative["recommendations"][0]["outcome"] == "Deux sessions."
    assert published.qualitative["recommendations"][0]["progress"] == "open"
    assert as_contract(published)["qualitative"]["recommendations"][0]["now"]["progress"] == "done"
    later = compute_report(brand=cast.brand, week=WEEK + 2, at=datetime(2026, 11, 23, 6, tzinfo=UTC))
    assert len(later.qualitative["recommendations"]) == 1  # settled in this week
    after = compute_report(brand=cast.brand, week=WEEK + 3, at=datetime(2026, 11, 30, 6, tzinfo=UTC))
    assert after.qualitative["recommendations"] == []


def test_the_page_takes_each_part(cast: Cast, draft: WeeklyReport) -> None:
    client = client_of(cast.cm)
    assert client.get(PAGE).status_code == 200
    sent = {
        "service": {"service-text": "On répond plus vite."},
        "recommendation": {
            "recommendation-text": "Continuer",
            "recommendation-owner": cast.cm.pk,
            "recommendation-due_on": "2026-11-20",
        },
        "decision": {"decision-text": "Ouvrir le samedi ?"},
    }
    for part, given in sent.items():
        answer = client.post(f"{PAGE}{part}/", {**given, f"{part}-key": uuid4()})
        assert answer.status_code == 303, answer.content.decode()
    assert (Insight.objects.get().area, Recommendation.objects.get().owner) == ("service", cast.cm)
    shown = client.get(PAGE).content.decode()
    for text in ("On répond plus vite.", "Continuer", "Ouvrir le samedi ?"):
        assert text in shown
    empty = client.post(f"{PAGE}decision/", {"decision-text": "", "decision-key": uuid4()})
    assert empty.status_code == 422
    assert client.post(f"{PAGE}nothing/", {}).status_code == 404
    assert client_of(cast.executive).post(f"{PAGE}decision/", {}).status_code == 403


def test_what_somebody_sees_to_is_on_their_home_until_it_is_settled(cast: Cast, draft: WeeklyReport) -> None:
    values = {"text": "Former l’équipe du soir", "owner": cast.cm, "due_on": date(2026, 11, 20)}
    row = words.add(kind=Recommendation, report=draft, key=uuid4(), values=values, by=cast.manager, at=MONDAY)
    address = f"/reports/recommendations/{row.pk}/follow-up/"
    client = client_of(cast.cm)
    assert address in client.get("/").content.decode()
    assert address not in client_of(cast.junior).get("/").content.decode()
    assert client.get(address).status_code == 200
    sent = {"edition": 1, "progress": "dropped", "outcome": "Plus de budget."}
    assert client.post(address, sent).status_code == 303
    assert address not in client.get("/").content.decode()
    assert client.post(address, sent).status_code == 422


def test_a_week_without_words_is_on_the_home_of_who_writes_them(cast: Cast, draft: WeeklyReport) -> None:
    def waits_for(user: User) -> bool:
        return f'href="{PAGE}"' in client_of(user).get("/").content.decode()

    with time_machine.travel(MONDAY, tick=False):
        assert waits_for(cast.cm)
        assert not waits_for(cast.manager)
        assert not waits_for(cast.other_cm)
        lifecycle.save_qualitative(report=draft, qualitative=WORDS, by=cast.cm)
        lifecycle.complete(report=draft, by=cast.cm)
        assert not waits_for(cast.cm)
        lifecycle.send_back(report=draft, by=cast.manager)
        assert waits_for(cast.cm)
    with time_machine.travel(MONDAY + timedelta(days=7), tick=False):
        assert not waits_for(cast.cm), "the next report is near"


def test_who_sees_to_a_recommendation_is_told_once_it_is_published(cast: Cast, draft: WeeklyReport) -> None:
    insight(cast, draft)
    for text, owner in (("Former l’équipe", cast.cm), ("Relire la charte", cast.manager)):
        values = {"text": text, "owner": owner, "due_on": date(2026, 11, 20)}
        words.add(kind=Recommendation, report=draft, key=uuid4(), values=values, by=cast.cm, at=MONDAY)
    with time_machine.travel(MONDAY, tick=False):
        publish(cast, draft)
        sent()
    told = Notification.objects.filter(key__startswith="recommendation_given:")
    assert [one.email for one in told] == [cast.cm.email]  # the manager published it
    assert "Former l’équipe" in told.get().body
    assert "20 novembre 2026" in told.get().body


def given_to(cast: Cast, draft: WeeklyReport, owner: User | None, text: str = "Former") -> Recommendation:
    values = {"text": text, "owner": owner}
    return words.add(kind=Recommendation, report=draft, key=uuid4(), values=values, by=cast.cm, at=MONDAY)


def test_only_who_may_follow_a_recommendation_up_is_offered_and_taken(
    cast: Cast, draft: WeeklyReport
) -> None:
    """The strategist reads drafts, the content manager publishes posts; neither writes in reports."""
    form = client_of(cast.cm).get(PAGE).context["recommendation_form"]
    assert set(form.fields["owner"].queryset) >= {cast.cm, cast.manager}
    for person in (cast.strategist, cast.content, cast.executive, cast.contact, cast.rival):
        assert person not in form.fields["owner"].queryset
        with pytest.raises(ValidationError):
            given_to(cast, draft, person)
        half = {"recommendations": [{"text": "Former", "owner_id": person.pk}]}
        with pytest.raises(ValidationError):
            lifecycle.save_qualitative(report=draft, qualitative=half, by=cast.cm, at=MONDAY)
    assert not Recommendation.objects.exists()


def test_a_recommendation_keeps_who_had_it_and_is_given_to_nobody_who_could_not(
    cast: Cast, draft: WeeklyReport
) -> None:
    row = given_to(cast, draft, cast.cm)
    Recommendation.objects.filter(pk=row.pk).update(owner=cast.content)
    client, address = client_of(cast.cm), f"/reports/recommendations/{row.pk}/"
    assert cast.content in client.get(address).context["form"].fields["owner"].queryset
    sent = {"edition": 1, "text": "Former vite", "owner": cast.content.pk}
    assert client.post(address, sent).status_code == 303
    row.refresh_from_db()
    assert (row.text, row.owner) == ("Former vite", cast.content)
    assert client.post(address, {**sent, "edition": 2, "owner": cast.strategist.pk}).status_code == 422


def test_who_may_not_follow_up_any_more_is_not_told_of_it(cast: Cast, draft: WeeklyReport) -> None:
    insight(cast, draft)
    row = given_to(cast, draft, cast.cm)
    Recommendation.objects.filter(pk=row.pk).update(owner=cast.strategist)
    address = f"/reports/recommendations/{row.pk}/follow-up/"
    assert address not in client_of(cast.strategist).get("/").content.decode()


# --- Quotations under one insight alone --------------------------------------------------------------


def quotation(cast: Cast, week: Week = WEEK, **given: object) -> Quotation:
    values = {"area": "product", "words": "J’adore", "by": cast.cm, "at": MONDAY, "key": uuid4()} | given
    return Quotation.objects.create(**{"brand": cast.brand, "week": str(week)} | values)


def test_what_shows_one_insight_is_not_moved_to_another(cast: Cast, draft: WeeklyReport) -> None:
    """Two pages offered the same words; the first that is saved has them."""
    first, second, one = insight(cast, draft), insight(cast, draft, "Il déplaît."), quotation(cast)
    given = {"report": draft, "edition": 1, "by": cast.cm, "at": MONDAY}
    words.change(row=first, values={"quotations": [one]}, **given)
    with pytest.raises(ValidationError):
        words.change(row=second, values={"text": "Autre.", "quotations": [one]}, **given)
    one.refresh_from_db()
    second.refresh_from_db()
    assert (one.insight, second.text) == (first, "Il déplaît.")
    sent = {"edition": 1, "text": "Autre.", "quotations": [one.pk]}
    assert client_of(cast.cm).post(f"/reports/insights/{second.pk}/", sent).status_code == 422


def test_words_of_another_week_or_brand_are_not_taken(cast: Cast, draft: WeeklyReport) -> None:
    row = insight(cast, draft)
    foreign = Brand.objects.exclude(pk=cast.brand.pk).earliest("pk")
    for one in (quotation(cast, WEEK.next), quotation(cast, brand=foreign)):
        with pytest.raises(ValidationError):
            words.change(
                row=row, report=draft, edition=1, values={"quotations": [one]}, by=cast.cm, at=MONDAY
            )
        one.refresh_from_db()
        assert one.insight is None


def test_an_insight_keeps_its_own_words_and_leaves_those_that_are_unticked(
    cast: Cast, draft: WeeklyReport
) -> None:
    row, kept, left = insight(cast, draft), quotation(cast), quotation(cast, words="Bof")
    given = {"row": row, "report": draft, "by": cast.cm, "at": MONDAY}
    words.change(edition=1, values={"quotations": [kept, left]}, **given)
    words.change(edition=2, values={"quotations": [kept]}, **given)
    assert list(row.quotations.all()) == [kept]
    left.refresh_from_db()
    assert left.insight is None
