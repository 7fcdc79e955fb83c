from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from channels_mgmt.brands.choices import Kind
from channels_mgmt.brands.models import Brand
from channels_mgmt.protocol.models import EntryVersion
from channels_mgmt.protocol.services.entries import FIELDS
from channels_mgmt.protocol.variables import stray_brace
from cmhub.lib.forms import DayInput
from cmhub.lib.sorting import alphabetical


class EntryForm(forms.ModelForm):
    """A situation of the protocol. `edition` is the version that the form was filled with, `gap` what
    was asked and had no answer.
    """

    key = forms.UUIDField(widget=forms.HiddenInput)
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
    gap = forms.IntegerField(widget=forms.HiddenInput, required=False)
    what_changed = forms.CharField(
        label=_("What changed, and why"),
        max_length=250,
        required=False,
        help_text=_("For those who knew the version before."),
    )

    class Meta:
        model = EntryVersion
        fields = list(FIELDS)
        widgets = {
            "description": forms.Textarea({"rows": 3, "data-autogrow": True}),
            "answer_fr": forms.Textarea({"rows": 5, "data-autogrow": True, "lang": "fr"}),
            "answer_en": forms.Textarea({"rows": 5, "data-autogrow": True, "lang": "en"}),
            "conditions": forms.Textarea({"rows": 3, "data-autogrow": True}),
            "sensitivity": forms.RadioSelect({"class": "choices"}),
            "valid_from": DayInput(),
            "valid_until": DayInput(),
        }
        help_texts = {
            "situation": _("In the words of the public: “The network has been down since this morning”."),
            "description": _("How one recognises it, and what it is not."),
            "is_holding": _(
                "Says that an answer will come. As it is written it goes out at once, even under supervision "
                "or in a crisis."
            ),
            "conditions": _("What must be true or checked before the answer is given."),
            "valid_until": _("The first day on which it may no longer be used. Empty: open-ended."),
        }

    def __init__(self, *args: Any, brand: Brand, version: EntryVersion | None = None, **kwargs: Any) -> None:
        self.version = version
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        kind.choices = [("", pgettext_lazy("interaction kind", "any")), *Kind.choices]
        department: Any = self.fields["department"]
        department.queryset = brand.company.departments.filter(closed_at=None).order_by(*alphabetical("name"))
        department.empty_label = _("Choose a department…")
        sensitivity: Any = self.fields["sensitivity"]
        sensitivity.choices = [choice for choice in sensitivity.choices if choice[0]]
        place = version.entry_id if version else f"new:{brand.pk}"
        for name in ("description", "answer_fr", "answer_en", "conditions"):
            self.fields[name].widget.attrs["data-draft-key"] = f"protocol:{place}:{name}"
        if version is None:
            del self.fields["what_changed"]
            self.fields["valid_from"].required = False

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("answer_fr") and not data.get("answer_en"):
            self.add_error("answer_fr", _("Write the answer in French or in English, at best in both."))
        for name in ("answer_fr", "answer_en"):
            if around := stray_brace(data.get(name) or ""):
                told = _("A brace stands alone near “%(text)s”: what is left open is written {like this}.")
                self.add_error(name, told % {"text": around})
        begins, ends = data.get("valid_from"), data.get("valid_until")
        if begins and ends and ends <= begins:
            self.add_error("valid_until", _("The end must come after the start."))
        return data

    def _post_clean(self) -> None:
        """The service validates the version whole."""

    @property
    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FIELDS}
