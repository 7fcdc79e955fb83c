"""What the links of each network tell."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels_mgmt.brands.links import LONGEST, author_of, channel_of, link_in, read_link


@dataclass
class Account:
    network: str
    handle: str = ""
    url: str = ""
    purpose: str = "official"


OFFICIAL = Account("facebook", "wouri", "https://www.facebook.com/wouri")
SERVICE = Account("facebook", "@Wouri.Service", purpose="customer_service")
ON_X = Account("x", url="https://twitter.com/WouriMobile")
WHATSAPP = Account("whatsapp", "+237 699 00 00 00", purpose="customer_service")
BLOG = Account("blog", url="https://blog.wouri.cm/")
OWN = [OFFICIAL, SERVICE, ON_X, WHATSAPP, BLOG]

TOLD = [
    (
        "https://www.facebook.com/wouri/posts/12?fbclid=a",
        "facebook",
        "",
        "https://facebook.com/wouri/posts/12",
    ),
    (
        "https://m.facebook.com/awa.fotso/posts/3",
        "facebook",
        "@awa.fotso",
        "https://facebook.com/awa.fotso/posts/3",
    ),
    (
        "https://facebook.com/awa.fotso/posts/3?comment_id=77&ref=x",
        "facebook",
        "",
        "https://facebook.com/awa.fotso/posts/3?comment_id=77",
    ),
    (
        "https://www.facebook.com/story.php?story_fbid=1&id=2&mibextid=z",
        "facebook",
        "",
        "https://facebook.com/story.php?id=2&story_fbid=1",
    ),
    (
        "https://www.facebook.com/groups/9/permalink/8/",
        "facebook",
        "",
        "https://facebook.com/groups/9/permalink/8",
    ),
    ("https://fb.watch/abc/", "facebook", "", "https://fb.watch/abc"),
    ("https://www.instagram.com/p/Cx1/?igsh=q", "instagram", "", "https://instagram.com/p/Cx1"),
    (
        "https://www.instagram.com/stories/awa.f/31/",
        "instagram",
        "@awa.f",
        "https://instagram.com/stories/awa.f/31",
    ),
    ("https://twitter.com/Awa_F/status/99?s=20&t=x", "x", "@awa_f", "https://x.com/Awa_F/status/99"),
    ("https://x.com/wourimobile/status/98", "x", "", "https://x.com/wourimobile/status/98"),
    ("https://x.com/i/web/status/97", "x", "", "https://x.com/i/web/status/97"),
    ("https://www.tiktok.com/@awa/video/1?_t=8", "tiktok", "@awa", "https://tiktok.com/@awa/video/1"),
    ("https://vm.tiktok.com/ZMx/", "tiktok", "", "https://vm.tiktok.com/ZMx"),
    (
        "https://cm.linkedin.com/in/awa-fotso/",
        "linkedin",
        "@awa-fotso",
        "https://cm.linkedin.com/in/awa-fotso",
    ),
    (
        "https://www.linkedin.com/posts/awa-fotso_reseau-activity-7?utm_source=share",
        "linkedin",
        "@awa-fotso",
        "https://linkedin.com/posts/awa-fotso_reseau-activity-7",
    ),
    ("https://youtu.be/abc?si=9", "youtube", "", "https://youtu.be/abc"),
    (
        "https://www.youtube.com/watch?v=abc&lc=Ugx&feature=em",
        "youtube",
        "",
        "https://youtube.com/watch?lc=Ugx&v=abc",
    ),
    ("https://www.youtube.com/@awa", "youtube", "@awa", "https://youtube.com/@awa"),
    ("https://wa.me/237677112233", "whatsapp", "+237677112233", "https://wa.me/237677112233"),
    ("https://wa.me/237699000000", "whatsapp", "", "https://wa.me/237699000000"),
    (
        "https://api.whatsapp.com/send?phone=237677112233&text=hi",
        "whatsapp",
        "+237677112233",
        "https://api.whatsapp.com/send?phone=237677112233",
    ),
    ("https://t.me/douala_news/44", "telegram", "@douala_news", "https://t.me/douala_news/44"),
    ("https://t.me/c/12/44", "telegram", "", "https://t.me/c/12/44"),
    ("https://maps.app.goo.gl/xYz", "reviews", "", "https://maps.app.goo.gl/xYz"),
    ("https://www.google.cm/maps/place/Wouri/@4,9", "reviews", "", "https://google.cm/maps/place/Wouri/@4,9"),
    ("https://g.page/r/abc/review", "reviews", "", "https://g.page/r/abc/review"),
    (
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fx.com%2Fawa%2Fstatus%2F5",
        "x",
        "@awa",
        "https://x.com/awa/status/5",
    ),
]


@pytest.mark.parametrize(("url", "network", "author", "kept"), TOLD)
def test_a_link_tells_network_and_author(url: str, network: str, author: str, kept: str) -> None:
    link = read_link(url)
    assert link
    assert (link.network, author_of(link, OWN), link.url) == (network, author, kept)
    again = read_link(link.url)
    assert again
    assert again.url == link.url


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://facebook.com/wouri/posts/1", OFFICIAL),
        ("https://facebook.com/WOURI.service/posts/1", SERVICE),
        ("https://facebook.com/somebody/posts/1", OFFICIAL),
        ("https://wa.me/237677112233", WHATSAPP),
        ("https://blog.wouri.cm/article#comment-4", BLOG),
        ("https://www.instagram.com/p/1", None),
        ("https://example.org/", None),
    ],
)
def test_the_channel_is_the_one_that_the_link_names(url: str, expected: Account | None) -> None:
    link = read_link(url)
    assert link
    assert channel_of(link, [SERVICE, OFFICIAL, ON_X, WHATSAPP, BLOG]) == expected


@pytest.mark.parametrize(
    "url",
    [
        "https://facebook.com.evil.cm/wouri",
        "https://facebook.com@evil.cm/wouri",
        "https://evil.cm/https://x.com/awa/status/1",
        "https://notx.com/awa/status/1",
        "https://www.google.com/search?q=wouri",
    ],
)
def test_what_only_looks_like_a_network_is_none(url: str) -> None:
    link = read_link(url)
    assert link
    assert link.network == ""


@pytest.mark.parametrize(
    "url",
    [
        "",
        "x",
        "http://",
        "https://[::1",
        "javascript:alert(1)",
        "ftp://x.com/a",
        "https://x.com:99999/a",
        "https://localhost/",
        "https://x.com/" + "a" * LONGEST,
    ],
)
def test_what_is_no_link_is_none(url: str) -> None:
    assert read_link(url) is None


def test_names_and_passwords_of_addresses_are_not_kept() -> None:
    link = read_link("https://awa:secret@example.org/page")
    assert link
    assert link.url == "https://example.org/page"


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("Vu ici : https://facebook.com/wouri/posts/1.", "https://facebook.com/wouri/posts/1"),
        ("« https://x.com/awa/status/5 »", "https://x.com/awa/status/5"),
        ("(https://x.com/awa/status/5)", "https://x.com/awa/status/5"),
        ("x.com/awa/status/5 regardez", "https://x.com/awa/status/5"),
        ("https://example.org/a puis https://x.com/awa/status/5", "https://x.com/awa/status/5"),
        ("https://example.org/a", "https://example.org/a"),
        ("\u202ehttps://x.com/awa/status/5\u202c", "https://x.com/awa/status/5"),
        ("24/7 et/ou awa@x.com/truc fichier.pdf/2", None),
        ("🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥", None),
    ],
)
def test_a_link_is_found_in_a_text(text: str, url: str | None) -> None:
    link = link_in(text)
    assert (link.url if link else None) == url


def test_what_no_database_takes_is_left_out() -> None:
    for url in ("https://youtube.com/watch?v=1&lc=a%00b", "https://example.org/a\x00b"):
        link = read_link(url)
        assert link
        assert "\x00" not in link.url + link.message + link.account


@given(st.text(max_size=300) | st.from_regex(r"https?://[a-z.@/:?#\[\]&=%-]{0,60}", fullmatch=True))
def test_any_text_is_read(text: str) -> None:
    link = link_in(text)
    assert link is None or len(link.url) <= LONGEST


def test_a_text_made_to_be_slow_is_not() -> None:
    assert link_in("a." * 5_000 + "-" * 5_000) is None
    assert link_in("https://" + "a." * 5_000) is None
