"""Competitors' public figures, by hand and out of files, beside the brand's own; the share of voice."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from channels_mgmt.inbox.choices import State
from channels_mgmt.inbox.models import Interaction
from channels_mgmt.watch.choices import EntryState, Topic
from channels_mgmt.watch.models import Competitor, Entry
from channels_mgmt.watch.services.competitors import save_competitor
from channels_mgmt.watch.services.logging import log_item
from reporting.metrics.choices import Scope, Source
from reporting.metrics.models import Correction, MetricsRun, Snapshot
from reporting.metrics.services.competitor_files import UnknownColumnsError, take_file
from reporting.metrics.services.competitors import log_figures
from reporting.metrics.services.voice import voice_of
from tests.cast import Cast, client_of
from tests.metrics.given import NOON, performed, snapshot

pytestmark = pytest.mark.django_db
PAGE = "/b/wouri/publishing/results/competitors/"
TODAY = date(2026, 3, 9)
DAYS = "Date;Abonnés;Publications;Interactions\n2026-03-02;1000;2;30\n2026-03-03;1010;0;0\n"


@pytest.fixture(autouse=True)
def later():
    with time_machine.travel(NOON + timedelta(days=7), tick=False):
        yield


@pytest.fixture
def rival(cast: Cast) -> Competitor:
    return save_competitor(brand=cast.brand, name="Wourifone", words=["wouri fone"], by=None, at=NOON)


def given(text: str, name: str = "wourifone.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def take(rival: Competitor, cast: Cast, text: str, **more):
    said = {"network": "facebook", "name": "wourifone.csv", "key": uuid4(), "by": cast.cm} | more
    return take_file(competitor=rival, file=given(text), **said)


def test_what_is_entered_twice_stands_once_and_what_was_said_before_is_kept(
    cast: Cast, rival: Competitor
) -> None:
    said = {"competitor": rival, "network": "facebook", "day": TODAY, "scope": Scope.WEEK, "by": cast.cm}
    log_figures(figures={"followers": 1000, "posts": 5}, **said)
    log_figures(figures={"followers": 1000, "posts": 5}, **said)
    assert not Correction.objects.exists()
    row = log_figures(figures={"posts": 6, "engagements": 90}, **said)
    assert Snapshot.objects.get().figures == {"followers": 1000, "posts": 6, "engagements": 90}
    assert Correction.objects.get(snapshot=row).before == {"posts": 5}


def test_a_day_that_has_not_come_has_no_figures(cast: Cast, rival: Competitor) -> None:
    with pytest.raises(ValidationError):
        log_figures(
            competitor=rival,
            network="x",
            day=TODAY + timedelta(days=1),
            scope=Scope.DAY,
            figures={"posts": 1},
            by=cast.cm,
        )


def test_by_hand_on_the_page(cast: Cast, rival: Competitor) -> None:
    client = client_of(cast.cm)
    form = {"competitor": rival.pk, "network": "facebook", "day": "2026-03-09", "scope": "week"}
    refused = client.post(f"{PAGE}log/", form)
    assert refused.status_code == 422
    assert client.post(f"{PAGE}log/", form | {"posts": "7", "followers": "0"}).status_code == 303
    assert Snapshot.objects.get().figures == {"posts": 7, "followers": 0}
    assert client_of(cast.executive).post(f"{PAGE}log/", form).status_code == 403


def test_a_file_of_days_whose_columns_a_person_named(cast: Cast, rival: Competitor) -> None:
    with pytest.raises(UnknownColumnsError) as asked:
        take(rival, cast, DAYS)
    assert asked.value.header == ("Date", "Abonnés", "Publications", "Interactions")
    columns = {
        "day": "Date",
        "followers": "Abonnés",
        "posts": "Publications",
        "engagements": "Interactions",
    }
    run = take(rival, cast, DAYS, columns=columns)
    assert (run.read, run.taken, run.refused) == (2, 2, 0)
    rows = {row.day: row.figures for row in Snapshot.objects.all()}
    assert rows[date(2026, 3, 2)] == {"followers": 1000, "posts": 2, "engagements": 30}
    assert rows[date(2026, 3, 3)] == {"followers": 1010, "posts": 0, "engagements": 0}


def test_a_later_file_corrects_an_earlier_one_and_one_sent_twice_is_taken_once(
    cast: Cast, rival: Competitor
) -> None:
    columns = {"day": "Date", "followers": "Abonnés"}
    key = uuid4()
    first = take(rival, cast, DAYS, columns=columns, key=key)
    assert take(rival, cast, DAYS, columns=columns, key=key) == first
    take(rival, cast, DAYS, columns=columns)
    assert not Correction.objects.exists()
    later = take(rival, cast, DAYS.replace("1010", "1015"), columns=columns)
    corrected = Correction.objects.get()
    assert (corrected.before, corrected.run) == ({"followers": 1010}, first)
    assert Snapshot.objects.get(day=date(2026, 3, 3)).run == later
    assert Snapshot.objects.count() == 2


def test_a_list_of_posts_is_counted_by_day_with_the_days_between_that_had_none(
    cast: Cast, rival: Competitor
) -> None:
    posts = (
        "Date,Network,Link,Impressions,Reactions,Comments\n"
        "2026-03-02 10:00,Facebook,https://facebook.com/w/posts/1,100,5,1\n"
        "2026-03-02 18:00,Facebook,https://facebook.com/w/posts/2,100,3,0\n"
        "2026-03-05 10:00,Facebook,https://facebook.com/w/posts/3,100,2,2\n"
    )
    run = take(rival, cast, posts)
    assert (run.format, run.read) == ("sprout_posts", 3)
    rows = {row.day.day: row.figures for row in Snapshot.objects.all()}
    assert rows == {
        2: {"posts": 2, "engagements": 9},
        3: {"posts": 0, "engagements": 0},
        4: {"posts": 0, "engagements": 0},
        5: {"posts": 1, "engagements": 4},
    }


@pytest.mark.parametrize("text", ["", "\x00\x01", "Date;Abonnés\n", "a;b\nc;d\n", "Date;Abonnés\nhier;12\n"])
def test_what_is_no_file_of_figures_is_refused_in_words(cast: Cast, rival: Competitor, text: str) -> None:
    form = {"competitor": rival.pk, "network": "facebook", "key": uuid4(), "file": given(text)}
    form |= {"column_day": "Date", "column_followers": "Abonnés"}
    answer = client_of(cast.cm).post(f"{PAGE}file/", form)
    assert answer.status_code == 422
    assert answer.context["form"].errors["file"]
    assert not MetricsRun.objects.exists()


def test_of_an_unknown_file_the_page_asks_which_column_is_what_and_then_takes_it(
    cast: Cast, rival: Competitor
) -> None:
    client, key = client_of(cast.cm), uuid4()
    form = {"competitor": rival.pk, "network": "facebook", "key": key}
    asked = client.post(f"{PAGE}file/", form | {"file": given(DAYS)})
    assert asked.status_code == 422
    assert 'name="column_followers"' in asked.text
    chosen = {"column_day": "Date", "column_followers": "Abonnés"}
    assert client.post(f"{PAGE}file/", form | chosen | {"file": given(DAYS)}).status_code == 303
    page = client.get(PAGE + "?lang=en").text
    assert "1,010" in page
    assert "Wourifone" in page


def test_beside_the_brands_own_figures(cast: Cast, rival: Competitor) -> None:
    snapshot(cast.official, TODAY - timedelta(days=1), followers=5000)
    performed(cast.official, NOON, {"likes": 60, "comments": 10})
    snapshot(rival, TODAY - timedelta(days=2), source=Source.HAND, posts=3, engagements=21, followers=9)
    said = {"competitor": rival, "network": "facebook", "day": TODAY, "scope": Scope.WEEK, "by": cast.cm}
    log_figures(figures={"followers": 4000, "posts": 14}, **said)
    page = client_of(cast.cm).get(PAGE, {"period": "7d"})
    (facebook,) = (one for one in page.context["networks"] if one["network"] == "facebook")
    own, other = facebook["lines"]
    assert (own.followers.value, own.posts_a_week, own.engagements_a_week, own.acted) == (5000, 0, None, 0)
    assert (other.followers.value, other.posts_a_week, other.engagements_a_week) == (4000, 14, 147)
    month = client_of(cast.cm).get(PAGE).context["networks"]
    own = next(one for one in month if one["network"] == "facebook")["lines"][0]
    assert own.posts_a_week == pytest.approx(7 / 30)
    assert own.engagements_a_week == pytest.approx(70 * 7 / 30)


def test_the_share_of_voice_by_hand(cast: Cast, rival: Competitor) -> None:
    log = {"brand": cast.brand, "by": cast.cm, "at": NOON}
    log_item(title="Wouri Mobile en panne", **log)
    log_item(title="Tarifs de Wourifone contre wouri mobile", competitor=rival, **log)
    log_item(title="Un pylône tombe", text="Chez Wouri Mobiles ?", **log)  # another word
    news = {"brand": cast.brand, "at": NOON, "found_at": NOON, "topic": Topic.COMPETITOR}
    Entry.objects.create(title="Wourifone recrute", competitor=rival, **news)
    aside = {"state": EntryState.ASIDE, "sorted_at": NOON}
    Entry.objects.create(title="Un homonyme", competitor=rival, **news, **aside)
    Entry.objects.create(title="Wouri Mobile, un an", **news | {"at": NOON - timedelta(days=40)})
    for state in (State.NEW, State.NEW, State.SET_ASIDE):
        Interaction.objects.create(
            brand=cast.brand,
            channel=cast.official,
            author="Awa",
            author_key="awa",
            state=state,
            opened_at=NOON,
            last_at=NOON,
        )
    heard = voice_of(cast.brand, [rival], NOON - timedelta(days=1), NOON + timedelta(days=1))
    assert (heard.interactions, heard.watched, heard.of) == (2, 2, [(rival, 2)])
    assert (heard.share, heard.share_in_watch) == (4 / 6, 2 / 4)
    nothing = voice_of(cast.brand, [rival], NOON + timedelta(days=1), NOON + timedelta(days=2))
    assert (nothing.share, nothing.share_in_watch) == (None, None)
