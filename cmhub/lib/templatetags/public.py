"""Names and words of the public in templates, where they may be erased; and words that follow the house."""

from django import template

from cmhub.lib.erased import name_shown, words_shown
from cmhub.lib.house_words import MANAGER_TITLE, chosen

register = template.Library()
register.filter("named", name_shown)
register.filter("written", words_shown)


@register.simple_tag
def by_house(agency: str, company: str) -> str:
    """The words of an agency with clients, or those of a company's own team, for whoever reads."""
    return chosen(agency, company)


@register.simple_tag
def manager_title() -> str:
    return str(MANAGER_TITLE)
