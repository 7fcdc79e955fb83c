"""Errors found after publishing: how long they stood, how many for 100 posts, and nobody's name."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from channels_mgmt.publishing.choices import PostState
from channels_mgmt.publishing.models import Erratum, Post
from channels_mgmt.publishing.post_choices import Where
from channels_mgmt.publishing.services.errata import by_month, by_week, change_erratum, note_erratum
from cmhub.lib.editions import ChangedMeanwhileError
from cmhub.lib.weeks import Week
from reporting.weekly.services.computing import compute_report, figures_of_week
from tests.cast import Cast, client_of, named_at_length
from tests.inbox.making import logged
from tests.publishing.posts.making import NOW, draft, published

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
DAY = timedelta(days=1)


def noted(cast: Cast, post: Post | None = None, **values: Any) -> Erratum:
    given = {"error": "Le prix est faux.", "witness": "public", "since": NOW - DAY, "seen_at": NOW, **values}
    key, at = given.pop("key", uuid4()), given.pop("at", NOW)
    return note_erratum(brand=cast.brand, by=cast.cm, key=key, values=given, post=post, at=at)


def test_how_long_it_stood_is_not_known_while_it_stands(cast: Cast) -> None:
    erratum = noted(cast, published(cast, at=NOW - DAY))
    assert (erratum.where, erratum.stood) == (Where.POST, None)
    values = {"correction": "Texte corrigé."}
    erratum = change_erratum(erratum=erratum, edition=1, by=cast.content, values=values, at=NOW)
    assert (erratum.stood, erratum.corrected_by) == (DAY, cast.content)
    with pytest.raises(ChangedMeanwhileError):
        change_erratum(erratum=erratum, edition=1, by=cast.cm, values=values)


def test_nonsense_is_refused_in_words(cast: Cast) -> None:
    post = published(cast, at=NOW - DAY)
    for wrong in (
        {"seen_at": NOW - 2 * DAY},
        {"corrected_at": NOW},
        {"correction": "Avant.", "corrected_at": NOW - 2 * DAY},
        {"seen_at": NOW + DAY},
        {"error": ""},
    ):
        with pytest.raises(ValidationError):
            noted(cast, post, **wrong)
    with pytest.raises(ValidationError):
        noted(cast, draft(cast))


def test_once_however_often_it_is_sent(cast: Cast) -> None:
    key = uuid4()
    assert noted(cast, key=key).pk == noted(cast, key=key).pk


def test_for_100_posts_by_week_and_month_and_not_measured_without_posts(cast: Cast) -> None:
    posts = [published(cast, at=NOW - 8 * DAY) for _number in range(4)]
    noted(cast, posts[0], at=NOW - 7 * DAY, seen_at=NOW - 7 * DAY, since=NOW - 8 * DAY)
    noted(cast, at=NOW - 7 * DAY, seen_at=NOW - 7 * DAY, since=NOW - 8 * DAY)
    with override("fr"):
        now, last, *_before = by_week(cast.brand, weeks=4, at=NOW)
        (month,) = by_month(cast.brand, months=1, at=NOW)
    assert (now.label, now.posts, now.per_hundred) == ("Semaine 48", 0, None)
    assert (last.label, last.posts, last.of_posts, last.errata) == ("Semaine 47", 0, 1, 2)
    assert by_week(cast.brand, weeks=3, at=NOW)[2].posts == 4
    assert (month.label, month.posts, month.per_hundred) == ("Novembre 2026", 4, 25.0)


def test_a_post_s_page_leads_to_its_erratum_and_the_list_filters(cast: Cast) -> None:
    post, client = published(cast, at=NOW - DAY), client_of(cast.cm)
    form = client.get(f"/posts/{post.pk}/errata/").context["form"]
    given = {
        "error": "Le prix est faux.",
        "since": form["since"].value().strftime("%Y-%m-%dT%H:%M"),
        "seen_at": form["seen_at"].value().strftime("%Y-%m-%dT%H:%M"),
        "witness": "colleague",
        "key": uuid4(),
    }
    assert client.post(f"/posts/{post.pk}/errata/", given).status_code == 303
    assert client.post(f"/posts/{post.pk}/errata/", given | {"error": "", "key": uuid4()}).status_code == 422
    (erratum,) = Erratum.objects.all()
    for query, count in (("", 1), ("?state=standing", 1), ("?where=reply", 0), ("?witness=colleague", 1)):
        rows = client.get(f"/b/wouri/publishing/errata/{query}").context["page"].rows
        assert len(rows) == count, query
    changed = given | {"correction": "Corrigé.", "edition": 1}
    assert client.post(f"/errata/{erratum.pk}/change/", changed).status_code == 303
    assert client.post(f"/errata/{erratum.pk}/change/", changed | {"correction": "Autre."}).status_code == 422


def test_the_list_is_narrowed_to_those_noted_in_a_week(cast: Cast) -> None:
    post = published(cast, at=NOW - 9 * DAY)
    before = {"since": NOW - 9 * DAY, "seen_at": NOW - 8 * DAY, "at": NOW - 7 * DAY}
    now, earlier = noted(cast, post), noted(cast, post, **before)
    for week, expected in ((Week.of(NOW), now), (Week.of(NOW).previous, earlier)):
        page = client_of(cast.cm).get(f"/b/wouri/publishing/errata/?period={week}")
        assert [one.pk for one in page.context["page"].rows] == [expected.pk]
        assert [chip["remove_url"] for chip in page.context["chips"]] == ["?"]


def test_the_executive_reads_it_without_the_name_of_anybody(cast: Cast) -> None:
    named_at_length(cast.cm)
    post = published(cast, at=NOW - DAY)
    erratum = noted(cast, post, correction="Corrigé.", witness_words="Awa N., abonnée")
    for page in ("/b/wouri/publishing/errata/", f"/errata/{erratum.pk}/", f"/posts/{post.pk}/"):
        told = client_of(cast.executive).get(page).content.decode()
        assert "Le prix est faux." in told, page
        assert cast.cm.name not in told, page
        assert "Awa N." not in told, page
    assert "Awa N." in client_of(cast.cm).get(f"/errata/{erratum.pk}/").content.decode()


def test_an_error_in_a_reply_is_noted_from_the_interaction(cast: Cast) -> None:
    interaction = logged(cast)
    client, url = client_of(cast.cm), f"/interactions/{interaction.pk}/erratum/"
    assert client.get(url).status_code == 200
    when = NOW.strftime("%Y-%m-%dT%H:%M")
    given = {"error": "Mauvais numéro.", "since": when, "seen_at": when, "witness": "public", "key": uuid4()}
    assert client.post(url, given).status_code == 303
    erratum = Erratum.objects.get()
    assert (erratum.where, erratum.page) == (Where.REPLY, f"/interactions/{interaction.pk}/")
    assert client_of(cast.executive).post(url, given).status_code == 403


def test_the_weekly_report_counts_and_tells_them(cast: Cast) -> None:
    week = Week.of(NOW, cast.brand.time_zone)
    assert figures_of_week(cast.brand, week, at=NOW)["publishing"]["errata"] is None
    noted(cast, correction="Corrigé.", lesson="Relire les prix.")
    report = compute_report(brand=cast.brand, week=week, at=NOW)
    assert report.quantitative["publishing"]["errata"] == 1
    (told,) = report.qualitative["errata"]
    assert told["text"] == "Le prix est faux. · Corrigé. · Relire les prix."
    assert told["stood_seconds"] == DAY.total_seconds()
    noted(cast, error="Un lien mort.")
    assert len(compute_report(brand=cast.brand, week=week, at=NOW).qualitative["errata"]) == 2
    report.refresh_from_db()
    report.qualitative = {**report.qualitative, "errata": [{"text": "Dit par le CM."}]}
    report.save()
    assert compute_report(brand=cast.brand, week=week, at=NOW).qualitative["errata"] == [
        {"text": "Dit par le CM."}
    ]


def test_an_erratum_stands_where_the_post_says_it_was_published(cast: Cast) -> None:
    post = published(cast, at=NOW - DAY)
    assert post.state == PostState.PUBLISHED
    noted(cast, post)
    assert client_of(cast.cm).get(f"/posts/{post.pk}/").context["errata"].count() == 1
