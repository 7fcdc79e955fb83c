"""What the agency's people can do, how they work, and what two brands need. Safe to run again."""

from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import Agency, Leave, Membership, SkillAssessment, User
from accounts.services.certifications import add_certification
from accounts.services.employment import add_leave, employ
from accounts.services.skills import add_training, assess
from accounts.skill_choices import EmploymentKind, LeaveKind, Skill, TrainingState
from channels_mgmt.brands.models import Brand
from channels_mgmt.team.services.needs import need_skill, take_proposals
from cmhub.demo.loading.house import MANAGER, people_of

S = Skill
CM, JUNIOR = "cm@demo.example", "junior@demo.example"
CONTENT = "nadege.fotso@demo.example"
ALGERIANS = ("yacine.belkhodja@demo.example", "lynda.hamadi@demo.example", "sofiane.bouzid@demo.example")
AWAY = "moussa.ndiaye@demo.example"
FREELANCE = "serge.kouame@demo.example"

CONFIRMED: dict[str, dict[Skill, int]] = {
    CM: {S.WRITING: 4, S.COMMUNITIES: 4, S.MODERATION: 3, S.WATCH: 3, S.FRENCH: 4, S.ENGLISH: 3, S.CALM: 3},
    JUNIOR: {S.WRITING: 2, S.COMMUNITIES: 2, S.MODERATION: 2, S.VIDEO: 3, S.FRENCH: 4, S.PIDGIN: 4},
    "service@demo.example": {S.LISTENING: 4, S.CALM: 3, S.TACT: 3, S.WRITING: 2, S.FRENCH: 4, S.ENGLISH: 2},
    "support@demo.example": {S.CALM: 3, S.THOROUGHNESS: 4, S.HTML_CSS: 2, S.FRENCH: 4, S.FULA: 3},
    "strategist@demo.example": {S.MARKETING: 4, S.ANALYTICS: 4, S.SEO: 3, S.SURVEYS: 3, S.WOLOF: 4},
    "patrick.essomba@demo.example": {S.COMMUNITIES: 3, S.ANALYTICS: 3, S.MARKETING: 3, S.WRITING: 3},
    CONTENT: {S.WRITING: 4, S.GRAPHICS: 3, S.VIDEO: 2, S.CMS: 3, S.FRENCH: 4},
    "aissatou.diop@demo.example": {S.WRITING: 3, S.COMMUNITIES: 3, S.MODERATION: 3, S.WOLOF: 4, S.FRENCH: 4},
    "affoue.konan@demo.example": {S.WRITING: 3, S.COMMUNITIES: 3, S.MODERATION: 2, S.DYULA: 3},
    "yacine.belkhodja@demo.example": {S.WRITING: 3, S.COMMUNITIES: 4, S.MODERATION: 3, S.ARABIC: 4},
    "lynda.hamadi@demo.example": {S.LISTENING: 3, S.TACT: 4, S.ARABIC: 4, S.FRENCH: 3},
    AWAY: {S.LISTENING: 3, S.CALM: 3, S.WOLOF: 4, S.FRENCH: 4},
}
STATED: dict[str, dict[Skill, int]] = {
    CM: {S.ANALYTICS: 3, S.CRISIS: 3},
    JUNIOR: {S.WRITING: 3, S.GRAPHICS: 2},
    FREELANCE: {S.WRITING: 3, S.COMMUNITIES: 3, S.MODERATION: 2, S.FRENCH: 4},
}


def tell_skills(agency: Agency, *, at: datetime, until: datetime) -> None:
    """What people can do and how they work, as of when they came; what expires, as of the story's end."""
    people = people_of(agency)
    with transaction.atomic():
        if SkillAssessment.objects.filter(agency=agency).exists():
            return
        _say(agency, people, at)
        _certify(agency, people, until)
        _employ(agency, people, at)
        _need(agency, people[MANAGER], at)


def tell_who_is_away(agency: Agency, *, until: datetime) -> None:
    """Somebody is on leave at the end of each telling, unless they have left or have a leave already."""
    today = agency.day_of(until)
    first = today - timedelta(days=2)
    here = Membership.objects.current(until).filter(agency=agency, user__email=AWAY).select_related("user")
    place = here.first()
    if place is None or Leave.objects.of(agency, place.user).filter(ends_on__gt=first).exists():
        return
    add_leave(
        agency=agency,
        user=place.user,
        by=people_of(agency)[MANAGER],
        kind=LeaveKind.ANNUAL,
        starts_on=first,
        ends_on=today + timedelta(days=6),
        at=until,
    )


def _say(agency: Agency, people: dict[str, User], at: datetime) -> None:
    for email, skills in CONFIRMED.items():
        for skill, level in skills.items():
            assess(agency=agency, user=people[email], skill=skill, level=level, by=people[MANAGER], at=at)
    for email, skills in STATED.items():
        for skill, level in skills.items():
            user = people[email]
            assess(agency=agency, user=user, skill=skill, level=level, by=user, at=at)


def _certify(agency: Agency, people: dict[str, User], until: datetime) -> None:
    today = agency.day_of(until)
    for email, name, issuer, number, days in (
        (CM, "Community Manager certifié", "Meta Blueprint", "MB-2024-0417", 12),
        (CONTENT, "Création de contenus visuels", "Institut Wouri", "IW-0093", 400),
    ):
        add_certification(
            agency=agency,
            user=people[email],
            by=people[email],
            name=name,
            issuer=issuer,
            number=number,
            obtained_on=today - timedelta(days=700),
            expires_on=today + timedelta(days=days),
            at=until,
        )
    add_training(
        agency=agency,
        user=people[JUNIOR],
        by=people[MANAGER],
        title="Écrire juste, répondre vite",
        provider="Institut Wouri",
        state=TrainingState.PLANNED,
        starts_on=today + timedelta(days=9),
        hours=14,
        skills=[Skill.WRITING, Skill.CALM],
        at=until,
    )


def _employ(agency: Agency, people: dict[str, User], at: datetime) -> None:
    for email in sorted({*CONFIRMED, *STATED, MANAGER, *ALGERIANS}):
        kind = {JUNIOR: EmploymentKind.TRAINEE, FREELANCE: EmploymentKind.FREELANCE}.get(
            email, EmploymentKind.STAFF
        )
        employ(
            agency=agency,
            user=people[email],
            by=people[MANAGER],
            kind=kind,
            working_days=[7, 1, 2, 3, 4] if email in ALGERIANS else [1, 2, 3, 4, 5],
            starts_on=agency.day_of(at),
            mentor=people[CM] if email == JUNIOR else None,
            at=at,
        )


def _need(agency: Agency, by: User, at: datetime) -> None:
    for brand in Brand.objects.filter(agency=agency, slug__in=("nyongtel", "brasserie-moungo")):
        take_proposals(brand=brand, by=by, at=at)
        for skill, people in ((Skill.WRITING, 4), (Skill.VIDEO, 2), (Skill.ANALYTICS, 2)):
            need_skill(brand=brand, skill=skill, level=3, people=people, by=by, at=at)
