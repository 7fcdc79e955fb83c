from datetime import datetime, timedelta
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, Exists, F, Func, OuterRef, Q, Value, When
from django.db.models.functions import Cast, Coalesce, NullIf
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access import Right, roles_granting
from accounts.choices import Role
from accounts.models import Contact, Department, User
from channels_mgmt.brands.access import Access
from channels_mgmt.brands.models import Brand, BrandRole
from channels_mgmt.escalations.choices import ASKING, UNANSWERED, ContactedBy, State
from channels_mgmt.escalations.models.rule import RoutingRule
from channels_mgmt.inbox.models import Interaction
from channels_mgmt.watch.models import Item


class AtStep(Func):
    """What JSON holds under the step at which an escalation stands."""

    function = "jsonb_extract_path"
    output_field = models.JSONField()

    def __init__(self, held: str) -> None:
        super().__init__(F(held), Cast("step", models.TextField()))


class InJson(Func):
    """What JSON holds under a name, as text."""

    function = "jsonb_extract_path_text"
    output_field = models.TextField()


TURNED_TO = Coalesce(NullIf(AtStep("stand_ins"), Cast(Value("null"), models.JSONField())), AtStep("chain"))
TURNED_TO_USER = InJson(TURNED_TO, Value("user"))
"""The id, as text, of the person of `Escalation.turned_to`."""
TURNED_TO_CONTACT = InJson(TURNED_TO, Value("contact"))
"""The id, as text, of the contact of `Escalation.turned_to`."""


class EscalationQuerySet(models.QuerySet["Escalation"]):
    def visible_to(self, user: User) -> "EscalationQuerySet":
        """All of a brand for those who work on it; for a department's contact, those of the department and
        those in which they stand in for somebody of another.
        """
        return self._granting(user, Right.ESCALATION_VIEW)

    def of(self, access: Access, user: User) -> "EscalationQuerySet":
        """Those of the one brand that the page's loader has authorised: what `visible_to` leaves of it."""
        granting = {role for role in roles_granting(Right.ESCALATION_VIEW) if role != Role.DEPARTMENT_CONTACT}
        seen = self if granting & access.roles else self.filter(self._is_asked_on(access.brand, user))
        return seen.filter(brand=access.brand)

    def answerable_by(self, user: User) -> "EscalationQuerySet":
        """Those of the departments for which the person answers, and all of the brands they manage."""
        return self._granting(user, Right.ESCALATION_ANSWER)

    def taken_part_in_by(self, user: User) -> "EscalationQuerySet":
        """Those that the person passes on or answers: who reads what is not for the public."""
        carried = Brand.objects.granted(user, Right.ESCALATION_OPEN)
        return self.answerable_by(user) | self.filter(brand__in=carried)

    def asked_of(self, user: User) -> "EscalationQuerySet":
        """What the person's own departments still owe an answer to; of the brands they manage, what has come
        to them and what no department is asked.

        Where it is their turn, `is_turn`, comes first, then the nearest deadline. What the department has
        declined is asked of it no more, though somebody has still to decide who answers.
        """
        managed = Brand.objects.granted(user, Right.ESCALATION_ANSWER, besides=[Role.DEPARTMENT_CONTACT])
        as_manager = Q(brand__in=managed, chain__contains=[{"user": user.pk}])
        is_turn = Case(When(turned_to_user=str(user.pk), then=True), default=False)
        due = Case(When(acknowledged_at=None, then="acknowledge_by"), default="answer_by")
        asking = self.asking().annotate(turned_to_user=TURNED_TO_USER).annotate(is_turn=is_turn)
        of_department = self._is_asked(user) & ~Q(pk__in=asking.refused().values("pk"))
        asked = asking.filter(of_department | as_manager & (Q(is_turn=True) | Q(department=None)))
        return asked.order_by("-is_turn", due, "pk")

    def _granting(self, user: User, right: str) -> "EscalationQuerySet":
        widely = Brand.objects.granted(user, right, besides=[Role.DEPARTMENT_CONTACT])
        if not user.is_active:
            return self.none()
        return self.filter(Q(brand__in=widely) | self._is_asked(user))

    @staticmethod
    def _is_asked(user: User) -> Q:
        """Whether the person answers for the department, or was written down as somebody's deputy there."""
        as_contact = BrandRole.objects.current().filter(
            user_id=user.pk, role=Role.DEPARTMENT_CONTACT, brand=OuterRef("brand")
        )
        as_deputy = Q(deputies__contains=[user.pk]) & Q(Exists(as_contact))
        return Q(Exists(as_contact.filter(department=OuterRef("department")))) | as_deputy

    @staticmethod
    def _is_asked_on(brand: Brand, user: User) -> Q:
        """The same on one brand, where the person's departments are read first: a page of escalations asks
        half a dozen times, and the whole question takes the database longer to plan than to answer.
        """
        as_contact = BrandRole.objects.current().filter(
            user_id=user.pk, role=Role.DEPARTMENT_CONTACT, brand=brand
        )
        departments = list(as_contact.values_list("department", flat=True))
        if not departments:
            return Q(pk__in=())
        return Q(department__in=departments) | Q(deputies__contains=[user.pk])

    def asking(self) -> "EscalationQuerySet":
        """Those to which the department still owes an answer."""
        return self.filter(state__in=ASKING)

    def unanswered(self) -> "EscalationQuerySet":
        """Those that wait for the department, or of which the department waits for us."""
        return self.filter(state__in=UNANSWERED)

    def asked_back(self) -> "EscalationQuerySet":
        """Those of which the department waits for information."""
        return self.filter(state=State.INFORMATION_ASKED)

    def refused(self) -> "EscalationQuerySet":
        """Those that the department declined: who answers is for us to decide."""
        from channels_mgmt.escalations.models.refusals import is_refused  # which stands on this module

        return self.asking().filter(is_refused())

    def waiting_for_us(self) -> "EscalationQuerySet":
        """Those with which the department does not go on before we have done something."""
        return self.filter(
            Q(state=State.INFORMATION_ASKED) | Q(pk__in=self.model.objects.refused().values("pk"))
        )

    def waiting_for_department(self) -> "EscalationQuerySet":
        return self.asking().exclude(pk__in=self.model.objects.refused().values("pk"))

    def to_relay(self) -> "EscalationQuerySet":
        return self.filter(state=State.ANSWERED)

    def unfinished(self) -> "EscalationQuerySet":
        return self.exclude(state=State.CLOSED)

    def due_to_climb(self, at: datetime) -> "EscalationQuerySet":
        return self.filter(next_step_at__lt=at)

    def late(self, at: datetime) -> "EscalationQuerySet":
        return self.asking().filter(Q(answer_by__lt=at) | Q(acknowledged_at=None, acknowledge_by__lt=at))


