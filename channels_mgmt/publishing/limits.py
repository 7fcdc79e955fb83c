"""How long a text may be on each network, and how long it is there.

| network | characters | source |
|---|---|---|
| Facebook | 63,206 | Meta's announcement of 30 November 2011; still what the page refuses beyond |
| Instagram | 2,200 | help.instagram.com, and the content publishing API: caption |
| X | 280, weighted | docs.x.com, “Counting characters”; twitter-text, configuration 3 |
| LinkedIn | 3,000 | linkedin.com/help, “Post character limit” |
| TikTok | 2,200 | developers.tiktok.com, Content Posting API: title |
| YouTube | 5,000 | developers.google.com/youtube/v3, videos: description |
| WhatsApp | 700 | faq.whatsapp.com, text status; a message of a channel may be longer |
| Telegram | 4,096; 1,024 with media | core.telegram.org/bots/api, sendMessage and sendPhoto |

Networks change them, and give more to who pays: what is longer is told, not refused.
"""

import re
import unicodedata
from dataclasses import dataclass

from channels_mgmt.brands.choices import Network

LIMITS = {
    Network.FACEBOOK: 63_206,
    Network.INSTAGRAM: 2_200,
    Network.X: 280,
    Network.LINKEDIN: 3_000,
    Network.TIKTOK: 2_200,
    Network.YOUTUBE: 5_000,
    Network.WHATSAPP: 700,
    Network.TELEGRAM: 4_096,
}
WITH_MEDIA = {Network.TELEGRAM: 1_024}

LONGEST_TEXT = 70_000
"""What is taken of one post: no network has room for more."""
URL_LENGTH = 23
"""What X counts for a link, however long it is."""
LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
"""The characters that X counts once; all others count twice, an emoji however it is put together too."""
URL = re.compile(r"(?:https?://|www\.)[^\s<>«»\"]*[^\s<>«»\".,;:!?)]", re.IGNORECASE)
_PICTURE = "[\u00a9\u00ae\u203c-\u3299\U0001f000-\U0001faff]"
_DRESS = "[\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]*"
EMOJI = re.compile(
    f"[\U0001f1e6-\U0001f1ff]{{2}}|[0-9#*]\ufe0f\u20e3|{_PICTURE}{_DRESS}(?:\u200d{_PICTURE}{_DRESS})*"
)


@dataclass(frozen=True)
class Length:
    """How long a text is on a network, and how long it may be; None where nothing is said."""

    count: int
    limit: int | None

    @property
    def left(self) -> int | None:
        return None if self.limit is None else self.limit - self.count

    @property
    def is_over(self) -> bool:
        return self.left is not None and self.left < 0


def length_on(network: str, text: str, *, link: str = "", has_media: bool = False) -> Length:
    """The length of a text with the link that goes with it, where it does not say it itself."""
    whole = f"{text} {link}".strip() if network == Network.X and link and link not in text else text
    count = weighted(whole) if network == Network.X else len(whole)
    limits = LIMITS | WITH_MEDIA if has_media else LIMITS
    return Length(count, limits.get(Network(network)))


def weighted(text: str) -> int:
    """The length of a text as X counts it."""
    text = unicodedata.normalize("NFC", text)
    links = len(URL.findall(text))
    rest = URL.sub("", text)
    emoji = [one for one in EMOJI.findall(rest) if len(one) > 1 or not _is_light(one)]
    plain = EMOJI.sub(lambda found: found.group() if _counts_alone(found.group()) else "", rest)
    return URL_LENGTH * links + 2 * len(emoji) + sum(1 if _is_light(one) else 2 for one in plain)


def _counts_alone(found: str) -> bool:
    return len(found) == 1 and _is_light(found)


def _is_light(character: str) -> bool:
    return len(character) == 1 and any(first <= ord(character) <= last for first, last in LIGHT)
