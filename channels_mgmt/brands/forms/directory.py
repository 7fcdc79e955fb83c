"""Forms of a brand's directory: departments with their hours, contacts, absences, experts."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.choices import Media, Spoken
from accounts.forms.telephone import telephone
from accounts.models import Contact, Department, Expert, User
from accounts.services.places import COUNTRIES
from channels_mgmt.brands.models import Brand
from cmhub.lib.forms import DayInput
from cmhub.lib.holidays import regions_of
from cmhub.lib.text import fold
from cmhub.lib.week_form import WeekOfHours
from cmhub.lib.working_time import CalendarError
from cmhub.lib.working_time.written import read_line

MOST_SUBJECTS = 40


class SubjectsField(forms.CharField):
    """Subjects separated by commas or lines, each once; given and shown as a list."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"help_text": _("Separated by commas, in everyday words."), **kwargs})
        self.widget.attrs.setdefault("rows", 2)

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        said = (" ".join(each.split()) for each in re.split(r"[,;\n]", value or ""))
        return list({fold(each): each for each in reversed([*filter(None, said)])}.values())[::-1]

    def validate(self, value: Any) -> None:
        if self.required and not value:
            raise ValidationError(self.error_messages["required"], code="required")
        if any(len(each) > 80 for each in value):
            raise ValidationError(_("A subject has at most 80 characters: separate them by commas."))
        if len(value) > MOST_SUBJECTS:
            raise ValidationError(_("That is more subjects than anybody reads: keep the main ones."))

    def run_validators(self, value: Any) -> None:
        pass


class DirectLines(forms.ModelForm):
    """Reads the telephone numbers of a contact or an expert."""

    def clean_phone(self) -> str:
        return telephone(self.cleaned_data["phone"])

    def clean_whatsapp(self) -> str:
        return telephone(self.cleaned_data["whatsapp"])


class DepartmentForm(WeekOfHours, forms.ModelForm):
    """A department with the hours of its week, a line for each day."""

    subjects = SubjectsField(label=_("What it deals with"), required=False)
    country = forms.ChoiceField(
        label=_("Country"), choices=[(code, country.name) for code, country in COUNTRIES.items()]
    )
    reports_to = forms.ModelChoiceField(
        label=_("Reports to"),
        queryset=Department.objects.none(),
        required=False,
        empty_label=pgettext_lazy("department", "nobody: it stands at the top"),
    )

    class Meta:
        model = Department
        fields = ["kind", "name", "subjects", "reports_to", "time_zone", "country", "region"]
        labels = {"kind": _("Type"), "name": _("Name"), "time_zone": _("Time zone"), "region": _("Region")}
        help_texts = {
            "time_zone": _("As in Africa/Algiers."),
            "region": _("The code of a region with holidays of its own, such as 57 for Moselle."),
        }

    def __init__(self, *args: Any, brand: Brand, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others: Any = self.fields["reports_to"]
        others.queryset = brand.company.departments.filter(closed_at=None).exclude(pk=self.instance.pk)
        self.add_days(self.instance.hours)

    def clean_region(self) -> str:
        region = self.cleaned_data["region"].strip().upper()
        country = self.cleaned_data.get("country", "")
        if region and region not in regions_of(country):
            raise ValidationError(
                _("“%(region)s” is no region with holidays of its own there."), params={"region": region}
            )
        return str(region)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        hours = self.read_days(data)
        return {**data, "hours": hours}


class ExceptionalDayForm(forms.Form):
    """Other hours than those of the week, on a day or on several that follow one another."""

    first = forms.DateField(label=_("Day"), widget=DayInput({"class": "w-medium"}))
    last = forms.DateField(
        label=_("Until and with"),
        required=False,
        widget=DayInput({"class": "w-medium"}),
        help_text=_("The last of several days."),
    )
    hours = forms.CharField(
        label=_("Hours of these days"),
        required=False,
        max_length=120,
        help_text=_("As in 08:00–12:00; empty where the department is closed."),
    )
    why = forms.CharField(
        label=pgettext_lazy("exceptional day", "Why"), max_length=80, help_text=_("Such as: inventory.")
    )

    def clean_hours(self) -> list[list[str]]:
        try:
            return read_line(self.cleaned_data["hours"])
        except CalendarError as error:
            raise ValidationError(str(error)) from None


class ContactForm(DirectLines):
    user = forms.ModelChoiceField(
        label=_("Logs in as"),
        queryset=User.objects.none(),
        required=False,
        empty_label=pgettext_lazy("contact", "does not log in"),
        help_text=_(
            "A contact who logs in answers on their own page. Add them to the agency's people first."
        ),
    )

    class Meta:
        model = Contact
        fields = ["name", "email", "phone", "whatsapp", "language", "is_head", "user"]

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people  # type: ignore[attr-defined]


class ContactChangeForm(DirectLines):
    """What changes of somebody who is a contact already. Who is made head takes the place of the other."""

    is_head = forms.BooleanField(
        label=_("Head of department"),
        required=False,
        help_text=_("Whoever was head until now is asked before them, as a contact."),
    )

    class Meta:
        model = Contact
        fields = ["name", "email", "phone", "whatsapp", "language"]


class AbsenceForm(forms.Form):
    starts_on = forms.DateField(label=_("First day of absence"), widget=DayInput({"class": "w-medium"}))
    ends_on = forms.DateField(
        label=_("Back on"),
        required=False,
        widget=DayInput({"class": "w-medium"}),
        help_text=_("The day of the return; empty where it is not known."),
    )
    deputy = forms.ModelChoiceField(
        label=_("Deputy"),
        queryset=Contact.objects.none(),
        required=False,
        empty_label=pgettext_lazy("deputy", "nobody: the next in line is asked"),
    )

    def __init__(self, *args: Any, contact: Contact, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        company = contact.department.company_id
        colleagues = Contact.objects.filter(
            department__company=company, department__closed_at=None, left_at=None
        )
        deputy: Any = self.fields["deputy"]
        deputy.queryset = (
            colleagues.exclude(pk=contact.pk).select_related("department").order_by("name", "pk")
        )
        deputy.label_from_instance = named_with_department


def named_with_department(contact: Contact) -> str:
    return f"{contact.name} · {contact.department.name}"


class ExpertForm(DirectLines):
    subjects = SubjectsField(label=_("Subjects"))
    media = forms.MultipleChoiceField(  # type: ignore[assignment]  # a field, taken off the class by Django
        label=pgettext_lazy("press", "Media"), choices=Media.choices, widget=forms.CheckboxSelectMultiple
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=Spoken.choices, widget=forms.CheckboxSelectMultiple, initial=["fr"]
    )

    class Meta:
        model = Expert
        fields = [
            "name", "department", "subjects", "media", "languages",
            "email", "phone", "whatsapp", "conditions",
        ]  # fmt: skip
        help_texts = {"conditions": _("Such as “after agreement of the communication department”.")}

    def __init__(self, *args: Any, brand: Brand, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        departments: Any = self.fields["department"]
        departments.queryset = brand.company.departments.filter(closed_at=None)
