"""Feeds, read from a site on this machine."""

import gzip
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection

from channels_mgmt.watch import fetching, parsing
from channels_mgmt.watch.choices import EntryState, Nature, Problem, Topic
from channels_mgmt.watch.models import Entry, Sighting, Source
from channels_mgmt.watch.parsing import plain_text
from channels_mgmt.watch.services.competitors import save_competitor
from channels_mgmt.watch.services.entries import sort_entries
from channels_mgmt.watch.services.reading import claim, forget_old, read_due
from channels_mgmt.watch.services.sources import address, pause, save_source
from tests.cast import Cast
from tests.watch.conftest import NOW
from tests.watch.feeding import HOST, Answer, Site, news, rss, serving, zipped

pytestmark = pytest.mark.django_db

PANNE = "Wouri Mobile : une panne géante prive Douala de réseau"


@pytest.fixture
def site(settings: Any) -> Iterator[Site]:
    settings.WATCH_HOSTS_ALSO = [HOST]
    with serving() as site:
        yield site


def source(cast: Cast, site: Site, path: str = "/rss", **values: Any) -> Source:
    given = {"name": f"Presse {path}", "template": site.url(path), "topic": Topic.SECTOR, **values}
    return save_source(brand=cast.brand, values=given, by=cast.manager)


def read_again(clock: time_machine.Traveller, by: timedelta = timedelta(minutes=61)) -> int:
    clock.shift(by)
    return read_due()


def test_what_is_new_comes_to_be_sorted_once(cast: Cast, site: Site, clock: time_machine.Traveller) -> None:
    link = "https://presse.example/panne?utm_source=rss&amp;id=7"
    site.answers["/rss"] = Answer(
        rss(news(PANNE, link, "a1", "Mon, 02 Mar 2026 07:30:00 GMT", "&lt;b&gt;Grosse&lt;/b&gt; panne"))
    )
    one = source(cast, site)
    assert read_due() == 1
    entry = Entry.objects.get()
    assert (entry.title, entry.summary) == (PANNE, "Grosse panne")
    assert entry.url == "https://presse.example/panne?id=7"
    assert entry.at == datetime(2026, 3, 2, 7, 30, tzinfo=UTC)
    assert read_due() == 0  # it is not due
    assert read_again(clock) == 0
    assert Entry.objects.count() == 1
    one.refresh_from_db()
    assert (one.problem, one.failures) == ("", 0)


def test_the_same_news_of_three_feeds_is_one_entry(cast: Cast, site: Site) -> None:
    site.answers |= {
        "/one": Answer(rss(news(PANNE, "https://www.presse.example/panne/?utm_medium=rss", "1"))),
        "/two": Answer(rss(news("Autre titre", "http://presse.example/panne#haut", "2"))),
        "/three": Answer(rss(news(f"{PANNE} - Le Jour du Wouri", "https://agence.example/p", "3"))),
        "/four": Answer(rss(news("Wouri Mobile : une panne géante prive Yaoundé", "https://x.example", "4"))),
    }
    for path in site.answers:
        source(cast, site, path)
    assert read_due() == 2
    panne = Entry.objects.get(title=PANNE)
    assert sorted(panne.sightings.values_list("source__name", flat=True)) == [
        "Presse /one",
        "Presse /three",
        "Presse /two",
    ]


def test_another_brand_has_its_own(cast: Cast, site: Site) -> None:
    site.answers["/rss"] = Answer(rss(news(PANNE, "https://presse.example/panne")))
    source(cast, site)
    values = {"name": "Presse", "template": site.url(), "topic": Topic.SECTOR}
    save_source(brand=cast.other_brand, values=values, by=cast.manager)
    assert read_due() == 2
    assert set(Entry.objects.values_list("brand__slug", flat=True)) == {"wouri", "sanaga"}


def test_a_site_may_say_that_nothing_is_new(cast: Cast, site: Site, clock: time_machine.Traveller) -> None:
    def answer(headers: dict[str, str]) -> Answer:
        if headers.get("if-none-match") == '"v1"':
            return Answer(status=304)
        return Answer(rss(news(PANNE)), headers={"ETag": '"v1"', "Last-Modified": "Mon, 02 Mar 2026"})

    site.answers["/rss"] = answer
    one = source(cast, site)
    assert read_due() == 1
    assert read_again(clock) == 0
    assert site.asked[-1][1]["if-modified-since"] == "Mon, 02 Mar 2026"
    one.refresh_from_db()
    assert (one.problem, one.etag, one.read_at) == ("", '"v1"', NOW + timedelta(minutes=61))


