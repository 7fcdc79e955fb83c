"""What shows a rush is read by people: words as they are written, each thing once, hours of the brand."""

from datetime import UTC, datetime

from django.core.cache import cache
from django.utils import timezone

from accounts.models import User
from channels_mgmt.crisis.models import Surge
from channels_mgmt.crisis.services.surge_evidence import spelled
from channels_mgmt.crisis.surges.evidence import Said, quoted, words_rising
from tests.cast import Cast, client_of
from tests.crisis.making import logged


def said(number: int, words: str) -> Said:
    return Said(
        message=number,
        at=float(number),
        person=f"p{number}",
        confirmed=False,
        grave=True,
        channel=1,
        theme="",
        words=frozenset(words.split()),
        length=40,
    )


def test_words_of_the_day_do_not_rise() -> None:
    rows = [said(number, "week end depuis reseau") for number in range(5)]
    assert [word for word, _people, _times in words_rising(rows, {})] == ["reseau"]


def test_what_says_nearly_the_same_is_quoted_once() -> None:
    rows = [
        said(1, "plus aucun reseau douala honte"),
        said(2, "plus aucun reseau yaounde honte"),
        said(3, "argent bloque compte"),
    ]
    assert quoted(rows, []) == [1, 3]


def test_words_keep_their_accents(cast: Cast) -> None:
    texts = ("Personne ne décroche", "Ça ne DÉCROCHE pas", "decroche svp")
    messages = [
        logged(cast, text, author=f"Awa {number}").messages.get().pk for number, text in enumerate(texts)
    ]
    assert spelled([("decroche", 3, 9.0), ("autre", 3, 5.0)], messages) == [
        ("décroche", 3, 9.0),
        ("autre", 3, 5.0),
    ]


def test_the_home_says_since_when_by_the_clocks_of_the_brand(cast: Cast) -> None:
    at = datetime(2026, 3, 7, 9, 7, tzinfo=UTC)
    Surge.objects.create(
        brand=cast.brand,
        stream="complaints",
        detected_at=at,
        from_at=at,
        until_at=timezone.now(),
        window_minutes=60,
        statistic=9,
        expected=1.0,
        observed=12,
    )
    cache.clear()
    User.objects.filter(pk=cast.manager.pk).update(time_zone="Asia/Tokyo")
    page = client_of(User.objects.get(pk=cast.manager.pk)).get("/").text
    assert "10 h 07" in page.replace("\xa0", " ").replace("\u202f", " ")
