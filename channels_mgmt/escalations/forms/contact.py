"""What a department's contact fills in, behind the login or from a signed link."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Department
from channels_mgmt.escalations.choices import ContactedBy
from channels_mgmt.escalations.forms.answering import AnswerForm, text_box
from channels_mgmt.escalations.models import Escalation

FAST_CLOCK = timedelta(minutes=10)
TAKEN = "image/jpeg,image/png,image/webp,application/pdf"


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files of one control, as a list; what they are is looked at where they are kept."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, (list, tuple)) else [data]
        return [super(ManyFilesField, self).clean(one, initial) for one in given if one]


def files_box(label: Any) -> ManyFilesField:
    return ManyFilesField(label=label, required=False, widget=ManyFilesInput(attrs={"accept": TAKEN}))


class ContactAnswerForm(AnswerForm):
    """Two boxes, of which one is needed, each with files that go with it."""

    def __init__(self, *args: Any, escalation: Escalation, **kwargs: Any) -> None:
        super().__init__(*args, escalation=escalation, for_others=False, **kwargs)
        self.fields["files"] = files_box(gettext_lazy("Photos or PDF that may be published"))
        self.fields["internal_files"] = files_box(
            gettext_lazy("Photos or PDF for the community manager only")
        )
        for name in ("files", "internal_files"):
            self.fields[name].one_of_several = True  # type: ignore[attr-defined]
        self.order_fields(["publishable", "files", "internal", "internal_files"])

    def files_given(self) -> list[tuple[Any, bool]]:
        """Each file with whether it may be published."""
        given = self.cleaned_data
        return [(one, True) for one in given.get("files", ())] + [
            (one, False) for one in given.get("internal_files", ())
        ]


class PutInTouchForm(forms.Form):
    how = forms.ChoiceField(label=gettext_lazy("How"), choices=ContactedBy.choices)
    contacted_at = forms.DateTimeField(
        label=gettext_lazy("When"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def __init__(self, *args: Any, escalation: Escalation, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"contacted_at": timezone.localtime()})
        kwargs.setdefault("prefix", "touch")
        super().__init__(*args, **kwargs)
        self.fields["words"] = text_box(
            gettext_lazy("What came of it"),
            draft=f"touch:{escalation.pk}",
            required=True,
            help_text=_("For the community manager only: nothing of it is published."),
            rows=3,
        )

    def clean_contacted_at(self) -> datetime:
        """A telephone's clock may be some minutes fast: what it calls now is now."""
        given, now = self.cleaned_data["contacted_at"], timezone.now()
        return now if now < given <= now + FAST_CLOCK else given


class NotOursForm(forms.Form):
    suggestion = forms.ModelChoiceField(
        label=gettext_lazy("Who should answer?"), queryset=Department.objects.none(), required=False
    )

    def __init__(self, *args: Any, escalation: Escalation, **kwargs: Any) -> None:
        kwargs.setdefault("prefix", "refused")
        super().__init__(*args, **kwargs)
        others: Any = self.fields["suggestion"]
        others.queryset = Department.objects.filter(
            company=escalation.brand.company_id, closed_at=None
        ).exclude(pk=escalation.department_id or 0)
        others.empty_label = _("I do not know")
        self.fields["suggestion"].one_of_several = True  # type: ignore[attr-defined]
        self.fields["why"] = text_box(
            gettext_lazy("Why is it not for you?"), draft=f"refused:{escalation.pk}", required=True, rows=2
        )


class AskBackForm(forms.Form):
    def __init__(self, *args: Any, escalation: Escalation, **kwargs: Any) -> None:
        kwargs.setdefault("prefix", "back")
        super().__init__(*args, **kwargs)
        self.fields["text"] = text_box(
            gettext_lazy("What do you need to know?"), draft=f"back:{escalation.pk}", required=True, rows=3
        )


class AddForm(forms.Form):
    """What somebody wants to say once the answer has been given."""

    def __init__(self, *args: Any, escalation: Escalation, **kwargs: Any) -> None:
        kwargs.setdefault("prefix", "more")
        super().__init__(*args, **kwargs)
        self.fields["publishable"] = text_box(gettext_lazy("Publishable"), draft=f"more:{escalation.pk}:p")
        self.fields["internal"] = text_box(
            gettext_lazy("For the community manager only"), draft=f"more:{escalation.pk}:i", rows=3
        )
        for name in ("publishable", "internal"):
            self.fields[name].one_of_several = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("publishable") and not cleaned.get("internal"):
            raise ValidationError(_("Write it first."))
        return cleaned
