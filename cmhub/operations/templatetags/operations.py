"""Whether somebody looks after the installation, for pages of lower rooms that lead there."""

from django import template

from accounts.models import User
from cmhub.operations.access import may_keep

register = template.Library()


@register.filter
def keeps_installation(person: User) -> bool:
    return may_keep(person)
