"""How forms are drawn: one renderer for all of them (FORM_RENDERER)."""

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.translation import get_language


class Renderer(TemplatesSetting):
    """Draws forms, fields and errors with the templates of components/forms.

    Needs `django.forms` among the installed apps, whose templates draw the widgets.
    """

    form_template_name = "components/forms/form.html"
    field_template_name = "components/forms/field.html"


class KnownSelect(forms.Select):
    """A select whose choices are the same for everybody: drawn once for a process, language and choice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Copies of the widget, one for each form, have it in common.
        self.drawn: dict[Any, Any] = {}

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> Any:
        choices: Any = self.choices
        look = (get_language(), name, str(value), tuple((attrs or {}).items()), len(choices))
        if look in self.drawn:
            return self.drawn[look]
        drawn = super().render(name, value, attrs, renderer)
        if any(str(value) == str(known) for known, _label in choices):
            self.drawn[look] = drawn
        return drawn


class DayInput(forms.DateInput):
    """A day, written as browsers read it whatever the language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")
