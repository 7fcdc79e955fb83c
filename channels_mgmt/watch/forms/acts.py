"""What is said of an item: a decision, another nature."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from channels_mgmt.watch.choices import Nature, Topic
from channels_mgmt.watch.forms.common import choose_competitor
from channels_mgmt.watch.models import Competitor, Item, Telling


class ForSomebodyForm(forms.Form):
    """What a person says, or what `telling` says through them, by telephone for instance."""

    telling = forms.ModelChoiceField(
        label=_("Who says so"), queryset=Telling.objects.none(), required=False, empty_label=_("I do")
    )

    def __init__(self, *args: Any, item: Item, for_others: bool, himself: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["telling"]
        if not for_others:
            del self.fields["telling"]
            return
        field.queryset = Telling.objects.filter(item=item, expects=True, user=None)
        if not himself:
            field.required, field.empty_label = True, None
            field.queryset = Telling.objects.filter(item=item, expects=True)


class DecideForm(ForSomebodyForm):
    words = forms.CharField(
        label=_("What is to be done"),
        max_length=4_000,
        error_messages={"required": _("Write what is to be done.")},
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto", "data-autogrow": True}),
    )

    def __init__(self, *args: Any, item: Item, **kwargs: Any) -> None:
        super().__init__(*args, item=item, **kwargs)
        self.fields["words"].widget.attrs["data-draft-key"] = f"watch-decision:{item.pk}"
        self.order_fields(["words", "telling"])


class SortForm(forms.Form):
    nature = forms.ChoiceField(label=pgettext_lazy("watch", "Nature"), choices=Nature.choices)
    topic = forms.ChoiceField(label=_("Topic"), choices=Topic.choices)
    competitor = forms.ModelChoiceField(label=_("Competitor"), queryset=Competitor.objects.none())

    def __init__(self, *args: Any, item: Item, **kwargs: Any) -> None:
        said = {"nature": item.nature, "topic": item.topic, "competitor": item.competitor_id}
        super().__init__(*args, **{"initial": said, **kwargs})
        choose_competitor(self, item.brand, pgettext_lazy("competitor", "none"))
