"""Whether what somebody wants to hide is only a negative opinion, which is no reason to.

The words below are few on purpose: they keep a warning from being shown where it would be out of place, and
decide nothing. `readers` lets a room that reads texts better say so.
"""

import re
from collections.abc import Callable

from channels_mgmt.brands.choices import Kind
from channels_mgmt.inbox.choices import Sentiment
from channels_mgmt.inbox.models import Interaction
from cmhub.lib.text import fold

OPINIONS = (Kind.COMPLAINT, Kind.QUESTION)

INSULTS_AND_THREATS = """
    abruti abrutie abrutis batard batarde batards bougnoule connard connards connasse conne cons couillon
    cretin cretins encule encules enfoire enfoires fdp idiot idiote idiots imbecile imbeciles merdeux negre
    negres ntm pd pede pedes pute putes salaud salauds salope salopes tapette egorger tuer tuerai violer
    asshole bastard bastards bitch bitches cunt dickhead fuck fucker fucking moron morons motherfucker nigga
    nigger retard slut whore
    kelb hmar kahba zamel mumu olodo
"""
ABUSIVE_WORDS = frozenset(INSULTS_AND_THREATS.split())
"""Insults and threats, folded, in the languages of the public."""

readers: list[Callable[[str], bool]] = []
"""Each says whether a text holds abuse; filled by who reads texts better than a list of words."""


def is_only_opinion(interaction: Interaction, text: str) -> bool:
    """Confirmed as negative, a complaint or a question, and without a word of abuse."""
    if interaction.sentiment != Sentiment.NEGATIVE or interaction.kind not in OPINIONS:
        return False
    return not holds_abuse(text)


def holds_abuse(text: str) -> bool:
    words = set(re.findall(r"\w+", fold(text)))
    return not words.isdisjoint(ABUSIVE_WORDS) or any(reader(text) for reader in readers)
