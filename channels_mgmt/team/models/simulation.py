"""The matching simulation: whether a person would answer as the response protocol does."""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.access import Right
from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.protocol.models import EntryVersion
from channels_mgmt.team.choices import Mark


class SimulationQuerySet(models.QuerySet["Simulation"]):
    def visible_to(self, user: User) -> "SimulationQuerySet":
        own = Q(user=user, brand__in=Brand.objects.visible_to(user).order_by().values("pk"))
        return self.filter(own | Q(brand__in=Brand.objects.granted(user, Right.READINESS_CHECK)))

    def open(self) -> "SimulationQuerySet":
        """Those that are not marked yet, nor given up."""
        return self.filter(marked_at=None, given_up_at=None)

    def waiting_for(self, person: int) -> "SimulationQuerySet":
        """Those that the person is to answer, and those that they started and are to mark."""
        to_answer = Q(user=person, handed_in_at=None)
        to_mark = Q(started_by=person, handed_in_at__isnull=False)
        return self.open().filter(to_answer | to_mark, brand__archived_at=None)


class Simulation(models.Model):
    """Situations of a brand's response protocol that a person answers in their own words, and somebody else
    marks: started → handed in → marked, or given up before.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="simulations")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="simulations")
    started_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    handed_in_at = models.DateTimeField(null=True, blank=True)
    marked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    marked_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)

    objects = SimulationQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["brand", "user"],
                condition=Q(marked_at=None, given_up_at=None),
                name="simulation_one_at_a_time",
                violation_error_message=_("A simulation of this person is under way already."),
            ),
            models.CheckConstraint(
                condition=~Q(started_by=F("user")),
                name="simulation_started_by_another",
                violation_error_message=_("Nobody starts their own simulation."),
            ),
            models.CheckConstraint(
                condition=Q(marked_by=None, marked_at=None)
                | Q(marked_by__isnull=False, marked_at__isnull=False, handed_in_at__isnull=False),
                name="simulation_marked_once_handed_in",
            ),
            models.CheckConstraint(
                condition=Q(marked_by=None) | ~Q(marked_by=F("user")),
                name="simulation_marked_by_another",
                violation_error_message=_("Nobody marks their own answers."),
            ),
            models.CheckConstraint(
                condition=Q(marked_at=None) | Q(given_up_at=None), name="simulation_marked_or_given_up"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="over_is_frozen",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.marked_at IS NOT NULL OR OLD.given_up_at IS NOT NULL"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.brand}"


class SimulatedAnswer(models.Model):
    """One situation of a simulation: the person's answer, and what somebody else made of it."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    simulation = models.ForeignKey(Simulation, on_delete=models.CASCADE, related_name="answers")
    position = models.PositiveSmallIntegerField()
    entry = models.ForeignKey(EntryVersion, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("your answer"), blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    mark = models.CharField(
        pgettext_lazy("simulation", "mark"), max_length=10, choices=Mark.choices, blank=True
    )
    words = models.TextField(_("what you make of it"), blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["simulation", "position"], name="simulated_position_once"),
            models.UniqueConstraint(fields=["simulation", "entry"], name="simulated_entry_once"),
            models.CheckConstraint(
                condition=Q(mark="") | (~Q(words="") & ~Q(text="")), name="simulated_mark_in_words"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="marked_is_frozen",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.mark <> ''"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.simulation_id}: {self.position}"
