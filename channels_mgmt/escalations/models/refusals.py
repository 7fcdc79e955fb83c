"""What a department says is not for it, until somebody decides who answers."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from channels_mgmt.escalations.choices import Verb
from channels_mgmt.escalations.models.escalation import Escalation
from channels_mgmt.escalations.models.event import EscalationEvent

DECIDED_BY = (Verb.TRANSFERRED, Verb.NOT_OURS, Verb.ASKED_FURTHER, Verb.REOPENED, Verb.INFORMATION_ASKED)
"""What settles a refusal: it goes elsewhere, is asked anew, or the department takes it on after all."""


def is_refused() -> Exists:
    """Of an escalation that asks: whether its department declined it, and named nobody in its place."""
    return Exists(_standing().filter(escalation=OuterRef("pk")))


def last_refusal(escalation: Escalation) -> EscalationEvent | None:
    """The refusal upon which somebody has to decide; None where there is none."""
    if not escalation.is_asking:
        return None
    return _standing().filter(escalation=escalation).select_related("by").order_by("pk").last()


def _standing() -> QuerySet[EscalationEvent]:
    later = EscalationEvent.objects.filter(
        escalation=OuterRef("escalation"), pk__gt=OuterRef("pk"), verb__in=DECIDED_BY
    )
    refused = Q(verb=Verb.NOT_OURS) & ~Q(details__has_key="to")
    return EscalationEvent.objects.filter(refused).exclude(Exists(later))
