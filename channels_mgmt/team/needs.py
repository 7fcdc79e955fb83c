"""What a brand's team must be able to do, held against what it can: what is proposed, covered, lacking, near.

Rules are data, and docs/profiles.md states them.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from accounts.models import Training, User
from accounts.services.skills import Levels
from accounts.skill_choices import SKILLS_OF, Level, Skill, SkillGroup
from channels_mgmt.brands.choices import Network, Purpose
from channels_mgmt.team.models import Channel, NeededSkill

Rules = Mapping[str, Mapping[Skill, Level]]

BY_NETWORK: Rules = {
    Network.FACEBOOK: {Skill.COMMUNITIES: Level.ALONE, Skill.MODERATION: Level.WITH_HELP},
    Network.X: {Skill.WATCH: Level.ALONE, Skill.CRISIS: Level.WITH_HELP},
    Network.INSTAGRAM: {Skill.GRAPHICS: Level.ALONE, Skill.VIDEO: Level.WITH_HELP},
    Network.LINKEDIN: {Skill.WRITING: Level.ALONE, Skill.MARKETING: Level.WITH_HELP},
    Network.TIKTOK: {Skill.VIDEO: Level.ALONE, Skill.GRAPHICS: Level.WITH_HELP},
    Network.YOUTUBE: {Skill.VIDEO: Level.ALONE},
    Network.WHATSAPP: {Skill.LISTENING: Level.ALONE},
    Network.TELEGRAM: {Skill.COMMUNITIES: Level.ALONE},
    Network.BLOG: {Skill.WRITING: Level.ALONE, Skill.CMS: Level.WITH_HELP},
    Network.FORUM: {Skill.MODERATION: Level.ALONE},
    Network.REVIEWS: {Skill.TACT: Level.ALONE},
}
BY_PURPOSE: Rules = {
    Purpose.OFFICIAL: {
        Skill.WRITING: Level.ALONE,
        Skill.COMMUNITIES: Level.ALONE,
        Skill.MODERATION: Level.WITH_HELP,
    },
    Purpose.CUSTOMER_SERVICE: {Skill.LISTENING: Level.ALONE, Skill.CALM: Level.ALONE},
    Purpose.TECH_SUPPORT: {Skill.CALM: Level.ALONE, Skill.THOROUGHNESS: Level.ALONE},
    Purpose.DEPARTMENT: {Skill.WRITING: Level.ALONE, Skill.TACT: Level.WITH_HELP},
}
LANGUAGE_LEVEL = Level.ALONE
"""At which one person at least works in each language of the brand's territories."""


@dataclass
class Proposal:
    """A need that follows from the brand's channels or territories: `reasons` names them."""

    skill: Skill
    level: Level
    reasons: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Near:
    """Somebody who nearly has what is needed: one level below, or by their own word alone."""

    user: User
    level: int
    is_stated_only: bool
    trainings: tuple[str, ...]
    """The titles of the trainings that they plan and that serve the skill."""


@dataclass(frozen=True)
class NeedReading:
    need: NeededSkill
    covering: tuple[User, ...]
    nearly: tuple[Near, ...]
    teachers: tuple[User, ...]
    """Who of the team teaches the skill to others."""

    @property
    def lack(self) -> int:
        """How many more people are needed."""
        return max(0, self.need.people - len(self.covering))

    @property
    def is_language(self) -> bool:
        return self.need.skill in SKILLS_OF[SkillGroup.LANGUAGE]


def propose(
    channels: Iterable[Channel], languages: Mapping[str, str], written: Collection[str]
) -> list[Proposal]:
    """What the open channels and the languages (code: territory) call for and is not written yet, each at the
    highest level that any asks for, in the order of the skills.
    """
    found: dict[Skill, Proposal] = {}

    def ask(skill: Skill, level: Level, reason: str) -> None:
        proposal = found.setdefault(skill, Proposal(skill, level))
        proposal.level = max(proposal.level, level)
        if reason not in proposal.reasons:
            proposal.reasons.append(reason)

    for channel in channels:
        for skill, level in (*BY_NETWORK[channel.network].items(), *BY_PURPOSE[channel.purpose].items()):
            ask(skill, level, str(channel))
    for code, territory in languages.items():
        ask(Skill(f"lang_{code}"), LANGUAGE_LEVEL, territory)
    order = [skill for skills in SKILLS_OF.values() for skill in skills]
    return sorted(
        (one for one in found.values() if one.skill not in written), key=lambda p: order.index(p.skill)
    )


def read_needs(
    needs: Iterable[NeededSkill],
    team: Collection[User],
    levels: Mapping[int, Levels],
    trainings: Iterable[Training],
) -> list[NeedReading]:
    """Each need against the people of the team: only confirmed levels cover. What lacks comes first."""
    planned = [(one.user_id, one.title, set(one.skills)) for one in trainings]
    readings = []
    for need in needs:
        covering, nearly, teachers = [], [], []
        for user in team:
            held = levels.get(user.pk) or Levels()
            confirmed, stated = held.confirmed.get(need.skill, 0), held.stated.get(need.skill, 0)
            if confirmed == Level.TEACHES:
                teachers.append(user)
            if confirmed >= need.level:
                covering.append(user)
            elif stated >= need.level or (confirmed and confirmed == need.level - 1):
                titles = tuple(
                    title for pk, title, serves in planned if pk == user.pk and need.skill in serves
                )
                nearly.append(Near(user, max(confirmed, stated), stated >= need.level, titles))
        readings.append(NeedReading(need, tuple(covering), tuple(nearly), tuple(teachers)))
    return sorted(readings, key=lambda reading: -reading.lack)
