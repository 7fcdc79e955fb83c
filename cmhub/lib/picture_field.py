"""The field of a form that takes a photo or screenshot."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cmhub.lib.pictures import Picture, PictureError, read_picture


class PictureField(forms.FileField):
    """Its value is a Picture, or None where none is chosen: an empty file is refused in the same words as one
    that is damaged.
    """

    widget = forms.FileInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            required=False,
            allow_empty_file=True,
            help_text=_("Where it was taken and with what is removed from it."),
            **kwargs,
        )

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return super().widget_attrs(widget) | {"accept": "image/jpeg,image/png,image/webp"}

    def clean(self, data: Any, initial: Any = None) -> Picture | None:
        file = super().clean(data, initial)
        if not file:
            return None
        try:
            return read_picture(file)
        except PictureError as problem:
            raise ValidationError(str(problem), code=problem.code) from problem
