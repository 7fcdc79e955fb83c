"""How selects are drawn: as Django draws them, and each look of a known one once."""

from typing import Any

import pytest
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from cmhub.lib.forms import KnownSelect

CHOICES = [("", "<nothing>"), ("high", _("Priority")), ("low", "Bas & lent")]


class Form(forms.Form):
    known = forms.ChoiceField(choices=CHOICES, required=False, widget=KnownSelect)
    usual = forms.ChoiceField(choices=[("Group", CHOICES)], widget=forms.Select(attrs={"autofocus": True}))
    several = forms.MultipleChoiceField(choices=CHOICES)


def drawn(name: str, initial: Any, language: str = "fr") -> str:
    with override(language):
        return str(Form(initial={name: initial})[name])


@pytest.mark.parametrize("name", ["known", "usual"])
def test_one_choice_is_selected_and_text_is_escaped(name: str) -> None:
    html = drawn(name, "low")

    assert html.count("selected") == 1
    assert '<option value="low" selected>Bas &amp; lent</option>' in html
    assert "&lt;nothing&gt;" in html


def test_groups_attributes_and_several_choices_stay() -> None:
    assert '<optgroup label="Group">' in drawn("usual", "")
    assert " autofocus" in drawn("usual", "")
    html = drawn("several", ["low", "high"])
    assert " multiple" in html
    assert html.count("selected") == 2


def test_a_known_select_follows_choice_and_language() -> None:
    first = drawn("known", "high")

    assert drawn("known", "high") == first
    assert drawn("known", "low") != first
    assert "Priorité" in first
    assert "Priority" in drawn("known", "high", "en")


def test_a_known_select_with_a_further_choice_is_another_one() -> None:
    drawn("known", "")
    form = Form(initial={"known": "sw"})
    form.fields["known"].choices = [*CHOICES, ("sw", "sw")]  # type: ignore[attr-defined]

    assert '<option value="sw" selected>' in str(form["known"])
    assert "sw" not in drawn("known", "")
