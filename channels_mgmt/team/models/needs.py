from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from accounts.models import User
from accounts.skill_choices import Level, Skill
from channels_mgmt.brands.models import Brand


class NeededSkillQuerySet(models.QuerySet["NeededSkill"]):
    def visible_to(self, user: User) -> "NeededSkillQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.TEAM_NEEDS))


class NeededSkill(models.Model):
    """A skill that a brand's team must have: at which level, and in how many people."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="needed_skills")
    skill = models.CharField(_("skill"), max_length=20, choices=Skill.choices)
    level = models.PositiveSmallIntegerField(_("level"), choices=Level.choices)
    people = models.PositiveSmallIntegerField(_("how many people"), default=1)

    objects = NeededSkillQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["brand", "skill"],
                name="needed_skill_once",
                violation_error_message=_("The brand needs this skill already: change that."),
            ),
            models.CheckConstraint(
                condition=Q(level__gte=Level.NOTIONS, level__lte=Level.TEACHES),
                name="needed_level_is_known",
                violation_error_message=_("A level is between 1 and 4."),
            ),
            models.CheckConstraint(
                condition=Q(people__gte=1, people__lte=50),
                name="needed_people_are_some",
                violation_error_message=_("A brand needs from 1 to 50 people with a skill."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_skill_display()} {self.level} × {self.people}"
