"""Which addresses are those of a network."""

from urllib.parse import urlsplit

from channels_mgmt.brands.choices import Network

HOSTS = {
    Network.FACEBOOK: ("facebook.com", "fb.com", "fb.watch", "fb.me"),
    Network.X: ("x.com", "twitter.com", "t.co"),
    Network.INSTAGRAM: ("instagram.com", "instagr.am"),
    Network.LINKEDIN: ("linkedin.com", "lnkd.in"),
    Network.TIKTOK: ("tiktok.com",),
    Network.YOUTUBE: ("youtube.com", "youtu.be"),
    Network.WHATSAPP: ("whatsapp.com", "wa.me"),
    Network.TELEGRAM: ("t.me", "telegram.me", "telegram.org"),
}
"""The others have addresses of their own."""


def is_of_network(url: str, network: str) -> bool:
    """Whether an address can be one of the network; yes where it has addresses of its own."""
    host = (urlsplit(url).hostname or "").casefold()
    known = HOSTS.get(Network(network), ())
    return not known or any(host == one or host.endswith(f".{one}") for one in known)
