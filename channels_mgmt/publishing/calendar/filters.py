"""A calendar, or a list of posts, as its URL describes it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import QueryDict
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from channels_mgmt.brands.models import Brand
from channels_mgmt.publishing.choices import PostState
from channels_mgmt.publishing.models import Campaign, PostQuerySet
from channels_mgmt.strategy.choices import Category
from channels_mgmt.team.models import Channel
from cmhub.lib.paging import with_query

Choices = list[tuple[str, Any]]

LABELS = {
    "brand": (_("Brand"), _("All brands")),
    "channel": (_("Channel"), _("All channels")),
    "state": (pgettext_lazy("post", "State"), _("All states")),
    "category": (_("Category"), _("All categories")),
    "campaign": (_("Campaign"), _("All campaigns")),
    "network": (_("Network"), _("All networks")),
    "by": (_("Author"), _("Anybody")),
    "period": (_("Period"), _("Whenever")),
}
FIELDS = {
    "brand": "brand__slug",
    "channel": "channel__slug",
    "category": "category",
    "network": "channel__network",
}
SELECTED = SafeString(" selected")
PLANNED = "planned"
"""The states of all that is to be published still, in a URL."""


class Filters:
    """The filters that `offered` names, each with what may be chosen; what is no choice is left out."""

    def __init__(self, query: QueryDict, offered: Mapping[str, Choices]) -> None:
        self.query, self.offered = query, offered
        self.asked: dict[str, str] = {}
        for name, choices in offered.items():
            value = query.get(name, "")
            self.asked[name] = value if any(str(known) == value for known, _label in choices) else ""

    def value(self, name: str) -> str:
        """What is asked, empty where nothing is."""
        return self.asked.get(name, "")

    @property
    def has_more(self) -> bool:
        """Whether a filter is set that the form keeps folded away: all but the first."""
        return any([*self.asked.values()][1:])

    def apply(self, posts: PostQuerySet) -> PostQuerySet:
        for name, field in FIELDS.items():
            if self.value(name):
                posts = posts.filter(**{field: self.value(name)})
        if self.value("campaign"):
            posts = posts.filter(campaign=int(self.value("campaign")))
        if self.value("state") == PLANNED:
            return posts.planned()
        return posts.filter(state=self.value("state")) if self.value("state") else posts

    def selects(self) -> list[dict[str, Any]]:
        """For the form; the options are written here, since a house has hundreds of brands."""
        return [
            {
                "name": name,
                "label": LABELS[name][0],
                "all": LABELS[name][1],
                "options": format_html_join(
                    "",
                    '<option value="{}"{}>{}</option>',
                    (
                        (value, SELECTED if str(value) == self.value(name) else "", capfirst(str(label)))
                        for value, label in choices
                    ),
                ),
            }
            for name, choices in self.offered.items()
            if choices
        ]

    def chips(self) -> list[dict[str, str]]:
        """What narrows the page, each with the way without it."""
        return [
            {
                "label": capfirst(str(dict(choices)[self.value(name)])),
                "remove_url": with_query(self.query, **{name: "", "cursor": ""}),
            }
            for name, choices in self.offered.items()
            if self.value(name)
        ]

    def clear_url(self) -> str:
        return with_query(self.query, cursor="", **dict.fromkeys(self.offered, ""))


def of_brand(
    channels: Iterable[Channel], campaigns: Iterable[Campaign], states: Choices
) -> dict[str, Choices]:
    return {
        "channel": [(channel.slug, str(channel)) for channel in channels],
        "state": states,
        "category": list(Category.choices),
        "campaign": [(str(campaign.pk), campaign.name) for campaign in campaigns],
    }


def of_house(brands: Iterable[Brand]) -> dict[str, Choices]:
    return {
        "brand": [(brand.slug, brand.name) for brand in brands],
        "state": list(PostState.choices),
        "category": list(Category.choices),
    }
