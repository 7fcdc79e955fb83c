"""In which language somebody is answered, and in which a text is written: French or English."""

from channels_mgmt.inbox.models import Interaction
from channels_mgmt.inbox.services.agreed import ANSWERED_IN, language_of
from channels_mgmt.inbox.suggestions import suggest


def answered_in(interaction: Interaction) -> str:
    """By what somebody said of it; where nobody has, by its own words."""
    return language_of(interaction) if interaction.language else written_in(interaction.excerpt)


def written_in(text: str) -> str:
    """By its words; French where they do not tell."""
    guess = suggest(text).language
    return ANSWERED_IN.get(guess.value, "fr") if guess else "fr"
