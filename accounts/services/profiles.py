"""The profile that a person has by what they can do. The rules are data, and docs/profiles.md states them.

Search engines and advertising are in no rule but the consultant's: a community manager is never held to them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.skill_choices import Level, Profile, Skill


@dataclass(frozen=True)
class Requirement:
    """A skill at a level, or one of several skills of which any will do."""

    any_of: tuple[Skill, ...]
    level: Level

    def __str__(self) -> str:
        return _("%(skill)s %(level)d") % {"skill": either(self.any_of), "level": self.level}


def needs(level: Level, *any_of: Skill) -> Requirement:
    return Requirement(any_of, level)


RULES: dict[Profile, tuple[Requirement, ...]] = {
    Profile.COMMUNITY_MANAGER: (
        needs(Level.ALONE, Skill.WRITING),
        needs(Level.ALONE, Skill.COMMUNITIES),
        needs(Level.WITH_HELP, Skill.MODERATION),
    ),
    Profile.CONTENT_MANAGER: (
        needs(Level.ALONE, Skill.WRITING),
        needs(Level.ALONE, Skill.GRAPHICS, Skill.VIDEO),
        needs(Level.WITH_HELP, Skill.CMS),
    ),
    Profile.SOCIAL_MEDIA_MANAGER: (
        needs(Level.ALONE, Skill.COMMUNITIES),
        needs(Level.ALONE, Skill.ANALYTICS),
        needs(Level.WITH_HELP, Skill.MARKETING),
        needs(Level.WITH_HELP, Skill.WRITING),
    ),
    Profile.CONSULTANT: (
        needs(Level.ALONE, Skill.MARKETING),
        needs(Level.ALONE, Skill.ANALYTICS),
        needs(Level.ALONE, Skill.SEO, Skill.SEA),
    ),
}
"""What makes each profile: all of its requirements."""


@dataclass(frozen=True)
class Reading:
    """One profile, held against what a person can do."""

    profile: Profile
    met: tuple[tuple[Skill, int], ...]
    """The skills, with the person's level, by which requirements are met."""
    missing: tuple[tuple[Requirement, int], ...]
    """The requirements that are not, with the best level that the person has in them, 0 for none."""

    @property
    def is_held(self) -> bool:
        return not self.missing

    @property
    def label(self) -> str:
        return str(self.profile.label)

    @property
    def reasons(self) -> str:
        """“writing 3, communities 3, moderation 2”."""
        said = (
            _("%(skill)s %(level)d") % {"skill": skill.label, "level": level} for skill, level in self.met
        )
        return ", ".join(said)

    @property
    def lacks(self) -> str:
        """“analytics 3, marketing 2 (has 1)”."""
        return ", ".join(
            _("%(needed)s (has %(level)d)") % {"needed": needed, "level": level} if level else str(needed)
            for needed, level in self.missing
        )


def read_profile(profile: Profile, levels: Mapping[str, int]) -> Reading:
    """One profile against levels of 1 to 4 by skill; a skill that is not named counts as 0."""
    met, missing = [], []
    for requirement in RULES[profile]:
        best = max(requirement.any_of, key=lambda skill: levels.get(skill, 0))
        level = levels.get(best, 0)
        if level >= requirement.level:
            met.append((best, level))
        else:
            missing.append((requirement, level))
    return Reading(profile, tuple(met), tuple(missing))


def read_profiles(levels: Mapping[str, int]) -> list[Reading]:
    """Every profile, in the order of the rules."""
    return [read_profile(profile, levels) for profile in RULES]


def profiles_of(levels: Mapping[str, int]) -> set[Profile]:
    return {reading.profile for reading in read_profiles(levels) if reading.is_held}


def either(skills: tuple[Skill, ...]) -> str:
    """“graphics”, “graphics or video”: rules name no more than two."""
    first, *others = skills
    said = str(first.label)
    for other in others:
        said = _("%(first)s or %(second)s") % {"first": said, "second": other.label}
    return said
