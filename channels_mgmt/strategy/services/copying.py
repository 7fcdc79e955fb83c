"""The skeleton of a template's strategy, as a draft of the new brand: what is chosen and counted there.

What the client said stays behind: goal, mission, personas, tone, objectives, reasons, decision-makers, and
the words in which the charter was decided.
"""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from accounts.models import User
from channels_mgmt.brands.services.copying import Ground, Taken
from channels_mgmt.strategy.choices import Section
from channels_mgmt.strategy.models import CharterDecision, Strategy
from channels_mgmt.strategy.services.charter import decide
from channels_mgmt.strategy.services.writing import begin, save_section


def copy_strategy(ground: Ground, *, by: User, at: datetime) -> list[Taken]:
    return [*_skeleton(ground, by, at), *_charter(ground, by, at)]


def _skeleton(ground: Ground, by: User, at: datetime) -> list[Taken]:
    """A draft with the networks, cadence, response targets and content mix of the version in force, else of
    the latest.
    """
    versions = Strategy.objects.filter(brand=ground.source)
    theirs = versions.in_force().first() or versions.order_by("-version").first()
    if theirs is None:
        return []
    draft = begin(brand=ground.brand, by=by, at=at)
    told: dict[str, Any] = {"strategy": draft, "by": by, "at": at}
    copied = ("network", "purpose", "posts_per_week", "response_minutes", "posts_approved")
    networks = list(theirs.networks.values(*copied))
    in_time = {"in_time_percent": theirs.in_time_percent}
    save_section(section=Section.NETWORKS, fields=in_time, rows=networks, **told)
    save_section(section=Section.MIX, rows=list(theirs.mix.values("category", "percent")), **told)
    return [Taken(_("the skeleton of a strategy, as a draft"))]


def _charter(ground: Ground, by: User, at: datetime) -> list[Taken]:
    """Whose each duty is, where the template decided; in words of ours."""
    theirs = list(CharterDecision.objects.filter(brand=ground.source).standing(at))
    with override("fr"):
        words = _("Copied from a template: to be confirmed with the company.")
    for decision in theirs:
        decide(brand=ground.brand, duty=decision.duty, posts=decision.posts, words=words, by=by, at=at)
    told = ngettext("%(count)d decision on the charter", "%(count)d decisions on the charter", len(theirs))
    return [Taken(told % {"count": len(theirs)})] if theirs else []
