from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from accounts.access import person_of
from accounts.choices import Role
from channels_mgmt.brands.access import authorise, keep_to_channels
from channels_mgmt.brands.models import BrandRole
from channels_mgmt.escalations.choices import Verb
from channels_mgmt.escalations.models import Escalation, EscalationEvent, RoutingRule
from channels_mgmt.escalations.services.history import NEEDED
from cmhub.lib.scope import everything


def load_escalation(request: HttpRequest, pk: int) -> Escalation:
    """The escalation, if the person may do with its brand what the view declares.

    One of another department does not exist for a department's contact.
    """
    escalation = (
        Escalation.objects.visible_to(person_of(request))
        .select_related(*NEEDED, "rule", "answered_by", "answered_contact")
        .filter(pk=pk)
        .first()
    )
    if escalation is None:
        raise Http404
    if authorise(request, escalation.brand).bound_to and escalation.interaction:
        keep_to_channels(request, escalation.interaction.channel)
    return escalation


def load_moved_away(request: HttpRequest, pk: int) -> Escalation | None:
    """The escalation that was asked of the person's department before it went to another one, which is all
    that they are told of it.
    """
    roles = BrandRole.objects.current().filter(user=person_of(request), role=Role.DEPARTMENT_CONTACT)
    departments = list(roles.exclude(department=None).values_list("department", flat=True))
    left = EscalationEvent.objects.filter(
        escalation=OuterRef("pk"),
        verb__in=(Verb.TRANSFERRED, Verb.NOT_OURS),
        details__has_key="to",
        details__from__in=departments,
    )
    with everything():
        moved = Escalation.objects.filter(Exists(left), pk=pk, brand__in=roles.values("brand"))
        escalation = moved.select_related(*NEEDED).first()
    if escalation is not None:
        authorise(request, escalation.brand)
    return escalation


def load_to_answer(request: HttpRequest, pk: int) -> Escalation:
    """The escalation, if the person answers for its department or manages the brand."""
    escalation = load_escalation(request, pk)
    if not may_answer(request, escalation):
        raise PermissionDenied(_("You answer for another department: this one was not asked of you."))
    return escalation


def load_to_relay(request: HttpRequest, pk: int) -> Escalation:
    """The escalation, if somebody of the public waits for its answer."""
    escalation = load_escalation(request, pk)
    if escalation.item:
        raise PermissionDenied(
            _("This is about something that was seen: nobody of the public waits for the answer.")
        )
    return escalation


def may_answer(request: HttpRequest, escalation: Escalation) -> bool:
    return Escalation.objects.answerable_by(person_of(request)).filter(pk=escalation.pk).exists()


def load_rule(request: HttpRequest, slug: str, pk: int) -> RoutingRule:
    """A routing rule of the brand of this slug, if the person may do with it what the view declares."""
    rule = (
        RoutingRule.objects.visible_to(person_of(request))
        .select_related("brand__agency", "brand__company", "department")
        .filter(pk=pk, brand__slug=slug)
        .first()
    )
    if rule is None:
        raise Http404
    authorise(request, rule.brand)
    return rule
