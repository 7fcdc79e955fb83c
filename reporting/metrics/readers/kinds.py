"""What sort of post an export speaks of."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from cmhub.lib.text import fold


class PostKind(StrEnum):
    IMAGE = "image"
    CAROUSEL = "carousel"
    VIDEO = "video"
    REEL = "reel"
    STORY = "story"
    LINK = "link"
    TEXT = "text"
    LIVE = "live"
    OTHER = "other"


WORDS = {
    PostKind.IMAGE: "image photo photos picture ig-image",
    PostKind.CAROUSEL: "carousel carrousel album document ig-carousel",
    PostKind.VIDEO: "video videos ig-video",
    PostKind.REEL: "reel reels short shorts ig-reel",
    PostKind.STORY: "story stories ig-story",
    PostKind.LINK: "link links lien liens article",
    PostKind.TEXT: "text texte status statut post",
    PostKind.LIVE: "live direct",
}
MAX_SAID = 60
KNOWN = {word: kind for kind, words in WORDS.items() for word in words.split()}
IN_ADDRESS = (
    (re.compile(r"/(?:reels?|shorts)/"), PostKind.REEL),
    (re.compile(r"/stories/"), PostKind.STORY),
)


@lru_cache(1_000)
def kind_said(said: str) -> str:
    """The kind that words mean: "IG reel", "Carrousel Instagram", "Vidéo en direct"."""
    words = fold(said).split()
    return next((KNOWN[word] for word in reversed(words) if word in KNOWN), PostKind.OTHER if words else "")


def post_kind(said: str, permalink: str) -> str:
    """The kind of a post, '' where nothing says. Reels are called videos: their address tells."""
    for pattern, kind in IN_ADDRESS:
        if pattern.search(permalink):
            return kind
    return kind_said(said[:MAX_SAID])
