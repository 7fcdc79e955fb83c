from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.skill_choices import GROUPED_SKILLS, Level


class NeededSkillForm(forms.Form):
    skill = forms.ChoiceField(label=_("Skill"), choices=[("", _("Choose a skill…")), *GROUPED_SKILLS])
    level = forms.TypedChoiceField(
        label=_("Level"),
        coerce=int,
        choices=[(level.value, level.label) for level in Level],
        initial=Level.ALONE,
        widget=forms.RadioSelect({"class": "choices"}),
    )
    people = forms.IntegerField(label=_("How many people"), min_value=1, max_value=50)
