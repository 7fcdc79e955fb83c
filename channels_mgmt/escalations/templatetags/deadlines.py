"""{% load deadlines %}: why a deadline of an escalation falls when it falls."""

from django import template

from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.services.clock.reckoning import Reckoned, reckoned

register = template.Library()


@register.simple_tag
def why_then(escalation: Escalation) -> Reckoned:
    """`acknowledge`, `answer` and both in `told`: sentences in the active language, empty where unknown."""
    return reckoned(escalation)
