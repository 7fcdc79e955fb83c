"""Why a department is asked, kept as facts and put in words for whoever reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from channels_mgmt.escalations.services.rules.conditions import Check, all_of
from cmhub.lib.house_words import chosen


class How(StrEnum):
    MATCHED = "matched"
    CATCH_ALL = "catch_all"
    NOTHING_MATCHED = "nothing_matched"
    RULE_CHOSEN = "rule_chosen"
    BY_HAND = "by_hand"
    AS_SAID = "as_said"


@dataclass(frozen=True)
class Reason:
    """`rule` is the name, at the time, of the rule that decided, `by` that of the person who did instead.

    `checks` are the conditions of the rule that were met. Of old escalations only a sentence is known,
    which stands in the place of the rule.
    """

    how: str
    rule: str = ""
    by: str = ""
    to_manager: bool = False
    checks: tuple[Check, ...] = ()

    @classmethod
    def kept(cls, facts: Mapping[str, Any]) -> Reason | None:
        """The reason that `as_facts` wrote down; None where none is known."""
        if not facts:
            return None
        checks = tuple(Check.kept(each) for each in facts["checks"])
        return cls(facts["how"], facts["rule"], facts["by"], facts["to_manager"], checks)

    def as_facts(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def words(self) -> str:
        """The reason in the active language."""
        if self.how == How.AS_SAID:
            return self.rule
        if self.how == How.BY_HAND:
            return _("chosen by %(name)s") % {"name": self.by} if self.by else _("chosen by hand")
        if self.how == How.RULE_CHOSEN:
            return _("by the rule “%(rule)s”") % {"rule": self.rule}
        if self.how == How.NOTHING_MATCHED:
            return chosen(
                _("no rule matches: it goes to the agency's manager"),
                _("no rule matches: it goes to the manager"),
            )
        if self.how == How.CATCH_ALL and self.to_manager:
            return chosen(
                _("no other rule matches: it goes to the agency's manager"),
                _("no other rule matches: it goes to the manager"),
            )
        if self.how == How.CATCH_ALL:
            return _("no other rule matches")
        if self.checks:
            return all_of([check.why for check in self.checks])
        return _("this rule has no condition: it matches all")
