"""Where the routing rules send what somebody asks about, which a brand's directory does not know itself."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.finding import Found
from channels_mgmt.escalations.models import RoutingRule
from channels_mgmt.escalations.services.rules.conditions import ASPECTS, in_words, label
from channels_mgmt.escalations.services.rules.routing import rules_of
from cmhub.lib.likeness import matched


def where_rules_lead(brand: Brand, question: str, wanted: Sequence[str]) -> Iterable[Found]:
    """The departments of rules whose words, themes or kinds the question has."""
    for rule in rules_of(brand):
        if rule.department is None or rule.department.closed_at:
            continue
        if had := matched(wanted, " ".join(_named_in(rule))):
            why = _("the rule “%(rule)s” sends there what meets this: %(conditions)s")
            yield Found(
                rule.department.pk, why % {"rule": rule.name, "conditions": in_words(rule)}, tuple(had)
            )


def _named_in(rule: RoutingRule) -> list[str]:
    aspects = [aspect for aspect in ASPECTS if aspect.fact in ("kind", "theme")]
    return [
        *rule.words,
        *(str(label(aspect, code)) for aspect in aspects for code in getattr(rule, aspect.listed)),
    ]
