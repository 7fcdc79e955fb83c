"""Giving a file, and saying which of its columns holds what."""

from typing import Any

from django import forms
from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from channels_mgmt.inbox.forms.acts import KeyedForm, capitalised
from channels_mgmt.inbox.intake.columns import COLUMNS
from channels_mgmt.inbox.models import AdoptionQuestion
from channels_mgmt.team.models import Channel


class ChannelField(forms.ModelChoiceField):
    """The channel of all lines, which a brand with one channel need not be asked for."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=gettext_lazy("Channel"),
            queryset=Channel.objects.none(),
            required=False,
            error_messages={"invalid_choice": gettext_lazy("Choose a channel of this brand.")},
            **kwargs,
        )


class FileForm(KeyedForm):
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("CSV or Excel (.xlsx), one line for each message."),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("The file is empty."),
        },
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > settings.INTAKE_MAX_BYTES:
            raise forms.ValidationError(
                _("The file is larger than %(limit)s. Export it in parts.")
                % {"limit": filesizeformat(settings.INTAKE_MAX_BYTES)}
            )
        return file


class ColumnsForm(forms.Form):
    """A list of the file's columns for each of ours. `columns` is what is chosen already."""

    channel = ChannelField(empty_label=pgettext_lazy("channel", "as the file says"))

    def __init__(
        self,
        *args: Any,
        header: list[str],
        columns: dict[str, str],
        channels: Any,
        channel: Channel | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["channel"]
        field.queryset = channels
        field.initial = channel
        if len(channels) == 1:
            field.empty_label, field.initial = None, channels[0]
        elif not (columns.get("channel") or self.data.get("channel_column")):
            field.required, field.empty_label = True, gettext_lazy("Choose a channel…")
            field.error_messages["required"] = gettext_lazy("Say which channel the messages are from.")
        names = [name for name in dict.fromkeys(header) if name]
        for column in COLUMNS:
            none = (
                pgettext_lazy("column", "choose")
                if column.needed
                else pgettext_lazy("column", "not in the file")
            )
            self.fields[column.name if column.name != "channel" else "channel_column"] = forms.ChoiceField(
                label=capitalised(column.label),
                choices=[("", none), *((name, name) for name in names)],
                initial=columns.get(column.name, ""),
                required=column.needed,
                error_messages={"required": gettext_lazy("Say which column holds it.")},
            )
        self.fields["channel_column"].label = gettext_lazy("Channel of each line")

    @property
    def needed(self) -> list[forms.BoundField]:
        return [self[column.name] for column in COLUMNS if column.needed]

    @property
    def others(self) -> list[forms.BoundField]:
        names = [column.name for column in COLUMNS if not column.needed]
        return [self["channel_column" if name == "channel" else name] for name in names]

    def chosen(self) -> dict[str, str]:
        """Our columns to theirs."""
        chosen = {
            c.name: self.cleaned_data.get("channel_column" if c.name == "channel" else c.name)
            for c in COLUMNS
        }
        return {ours: theirs for ours, theirs in chosen.items() if theirs}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        channels: Any = self.fields["channel"]
        said = cleaned.get("channel") or cleaned.get("channel_column") or "channel" in self.errors
        if not said and len(channels.queryset) != 1:
            self.add_error("channel", _("Say which channel the messages are from."))
        return cleaned


class AdoptionForm(forms.Form):
    """Which of the recorded messages the file has brought, if any."""

    adopted: Any = forms.ModelChoiceField(
        label=gettext_lazy("Which recorded message is it?"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("None of them: it is another message"),
    )

    def __init__(self, *args: Any, question: AdoptionQuestion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["adopted"]
        field.queryset = question.candidates.filter(external_id=None)
        field.error_messages["invalid_choice"] = _(
            "This message has been matched with another one meanwhile."
        )
