"""Where credentials are kept is written here, never they themselves: what looks like one is refused."""

import re

TOLD = re.compile(
    r"\b(mot de passe|mdp|password|passphrase|pwd|pass|code|pin|secret|token|jeton|cl[ée])\s*[:=]\s*\S", re.I
)
"""“Password: …”, in French or English."""
ADDRESS = re.compile(r"(https?://|www\.)\S+|\S+@\S+\.\w+", re.I)
STRANGE = set("!#$%^&*?=+~|<>{}[]\\`")
SHORTEST = 8
LONG = 20


def looks_like_secret(text: str) -> bool:
    """Whether somebody seems to have written a password, key or code where words were asked for."""
    if TOLD.search(text):
        return True
    words = ADDRESS.sub(" ", text).split()
    return any(_is_secret(word, alone=len(words) == 1) for word in words)


def _is_secret(word: str, *, alone: bool) -> bool:
    letters, digits = sum(map(str.isalpha, word)), sum(map(str.isdigit, word))
    if len(word) < SHORTEST or not letters:
        return len(word) >= SHORTEST and digits >= SHORTEST
    if digits and STRANGE.intersection(word):
        return True
    if len(word) >= LONG and digits >= 3:
        return True
    return alone and digits >= 2
