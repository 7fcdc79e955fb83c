"""When two links or titles are of the same news."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels_mgmt.watch.parsing import plain_text
from channels_mgmt.watch.sameness import address_of, is_same_title, title_from, title_key, without_trackers

ADDRESS = "presse.example/a?id=7&lang=fr"


@pytest.mark.parametrize(
    "url",
    [
        "https://presse.example/a?id=7&lang=fr",
        "http://www.presse.example/a/?lang=fr&id=7&utm_source=x&fbclid=abc",
        "https://m.presse.example/a?id=7&lang=fr#commentaires",
        "https://presse.example:443/a/amp?id=7&lang=fr&xtor=RSS-1",
    ],
)
def test_ways_of_writing_one_address(url: str) -> None:
    assert address_of(url) == ADDRESS


@pytest.mark.parametrize(
    "url", ["", "presse", "javascript:alert(1)", "http://", "ftp://a.example/", "http://[::"]
)
def test_what_is_no_address(url: str) -> None:
    assert address_of(url) == without_trackers(url) == title_from(url) == ""


@given(st.text(max_size=300))
def test_any_text_is_borne(text: str) -> None:
    address_of(text)
    title_from(f"https://a.example/{text}")
    assert is_same_title(title_key(text), title_key(text)) in (True, False)
    assert "<script" not in plain_text(f"<script>x</script>{text}") or "<script" in text


def test_titles() -> None:
    panne = title_key("Wouri Mobile : panne géante à Douala | Le Jour")
    assert is_same_title(panne, title_key("WOURI MOBILE: Panne geante a Douala"))
    assert not is_same_title(panne, title_key("Wouri Mobile : panne géante à Yaoundé"))
    five, six = (title_key(f"Wouri Mobile perd {n} milliards de francs en 2025") for n in (5, 6))
    assert not is_same_title(five, six)
    assert not is_same_title(title_key("Le direct"), title_key("Le direct"))


def test_the_title_an_address_says() -> None:
    assert title_from("https://a.example/actu/12345-orange-lance-la-5g.html") == "Orange lance la 5g"
    assert title_from("https://a.example/?p=12") == ""