BOMB = rss("<!-- " + "0" * 40_000_000 + " -->")
LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "lol">%s]>
<rss version="2.0"><channel><item><title>&z;</title></item></channel></rss>""" % b"".join(
    b'<!ENTITY %c "%s">' % (letter, b"&%c;" % (letter - 1) * 10) for letter in range(ord("b"), ord("z") + 1)
)


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (Answer(status=410), Problem.GONE),
        (Answer(status=500), Problem.REFUSED),
        (Answer(status=302, headers={"Location": "/rss"}), Problem.LOOP),
        (Answer(status=302, headers={"Location": "http://10.0.0.1/"}), Problem.ADDRESS),
        (Answer(status=302, headers={"Location": "file:///etc/passwd"}), Problem.ADDRESS),
        (Answer(status=301, headers={"Location": "http://localhost:1/"}), Problem.ADDRESS),
        (Answer(b"x" * 3_000_000), Problem.TOO_LARGE),
        (Answer(gzip.compress(BOMB), headers={"Content-Encoding": "gzip"}), Problem.TOO_LARGE),
        (Answer(b"no gzip at all", headers={"Content-Encoding": "gzip"}), Problem.NO_FEED),
        (Answer(b"<html><title>Bienvenue</title></html>"), Problem.NO_FEED),
        (Answer(b""), Problem.NO_FEED),
        (Answer(b"\x00\xff\xfe{]"), Problem.NO_FEED),
    ],
)
def test_what_is_wrong_is_said_and_tried_again_later(
    answer: Answer, problem: Problem, cast: Cast, site: Site
) -> None:
    site.answers["/rss"] = answer
    one = source(cast, site)
    assert read_due() == 0
    one.refresh_from_db()
    assert (one.problem, one.failures) == (problem, 1)
    assert one.next_read_at >= NOW + timedelta(hours=1)
    assert (one.paused_at is not None) == (problem == Problem.GONE)
    assert not Entry.objects.exists()


@pytest.mark.parametrize("part", ["head", "body"])
def test_a_site_that_gives_a_byte_now_and_then_is_slow(
    part: str, cast: Cast, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "LASTS_AT_MOST", 0.5)
    site.answers["/rss"] = Answer(drips=part)
    one = source(cast, site)
    began = time.perf_counter()
    read_due()
    assert time.perf_counter() - began < 5
    one.refresh_from_db()
    assert (one.problem, one.failures) == (Problem.SLOW, 1)


def test_nobody_else_reads_what_a_task_may_still_be_reading(cast: Cast, site: Site, settings: Any) -> None:
    source(cast, site)
    assert claim(NOW) is not None
    assert claim(NOW + timedelta(seconds=settings.CELERY_TASK_TIME_LIMIT)) is None


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("une panne <![b c et la suite", "une panne"),
        ("une panne <b>géante</b> & 3 < 4 > 2", "une panne géante & 3 < 4 > 2"),
        ('une <img alt="a > b">panne<!-- non -->', "une panne"),
        ("une <script>if (a < b) {}</script>panne <a href='x", "une panne"),
        ("&lt;p&gt;une&amp;nbsp;panne&lt;/p&gt;", "une panne"),
    ],
)
def test_of_markup_only_the_words_are_taken(markup: str, words: str) -> None:
    assert plain_text(markup) == words


@pytest.mark.parametrize("made_for_it", ["<a ", "<!--", "<a=' ", "<a \"'>", "<script>", "<![", "&#"])
def test_no_markup_takes_a_parser_long(made_for_it: str) -> None:
    began = time.process_time()
    plain_text("Une panne " + made_for_it * 5_000)
    assert time.process_time() - began < 1


def test_a_poisoned_entry_does_not_keep_the_others_back(cast: Cast, site: Site) -> None:
    poison = news("Poison x &amp;lt;![b c", "https://presse.example/1", "1")
    long = news("Autre", "https://presse.example/2", "2", summary="&lt;!--" * 40_000)
    site.answers["/rss"] = Answer(rss(poison, long, news(PANNE, "https://presse.example/3", "3")))
    one = source(cast, site)
    began = time.process_time()
    assert read_due() == 3
    assert time.process_time() - began < 3
    one.refresh_from_db()
    assert (one.problem, one.failures) == ("", 0)


def test_a_feed_that_is_made_to_take_long_is_none(
    cast: Cast, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parsing, "PARSED_WITHIN", 0.2)
    body = f"<rss version='2.0'><channel><item><title>a</title>{'<a ' * 200_000}&x;</channel></rss>"
    site.answers["/rss"] = Answer(body.encode(), headers={"Content-Type": "text/xml"})
    one = source(cast, site)
    began = time.process_time()
    assert read_due() == 0
    assert time.process_time() - began < 5
    one.refresh_from_db()
    assert (one.problem, one.failures) == (Problem.NO_FEED, 1)


def test_what_nobody_has_foreseen_is_written_down_and_the_next_feed_is_read(cast: Cast, site: Site) -> None:
    site.answers["/rss"] = Answer(rss(news("Refusée par la base", "https://presse.example/1", "1")))
    site.answers["/other"] = Answer(rss(news(PANNE, "https://presse.example/2", "2")))
    one, other = source(cast, site), source(cast, site, "/other")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "ALTER TABLE watch_entry ADD CONSTRAINT refuses CHECK (title <> 'Refusée par la base')"
        )
    assert read_due() == 1
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.problem, one.failures, other.failures) == (Problem.NO_FEED, 1, 0)
    assert one.next_read_at >= NOW + timedelta(hours=1)


def test_entities_of_files_are_not_read(cast: Cast, site: Site, tmp_path: Any) -> None:
    secret = tmp_path / "secret"
    secret.write_text("geheim")
    site.answers["/rss"] = Answer(
        f"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a SYSTEM "{secret.as_uri()}">
        <!ENTITY b SYSTEM "{site.url("/other")}">]>
        <rss version="2.0"><channel><item><title>Une panne &a; &b;</title></item></channel></rss>""".encode()
    )
    source(cast, site)
    read_due()
    assert not Entry.objects.filter(title__contains="geheim").exists()
    assert [path for path, _headers in site.asked] == ["/rss"]


