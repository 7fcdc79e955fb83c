"""Profiles are read from levels by rules, and docs/profiles.md states these rules."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from accounts.services.profiles import RULES, profiles_of, read_profile, read_profiles
from accounts.skill_choices import SKILLS_OF, Level, Profile, Skill

LEVELS = st.dictionaries(st.sampled_from(list(Skill)), st.integers(0, 4))
CM = Profile.COMMUNITY_MANAGER
DOC = Path(settings.BASE_DIR) / "docs" / "profiles.md"


@given(LEVELS, st.sampled_from(list(Skill)), st.integers(1, 4))
def test_more_skill_never_takes_a_profile_away(levels: dict, skill: Skill, level: int) -> None:
    before = profiles_of(levels)
    assert before <= profiles_of({**levels, skill: max(level, levels.get(skill, 0))})


@given(LEVELS, st.integers(0, 4), st.integers(0, 4))
def test_search_engines_and_advertising_are_never_held_against_a_community_manager(
    levels: dict, seo: int, sea: int
) -> None:
    known = {**levels, Skill.SEO: seo, Skill.SEA: sea}
    assert read_profile(CM, known) == read_profile(CM, levels)
    asked = {
        skill
        for profile, rules in RULES.items()
        if profile != Profile.CONSULTANT
        for r in rules
        for skill in r.any_of
    }
    assert not asked & {Skill.SEO, Skill.SEA}


@given(LEVELS)
def test_each_requirement_is_either_met_or_missing(levels: dict) -> None:
    for reading in read_profiles(levels):
        assert len(reading.met) + len(reading.missing) == len(RULES[reading.profile])
        assert all(level < requirement.level for requirement, level in reading.missing)
        assert reading.is_held == (not reading.missing)
    assert read_profiles(levels) == read_profiles(dict(reversed(levels.items())))


def test_the_reasons_are_said() -> None:
    levels = {
        Skill.WRITING: 3,
        Skill.COMMUNITIES: 3,
        Skill.MODERATION: 2,
        Skill.MARKETING: 2,
        Skill.ANALYTICS: 1,
    }
    with override("en"):
        readings = {reading.profile: reading for reading in read_profiles(levels)}
        assert readings[CM].reasons == "writing 3, communities 3, moderation 2"
        assert readings[CM].lacks == ""
        social = readings[Profile.SOCIAL_MEDIA_MANAGER]
        assert social.lacks == "analytics 3 (has 1)"
        assert readings[Profile.CONTENT_MANAGER].lacks.startswith("graphics or video 3, ")
    assert profiles_of(levels) == {CM}


@pytest.mark.parametrize("profile", Profile)
def test_exactly_what_the_rules_ask_makes_the_profile(profile: Profile) -> None:
    levels = {requirement.any_of[-1]: requirement.level for requirement in RULES[profile]}
    assert profile in profiles_of(levels)
    for skill, level in levels.items():
        assert profile not in profiles_of({**levels, skill: level - 1})


def test_every_skill_is_in_one_group() -> None:
    grouped = [skill for skills in SKILLS_OF.values() for skill in skills]
    assert sorted(grouped) == sorted(Skill)
    assert [level.value for level in Level] == [1, 2, 3, 4]


def rows_of(title: str) -> dict[str, str]:
    text = DOC.read_text(encoding="utf-8")
    table = text[text.index(f"| {title} |") :].split("\n\n")[0]
    return dict(re.findall(r"^\| ([^|]+?) \| ([^|]+?) \|$", table, re.MULTILINE))


def test_the_page_states_the_rules_of_the_code() -> None:
    with override("en"):
        said = {str(profile.label): ", ".join(map(str, rules)) for profile, rules in RULES.items()}
    assert rows_of("profile") == {"profile": "needs"} | said
