"""What a rule asks for and who is told, in words."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from channels_mgmt.watch.choices import Nature, Recipients, Topic
from channels_mgmt.watch.models import Rule


def in_words(rule: Rule) -> str:
    """Its conditions; empty for one that matches all."""
    parts = [
        ", ".join(str(Topic(one).label) for one in rule.topics),
        ", ".join(str(Nature(one).label) for one in rule.natures),
        rule.competitor.name if rule.competitor else "",
        _("words: %(words)s") % {"words": ", ".join(rule.words)} if rule.words else "",
    ]
    return capfirst(" · ".join(part for part in parts if part))


def told_in_words(rule: Rule) -> str:
    named = [str(Recipients(one).label) for one in rule.recipients]
    if rule.department:
        named.append(rule.department.name)
    if rule.person:
        named.append(rule.person.name)
    return capfirst(", ".join(named))