def test_entities_that_multiply_are_harmless(cast: Cast, site: Site) -> None:
    site.answers["/rss"] = Answer(LAUGHS)
    source(cast, site)
    read_due()
    assert all(len(title) <= 300 for title in Entry.objects.values_list("title", flat=True))


def test_a_feed_that_fails_is_tried_less_and_less_but_each_day(
    cast: Cast, site: Site, clock: time_machine.Traveller
) -> None:
    site.answers["/rss"] = Answer(status=503, headers={"Retry-After": "36000"})
    one = source(cast, site)
    waits = []
    for _time in range(10):
        read_due()
        one.refresh_from_db()
        waits.append(one.next_read_at - one.tried_at)
        clock.move_to(one.next_read_at)
    assert waits[0] == timedelta(hours=10)  # as the site asks
    assert waits == sorted(waits)
    assert waits[-1] == timedelta(days=1)
    site.answers["/rss"] = Answer(rss(news(PANNE)))
    assert read_due() == 1
    one.refresh_from_db()
    assert (one.failures, one.problem) == (0, "")


def test_an_address_behind_our_walls_is_refused_before_and_when_it_is_read(
    cast: Cast, site: Site, settings: Any
) -> None:
    for url in ("http://192.168.1.1/rss", "http://localhost/rss", "ftp://presse.example/rss", "presse"):
        with pytest.raises(ValidationError):
            save_source(brand=cast.brand, values={"name": "X", "template": url}, by=cast.manager)
    one = source(cast, site)
    settings.WATCH_HOSTS_ALSO = []
    read_due()
    one.refresh_from_db()
    assert one.problem == Problem.ADDRESS
    assert not site.asked


