"""On which networks a brand is, and how: a choice for each, with what was decided when it was shown."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import pgettext_lazy

from channels_mgmt.brands.choices import Network
from channels_mgmt.team.choices import Setup
from channels_mgmt.team.models import Channel
from channels_mgmt.team.services.network_choices import ABSENT, OPENED
from channels_mgmt.team.services.networks import others_of

CHOICES = [
    (ABSENT, pgettext_lazy("accounts of a network", "none")),
    (Setup.SEPARATE.value, pgettext_lazy("accounts of a network", "separate")),
    (Setup.SINGLE.value, pgettext_lazy("accounts of a network", "single")),
]
"""In few words, for there is a line of them for each network of a phone's page."""
SEEN = "seen_"


@dataclass(frozen=True)
class Row:
    """A network of the form: its field, what is decided for it now, and its open accounts."""

    network: str
    field: forms.BoundField
    standing: str
    channels: list[Channel]

    @property
    def is_undecided(self) -> bool:
        return not self.standing

    @property
    def to_open(self) -> list[str]:
        """The accounts that separate ones would add, by their purposes."""
        there = {channel.purpose for channel in self.channels}
        return [str(purpose.label) for purpose in OPENED[Setup.SEPARATE] if purpose not in there]

    @property
    def in_the_way(self) -> list[Channel]:
        """The accounts that the choice which was refused leaves no room for."""
        chosen = self.field.value() if self.field.errors else ""
        if chosen == ABSENT:
            return self.channels
        return others_of(self.channels) if chosen == Setup.SINGLE else []


class NetworksForm(forms.Form):
    def __init__(
        self, *args: Any, standing: Mapping[str, str], channels: Iterable[Channel], **kwargs: Any
    ) -> None:
        super().__init__(*args, **{**kwargs, "initial": dict(standing)})
        self.standing = standing
        self.channels: dict[str, list[Channel]] = defaultdict(list)
        for channel in channels:
            self.channels[channel.network].append(channel)
        for network in Network:
            self.fields[network.value] = forms.ChoiceField(
                label=network.label, choices=CHOICES, required=False, widget=forms.RadioSelect
            )

    @property
    def rows(self) -> list[Row]:
        return [
            Row(network, self[network], self.standing[network], self.channels[network])
            for network in Network.values
        ]

    @property
    def chosen(self) -> dict[str, str]:
        return {network: self.cleaned_data[network] for network in self.fields if self.cleaned_data[network]}

    @property
    def seen(self) -> dict[str, str]:
        """What the page said of each network when it was shown."""
        told = {network: self.data.get(SEEN + network) for network in self.fields}
        return {network: seen for network, seen in told.items() if seen is not None}

    def refuse(self, error: ValidationError) -> None:
        """Puts what the service refuses at its networks; the choices stay as they were made."""
        for network, messages in error.message_dict.items():
            self.add_error(network if network in self.fields else None, messages)
