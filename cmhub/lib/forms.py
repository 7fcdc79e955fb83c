"""How forms are drawn: one renderer for all of them (FORM_RENDERER)."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Draws forms, fields and errors with the templates of components/forms.

    Needs `django.forms` among the installed apps, whose templates draw the widgets.
    """

    form_template_name = "components/forms/form.html"
    field_template_name = "components/forms/field.html"
