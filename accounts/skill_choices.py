"""What people can do, how well, and how they work for a house: the words that are chosen from."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.choices import Role, Spoken


class SkillGroup(models.TextChoices):
    TRADE = "trade", pgettext_lazy("skills", "trades")
    LANGUAGE = "language", pgettext_lazy("skills", "languages")
    BEING = "being", pgettext_lazy("skills", "ways of being")


class Skill(models.TextChoices):
    """Something that a person can do, a language they work in, or a way of being."""

    WRITING = "writing", pgettext_lazy("skill", "writing")
    COMMUNITIES = "communities", pgettext_lazy("skill", "communities")
    MODERATION = "moderation", pgettext_lazy("skill", "moderation")
    WATCH = "watch", pgettext_lazy("skill", "watch")
    MARKETING = "marketing", pgettext_lazy("skill", "marketing")
    ANALYTICS = "analytics", pgettext_lazy("skill", "analytics")
    SEO = "seo", pgettext_lazy("skill", "search engines (SEO)")
    SEA = "sea", pgettext_lazy("skill", "search advertising (SEA, SEM)")
    EMAILING = "emailing", pgettext_lazy("skill", "e-mailing")
    CMS = "cms", pgettext_lazy("skill", "content management systems (CMS)")
    HTML_CSS = "html_css", pgettext_lazy("skill", "HTML and CSS")
    GRAPHICS = "graphics", pgettext_lazy("skill", "graphics")
    VIDEO = "video", pgettext_lazy("skill", "video")
    SURVEYS = "surveys", pgettext_lazy("skill", "surveys")
    CRISIS = "crisis", pgettext_lazy("skill", "crises")

    FRENCH = "lang_fr", Spoken.FRENCH.label
    ENGLISH = "lang_en", Spoken.ENGLISH.label
    ARABIC = "lang_ar", Spoken.ARABIC.label
    TAMAZIGHT = "lang_ber", Spoken.TAMAZIGHT.label
    WOLOF = "lang_wo", Spoken.WOLOF.label
    FULA = "lang_ff", Spoken.FULA.label
    DYULA = "lang_dyu", Spoken.DYULA.label
    BAMBARA = "lang_bm", Spoken.BAMBARA.label
    LINGALA = "lang_ln", Spoken.LINGALA.label
    PIDGIN = "lang_wes", Spoken.PIDGIN.label

    LISTENING = "listening", pgettext_lazy("skill", "listening")
    CALM = "calm", pgettext_lazy("skill", "calm")
    TACT = "tact", pgettext_lazy("skill", "tact")
    CURIOSITY = "curiosity", pgettext_lazy("skill", "curiosity")
    THOROUGHNESS = "thoroughness", pgettext_lazy("skill", "thoroughness")
    DISCRETION = "discretion", pgettext_lazy("skill", "discretion")


_BEINGS = (
    Skill.LISTENING,
    Skill.CALM,
    Skill.TACT,
    Skill.CURIOSITY,
    Skill.THOROUGHNESS,
    Skill.DISCRETION,
)
_LANGUAGES = tuple(Skill(f"lang_{spoken}") for spoken in Spoken.values)

SKILLS_OF: dict[SkillGroup, tuple[Skill, ...]] = {
    SkillGroup.TRADE: tuple(skill for skill in Skill if skill not in (*_BEINGS, *_LANGUAGES)),
    SkillGroup.LANGUAGE: _LANGUAGES,
    SkillGroup.BEING: _BEINGS,
}
"""The skills of each group, in the order in which pages show them."""

GROUPED_SKILLS = [
    (group.label, [(skill.value, skill.label) for skill in skills]) for group, skills in SKILLS_OF.items()
]
"""The same for a select."""


class Level(models.IntegerChoices):
    NOTIONS = 1, pgettext_lazy("level", "notions")
    WITH_HELP = 2, pgettext_lazy("level", "works with help")
    ALONE = 3, pgettext_lazy("level", "works alone")
    TEACHES = 4, pgettext_lazy("level", "teaches others")


class Profile(models.TextChoices):
    """What a person is by what they can do, whatever role they have been given."""

    COMMUNITY_MANAGER = "community_manager", Role.COMMUNITY_MANAGER.label
    CONTENT_MANAGER = "content_manager", Role.CONTENT_MANAGER.label
    SOCIAL_MEDIA_MANAGER = "social_media_manager", Role.SOCIAL_MEDIA_MANAGER.label
    CONSULTANT = "consultant", _("consultant")


class TrainingState(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("training", "planned")
    FOLLOWED = "followed", pgettext_lazy("training", "followed")


class EmploymentKind(models.TextChoices):
    STAFF = "staff", pgettext_lazy("employment", "staff")
    FREELANCE = "freelance", pgettext_lazy("employment", "freelance")
    TRAINEE = "trainee", pgettext_lazy("employment", "trainee")


class LeaveKind(models.TextChoices):
    ANNUAL = "annual", pgettext_lazy("leave", "annual leave")
    SICK = "sick", pgettext_lazy("leave", "sick leave")
    OTHER = "other", pgettext_lazy("leave", "other leave")
