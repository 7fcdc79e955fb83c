"""The form of a row that several people change."""

from typing import Any
from uuid import uuid4

from django import forms


class EditedForm(forms.ModelForm):
    """A new row is taken once however often it is sent; of one that is there the edition is held on to."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    edition = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["key"]
            self.fields["edition"].initial = self.instance.edition
        else:
            del self.fields["edition"]

    @property
    def values(self) -> dict[str, Any]:
        """What the row is to say."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("key", "edition")}

    def _post_clean(self) -> None:
        """The service says what cannot be: nothing is put to the row here."""
