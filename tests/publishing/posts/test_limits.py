"""How long a text is on each network."""

import pytest

from channels_mgmt.brands.choices import Network
from channels_mgmt.publishing.limits import LIMITS, length_on, weighted
from channels_mgmt.publishing.networks import is_of_network


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("Bonjour", 7),
        ("déjà — « oui »… ’", 16 + 2),
        ("https://exemple.com/" + "x" * 90, 23),
        ("Voir https://exemple.com/a, puis www.exemple.cm.", 4 + 1 + 23 + 1 + 1 + 4 + 1 + 23 + 1),
        ("😀", 2),
        ("👨‍👩‍👧‍👦", 2),
        ("👍🏾", 2),
        ("🇨🇲🇸🇳", 4),
        ("1️⃣", 2),
        ("日本", 4),
        ("e\u0301", 1),
        ("مرحبا", 5),
    ],
)
def test_x_counts_as_its_rules_say(text: str, count: int) -> None:
    assert weighted(text) == count


def test_the_link_of_a_post_counts_on_x_unless_its_text_says_it() -> None:
    link = "https://exemple.com/page"
    assert length_on(Network.X, "Lire", link=link).count == 4 + 1 + 23
    assert length_on(Network.X, f"Lire {link}", link=link).count == 4 + 1 + 23
    assert length_on(Network.FACEBOOK, "Lire", link=link).count == 4


def test_each_network_says_its_limit_or_none() -> None:
    assert length_on(Network.X, "a" * 281).is_over
    assert not length_on(Network.X, "a" * 280).is_over
    assert length_on(Network.TELEGRAM, "a" * 2000, has_media=True).is_over
    assert not length_on(Network.TELEGRAM, "a" * 2000).is_over
    assert length_on(Network.BLOG, "a" * 100_000).left is None
    assert set(Network) - set(LIMITS) == {Network.BLOG, Network.FORUM, Network.REVIEWS}


@pytest.mark.parametrize(
    ("url", "network", "is_its"),
    [
        ("https://www.facebook.com/p/1", "facebook", True),
        ("https://m.facebook.com/p/1", "facebook", True),
        ("https://facebook.com.exemple.cm/p", "facebook", False),
        ("https://x.com/a/1", "facebook", False),
        ("https://youtu.be/1", "youtube", True),
        ("https://blog.exemple.cm/1", "blog", True),
        ("pas une adresse", "x", False),
    ],
)
def test_an_address_is_of_its_network(url: str, network: str, is_its: bool) -> None:
    assert is_of_network(url, network) is is_its
