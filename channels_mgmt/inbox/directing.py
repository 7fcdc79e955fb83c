"""The words that tell somebody of the public where to write, proposed in their language."""

from django.utils import translation
from django.utils.translation import gettext as _

from channels_mgmt.inbox.choices import Language
from channels_mgmt.inbox.models import Interaction
from channels_mgmt.team.models import Channel


def where(channel: Channel) -> str:
    """What the public finds the account by: its address, else its handle on the network, else its name."""
    if channel.url:
        return channel.url
    handle = f"@{channel.handle.lstrip('@')}" if channel.handle else channel.name
    return f"{handle} ({channel.get_network_display()})"


def proposed_words(interaction: Interaction, channel: Channel) -> str:
    """English where the interaction is, else French: the languages of the brand's answers."""
    english = interaction.language in (Language.ENGLISH, Language.PIDGIN)
    with translation.override("en" if english else "fr"):
        return _(
            "Hello, so that your request reaches the right team, please write to us here: %(where)s."
            " You will be answered there. Thank you."
        ) % {"where": where(channel)}
