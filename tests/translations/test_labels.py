"""Labels of forms and of choices are said in the reader's language, not in the one of whoever loaded them."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module

import pytest
from django import forms
from django.conf import settings
from django.db.models.enums import Choices
from django.utils.functional import Promise

from accounts.choices import Language
from cmhub.embedded.layout import CHECKOUT

ROOMS = ("accounts", "channels_mgmt", "reporting", "cmhub.lib")
SAME_IN_EVERY_LANGUAGE = {
    "Facebook", "X", "Instagram", "LinkedIn", "TikTok", "YouTube", "WhatsApp", "Telegram",
    "Français", "English", "%",
}  # fmt: skip


def modules_named(word: str) -> Iterator[str]:
    for room in ROOMS:
        for module in pkgutil.walk_packages(import_module(room).__path__, f"{room}."):
            if word in module.name.split(".") and "management" not in module.name:
                yield module.name


def every(kind: type) -> Iterator[type]:
    for child in kind.__subclasses__():
        if child.__module__.startswith(ROOMS):
            yield child
        yield from every(child)


@pytest.fixture(scope="module")
def form_classes() -> list[type]:
    for name in modules_named("forms"):
        import_module(name)
    return sorted(set(every(forms.BaseForm)), key=lambda form: form.__qualname__)


def test_labels_of_forms_are_translated(form_classes):
    assert form_classes
    bare = [
        f"{form.__module__}.{form.__name__}.{name}: {field.label}"
        for form in form_classes
        for name, field in form.base_fields.items()
        if not field.widget.is_hidden and not isinstance(field.label, Promise)
    ]
    assert not bare


def test_labels_of_choices_are_translated():
    for name in modules_named("choices"):
        import_module(name)
    bare = [
        f"{choices.__module__}.{choices.__name__}: {member._label_}"
        for choices in set(every(Choices))
        for member in choices
        if not isinstance(member._label_, Promise) and member._label_ not in SAME_IN_EVERY_LANGUAGE
    ]
    assert not bare


def test_people_choose_among_the_languages_that_pages_have() -> None:
    """What the code says is English; each other language has its catalogue."""
    codes = [code for code, _name in settings.LANGUAGES]
    assert codes == Language.values
    assert {folder.name for folder in (CHECKOUT / "locale").iterdir()} == set(codes) - {Language.ENGLISH}