def test_links_dates_and_letters_as_feeds_have_them(cast: Cast, site: Site) -> None:
    items = (
        news("Sans date, élégant", "/relatif", "r"),
        news("Du futur", "https://presse.example/f", "f", "Mon, 02 Mar 2099 07:30:00 GMT"),
        news("Trop vieux", "https://presse.example/v", "v", "Mon, 02 Mar 2020 07:30:00 GMT"),
        news("Date illisible", "javascript:alert(1)", "j", "hier soir"),
    )
    answer = rss(*items, encoding="windows-1252")
    site.answers["/rss"] = Answer(answer, headers={"Content-Type": "application/rss+xml"})
    source(cast, site)
    assert read_due() == 3
    found = {entry.title: entry for entry in Entry.objects.all()}
    assert found["Sans date, élégant"].url == site.url("/relatif")
    assert all(entry.at == NOW for entry in found.values())
    assert found["Date illisible"].url == ""


def test_atom_and_half_broken_xml_are_read(cast: Cast, site: Site) -> None:
    site.answers["/atom"] = Answer(
        b'<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title><entry><id>x</id>'
        b'<title type="html">&lt;script&gt;alert(1)&lt;/script&gt;Bonne &amp;amp; belle</title>'
        b'<link href="https://presse.example/a"/><updated>2026-03-01T10:00:00Z</updated></entry></feed>'
    )
    site.answers["/broken"] = Answer(rss(news("Un & deux", "https://presse.example/b"))[:-12])
    for path in site.answers:
        source(cast, site, path)
    assert read_due() == 2
    assert set(Entry.objects.values_list("title", flat=True)) == {"Bonne & belle", "Un & deux"}


def test_gzip_is_unpacked(cast: Cast, site: Site) -> None:
    site.answers["/rss"] = zipped(rss(news(PANNE)))
    source(cast, site)
    assert read_due() == 1


def test_a_search_feed_has_its_words_in_its_address(cast: Cast, site: Site) -> None:
    path = "/search?q=wouri+mobile+%26+co&format=rss"
    site.answers[path] = Answer(rss(news(PANNE)))
    values = {"name": "Recherche", "template": site.url("/search?q={words}&format=rss")}
    for words in ("", None):
        with pytest.raises(ValidationError):
            save_source(brand=cast.brand, values={**values, "words": words or ""}, by=cast.manager)
    one = save_source(brand=cast.brand, values={**values, "words": "wouri mobile & co"}, by=cast.manager)
    assert address(one) == site.url(path)
    assert read_due() == 1


def test_news_of_competitors_stand_apart_by_their_feed_or_their_name(cast: Cast, site: Site) -> None:
    rival = save_competitor(brand=cast.brand, name="Sanaga Telecom", words=["sanaga"], by=cast.manager)
    site.answers |= {
        "/rss": Answer(rss(news("SANAGA ouvre dix agences à Garoua"), news("Le secteur se porte bien"))),
        "/rival": Answer(rss(news("Notre nouvelle offre du mois"))),
    }
    source(cast, site)
    source(cast, site, "/rival", competitor=rival)
    assert read_due() == 3
    of_rival = Entry.objects.filter(competitor=rival, topic=Topic.COMPETITOR)
    assert of_rival.count() == 2


def test_a_paused_feed_is_not_read(cast: Cast, site: Site) -> None:
    one = source(cast, site)
    pause(source=one, paused=True, by=cast.manager)
    read_due()
    assert not site.asked
    pause(source=one, paused=False, by=cast.manager)
    read_due()
    assert site.asked


def test_old_entries_go_once_no_feed_has_them_and_items_stay(
    cast: Cast, site: Site, clock: time_machine.Traveller
) -> None:
    site.answers["/rss"] = Answer(rss(news("Une première nouvelle du jour"), news("Tout autre chose ici")))
    source(cast, site)
    read_due()
    first = Entry.objects.earliest("pk")
    sort_entries(brand=cast.brand, ids=[first.pk], to=Nature.ROUTINE, by=cast.cm)
    clock.shift(timedelta(days=61))
    Sighting.objects.update(last_at=datetime.now(UTC))
    assert forget_old() == 0
    clock.shift(timedelta(days=31))
    assert forget_old() == 1
    assert Entry.objects.get().state == EntryState.TAKEN