class Escalation(models.Model):
    """Carries an interaction, or an item of the watch, to a department and its answer back.

    `chain` is the list of those to turn to, one after the other, as it was at opening:
    `[{"rung", "contact", "user", "name", "email", "language"}]`; `step` is where it stands in it.
    `stand_ins` says, by places of the chain, who was turned to instead of somebody who had become absent,
    None for nobody; `deputies` are the ids of those among deputies who log in.
    `why` holds the facts of `services.reasons.Reason`, worded for whoever reads them.
    `department` is empty when the last rule sent it to the agency's manager. The minutes, `around_the_clock`
    and `may_wake` are those of its rule at opening, so that a rule changed later restates nothing; without
    `warn_minutes` a warning comes a quarter of the time before each deadline. `held_since` is when the next
    person was due to be told, while that waits for their hours.

    `interaction` is the first of those that it carries (`Carried`); an `item` comes alone, nobody of the
    public waits for its answer, and it ends once that was taken note of. `joins` grows whenever one comes to
    it or leaves it: whoever has locked those that it carried finds out by it. `leg` is 1, and one more each
    time it begins anew: after a transfer, a further question, a reopening.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="escalations", db_index=False)
    interaction = models.ForeignKey(
        Interaction, on_delete=models.PROTECT, null=True, blank=True, related_name="escalations"
    )
    item = models.ForeignKey(
        Item, on_delete=models.PROTECT, null=True, blank=True, related_name="escalations"
    )
    rule = models.ForeignKey(RoutingRule, on_delete=models.SET_NULL, null=True, related_name="+")
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="escalations"
    )
    state = models.CharField(max_length=20, choices=State.choices, default=State.OPENED)
    question = models.TextField(_("what we ask"))
    why = models.JSONField(_("why there"), default=dict, blank=True)
    chain = models.JSONField(default=list)
    step = models.PositiveSmallIntegerField(default=0)
    stand_ins = models.JSONField(default=dict, blank=True)
    deputies = ArrayField(models.BigIntegerField(), default=list, blank=True)
    acknowledge_minutes = models.PositiveIntegerField(default=60)
    answer_minutes = models.PositiveIntegerField(default=480)
    around_the_clock = models.BooleanField(default=False)
    may_wake = models.BooleanField(default=False)
    warn_minutes = models.PositiveIntegerField(null=True, blank=True)
    calendar_version = models.CharField(max_length=64)
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()
    acknowledge_by = models.DateTimeField()
    answer_by = models.DateTimeField()
    next_step_at = models.DateTimeField(null=True, blank=True)
    held_since = models.DateTimeField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_contact = models.ForeignKey(Contact, on_delete=models.PROTECT, null=True, related_name="+")
    publishable = models.TextField(_("publishable"), blank=True)
    internal = models.TextField(_("for the community manager only"), blank=True)
    put_in_touch_at = models.DateTimeField(_("when you contacted the person"), null=True, blank=True)
    put_in_touch_how = models.CharField(
        _("how you contacted the person"), max_length=10, choices=ContactedBy.choices, blank=True
    )
    relayed_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    close_reason = models.CharField(_("reason"), max_length=200, blank=True)
    leg = models.PositiveSmallIntegerField(default=1)
    joins = models.PositiveIntegerField(default=0)
    key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = EscalationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=State.CLOSED, closed_at__isnull=False)
                | (~Q(state=State.CLOSED) & Q(closed_at__isnull=True)),
                name="escalation_closed_has_time",
                violation_error_message=_("What is closed has a closing time, and nothing else has one."),
            ),
            models.CheckConstraint(
                condition=Q(answer_by__gte=F("acknowledge_by")),
                name="escalation_answer_after_acknowledge",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.ANSWERED, State.RELAYED]) | Q(answered_at__isnull=False),
                name="escalation_answered_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.PUT_IN_TOUCH)
                | Q(put_in_touch_at__isnull=False, answered_at__isnull=False),
                name="escalation_put_in_touch_has_time",
            ),
            models.CheckConstraint(
                condition=Q(interaction__isnull=False, item=None) | Q(interaction=None, item__isnull=False),
                name="escalation_carries_one",
                violation_error_message=_("What is asked is about an interaction or a watch item."),
            ),
            models.UniqueConstraint(
                fields=["interaction", "item", "department"],
                condition=Q(state__in=UNANSWERED),
                nulls_distinct=False,
                name="escalation_asked_once",
                violation_error_message=_("This department has already been asked about this."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_step_at"],
                condition=Q(next_step_at__isnull=False),
                name="escalation_due_to_climb",
            ),
            models.Index(fields=["brand", "opened_at"], name="escalation_week"),
            models.Index(
                fields=["brand", "state", "answer_by"],
                condition=~Q(state=State.CLOSED),
                name="escalation_in_hand",
            ),
            models.Index(fields=["department", "state", "answer_by"], name="escalation_of_department"),
        ]

    def __str__(self) -> str:
        return self.question[:60]

    @property
    def is_asking(self) -> bool:
        """Whether the department still owes an answer, and its clock runs."""
        return self.state in ASKING

    @property
    def is_unanswered(self) -> bool:
        """Whether the department may answer: its clock runs, or stands still while it waits for us."""
        return self.state in UNANSWERED

    @property
    def in_hand_of(self) -> User | None:
        """Who has what it carries in hand: the interaction's holder, or whoever logged the item."""
        if self.item:
            return self.item.logged_by
        return self.interaction.holder if self.interaction else None

    @property
    def noted_after(self) -> timedelta | None:
        """From the logging of an item to when the answer was taken note of; None before, and of all else."""
        if self.item is None or self.closed_at is None or self.answered_at is None or self.close_reason:
            return None
        return self.closed_at - self.item.logged_at

    @property
    def turned_to(self) -> dict[str, Any] | None:
        """The person of the chain whose turn it is; None where there is nobody to turn to."""
        if self.step >= len(self.chain):
            return None
        return self.stand_ins.get(str(self.step)) or self.chain[self.step]

    @property
    def due(self) -> datetime:
        """The deadline that comes next: acknowledge until that is done, then answer."""
        return self.answer_by if self.acknowledged_at else self.acknowledge_by

    @property
    def shows_answer(self) -> bool:
        """Whether the deadline to be told is that of the answer: once it has passed, nothing else counts."""
        return bool(self.acknowledged_at) or self.answer_by < timezone.now()

    def is_late(self, at: datetime) -> bool:
        """Whether a deadline that still counts has passed; `EscalationQuerySet.late` asks the same."""
        return self.answer_by < at or (self.acknowledged_at is None and self.acknowledge_by < at)
