"""A file of a brand as it is understood: what it is, which channel it is of, and what must be asked first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from channels_mgmt.brands.choices import Network, Purpose
from channels_mgmt.brands.models import Brand
from channels_mgmt.team.models import Channel
from cmhub.lib.file_runs import UnusableFileError
from reporting.metrics.readers import Answers, Export, mapped_format, recognise
from reporting.metrics.readers.declared import Format, Rows

CHANNEL = "channel"


class OpenQuestionsError(UnusableFileError):
    """What the file does not say and nobody said: `questions` are sentences by the names of the answers."""

    def __init__(self, questions: Mapping[str, str]) -> None:
        self.questions = dict(questions)
        super().__init__(" ".join(questions.values()))


@dataclass(frozen=True)
class Targets:
    """Which channel the lines of a network are of: the one that was said, else the only official one."""

    chosen: Channel | None
    official: Mapping[str, Channel]

    def of(self, network: str) -> Channel | None:
        if self.chosen:
            return self.chosen if network == self.chosen.network else None
        return self.official.get(network)


@dataclass(frozen=True)
class Understood:
    """`questions` are sentences, by the names of the answers: while there are some, nothing can be read."""

    export: Export
    targets: Targets
    questions: dict[str, str]

    @property
    def is_ready(self) -> bool:
        return self.export.is_known and not self.questions

    @property
    def channel(self) -> Channel | None:
        """That of the whole file; None where its lines are of several."""
        found = {self.targets.of(part.network) for part in self.export.parts}
        return found.pop() if len(found) == 1 else None

    def check(self) -> None:
        """Raises UnusableFileError, and OpenQuestionsError where something must be answered."""
        if not self.export.is_known:
            raise UnusableFileError(
                _(
                    "This is none of the exports that are known. Give the file on the page Figures of the "
                    "brand, and say there which column is what."
                )
            )
        if self.questions:
            raise OpenQuestionsError(self.questions)


def targets_of(brand: Brand, chosen: Channel | None) -> Targets:
    official: dict[str, list[Channel]] = {}
    for channel in brand.channels.filter(purpose=Purpose.OFFICIAL):
        official.setdefault(channel.network, []).append(channel)
    only = {network: channels[0] for network, channels in official.items() if len(channels) == 1}
    return Targets(chosen, only)


def understand(
    *,
    brand: Brand,
    source: Any,
    today: date,
    name: str = "",
    channel: Channel | None = None,
    answers: Answers | None = None,
    mapped: Format | None = None,
) -> Understood:
    """Raises TableError for what is no table. To say the channel is to say the network."""
    answers = answers or Answers()
    if channel and not answers.network:
        answers = replace(answers, network=channel.network)
    export = recognise(source, today=today, name=name, answers=answers, mapped=mapped)
    targets = targets_of(brand, channel)
    questions = {ask.code: f"{ask}" for ask in export.asks}
    if export.conflicts:
        questions[CHANNEL] = " ".join(map(str, export.conflicts))
    if channel and answers.network != channel.network:
        questions[CHANNEL] = _("The channel %(channel)s is on %(network)s.") % {
            "channel": channel.slug,
            "network": channel.get_network_display(),
        }
    for part in export.parts:
        if part.network and CHANNEL not in questions and targets.of(part.network) is None:
            questions[CHANNEL] = no_channel(part.network)
    return Understood(export, targets, questions)


def no_channel(network: str) -> str:
    return _("The brand has not exactly one official channel on %(network)s: say which channel it is.") % {
        "network": dict(Network.choices).get(network, network)
    }


def format_of(columns: Mapping[str, Any]) -> Format | None:
    """The format that a person put together, as `MetricsRun.columns` keeps it; None where there is none.

    Raises MappingError.
    """
    if not columns:
        return None
    return mapped_format(
        Rows(columns["rows"]),
        columns["columns"],
        list(columns["columns"].values()),
        dimension=columns.get("dimension", ""),
        scales=columns.get("scales"),
    )
