"""A title made of what somebody pasted."""

import re

LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)


def title_of(text: str, *, longest: int) -> str:
    """The words of a text without its links, cut after a word; the text as it is where it is but a link."""
    words = " ".join(LINK.sub(" ", text).split()).strip(" :–—-")
    words = words or " ".join(text.split())
    if len(words) <= longest:
        return words
    kept = words[: longest - 1]
    whole = kept.rsplit(" ", 1)[0].rstrip(" ,;:–—-")
    return f"{whole or kept}…"
