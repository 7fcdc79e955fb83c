"""The skills of an agency's people side by side, as an address asks for them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Agency, Certification, Leave, Membership, User
from accounts.services.profiles import profiles_of
from accounts.services.skills import Levels
from accounts.skill_choices import SKILLS_OF, Level, Profile, Skill, SkillGroup
from cmhub.lib.sorting import alphabetical

PEOPLE_A_PAGE = 50
ABILITIES = (*SKILLS_OF[SkillGroup.TRADE], *SKILLS_OF[SkillGroup.BEING])


@dataclass(frozen=True)
class Held:
    """A skill of a person: its confirmed level, else the one that they state."""

    label: str
    level: int
    is_confirmed: bool


@dataclass
class Row:
    user: User
    levels: Levels
    profiles: list[Profile]
    leave: Leave | None = None
    expiring: list[Certification] = field(default_factory=list)

    @property
    def groups(self) -> list[tuple[SkillGroup, list[Held]]]:
        return [(group, self.held(skills)) for group, skills in SKILLS_OF.items()]

    def held(self, skills: tuple[Skill, ...]) -> list[Held]:
        """The skills, the best first."""
        found = []
        for skill in skills:
            confirmed = self.levels.confirmed.get(skill, 0)
            if level := confirmed or self.levels.stated.get(skill, 0):
                found.append(Held(capfirst(str(skill.label)), level, bool(confirmed)))
        return sorted(found, key=lambda one: -one.level)


class Matrix:
    """What an address asks of an agency's people. What it says that makes no sense is left out."""

    def __init__(self, query: QueryDict, *, agency: Agency, levels: Mapping[int, Levels]) -> None:
        self.agency, self.levels = agency, levels
        self.skill = within(query.get("skill"), map(str, ABILITIES))
        self.language = within(query.get("language"), map(str, SKILLS_OF[SkillGroup.LANGUAGE]))
        self.profile = within(query.get("profile"), Profile.values)
        self.level = int(within(query.get("level"), map(str, Level.values)) or Level.NOTIONS)
        self.confirmed = query.get("confirmed") == "1"
        self.page_asked = query.get("page", "1")

    @cached_property
    def rows(self) -> list[Row]:
        members = Membership.objects.current().filter(agency=self.agency).values("user")
        people = User.objects.filter(pk__in=members).order_by(*alphabetical("name"), "pk")
        rows = []
        for user in people:
            levels = self.levels.get(user.pk) or Levels()
            held = profiles_of(levels.confirmed)
            rows.append(Row(user, levels, [profile for profile in Profile if profile in held]))
        return [row for row in rows if self.shows(row)]

    def shows(self, row: Row) -> bool:
        levels = row.levels.confirmed if self.confirmed else row.levels.best
        asked = [skill for skill in (self.skill, self.language) if skill]
        if any(levels.get(skill, 0) < self.level for skill in asked):
            return False
        if not asked and self.level > Level.NOTIONS and max(levels.values(), default=0) < self.level:
            return False
        return not self.profile or self.profile in row.profiles

    @cached_property
    def page(self) -> Any:
        return Paginator(self.rows, PEOPLE_A_PAGE).get_page(self.page_asked)

    @property
    def summary(self) -> str:
        count = len(self.rows)
        return ngettext("%(count)d person", "%(count)d people", count) % {"count": count}

    @property
    def chips(self) -> list[dict[str, str]]:
        """What narrows the list, each to be taken away."""
        labels = {
            "skill": str(Skill(self.skill).label) if self.skill else "",
            "language": str(Skill(self.language).label) if self.language else "",
            "level": self._level_words,
            "profile": str(Profile(self.profile).label) if self.profile else "",
            "confirmed": _("confirmed only") if self.confirmed else "",
        }
        return [{"name": name, "label": capfirst(label)} for name, label in labels.items() if label]

    @property
    def _level_words(self) -> str:
        if self.level == Level.NOTIONS:
            return ""
        return _("from level %(level)d: %(words)s") % {"level": self.level, "words": Level(self.level).label}

    @property
    def selects(self) -> dict[str, list[dict[str, Any]]]:
        return {
            "skill": options([(skill, skill.label) for skill in ABILITIES], self.skill),
            "language": options(
                [(skill, skill.label) for skill in SKILLS_OF[SkillGroup.LANGUAGE]], self.language
            ),
            "level": options(
                [(level.value, level_words(level)) for level in Level if level > Level.NOTIONS], self.level
            ),
            "profile": options(Profile.choices, self.profile),
        }


def level_words(level: Level) -> str:
    return _("%(level)d, %(words)s") % {"level": level, "words": level.label}


def options(choices: Any, current: Any) -> list[dict[str, Any]]:
    return [
        {"value": str(value), "label": capfirst(str(label)), "current": str(value) == str(current)}
        for value, label in choices
    ]


def within(value: str | None, allowed: Any) -> str:
    return value if value and value in set(allowed) else ""
