"""What a watch item's page shows of the questions about it, and the button that asks one."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access import Right
from accounts.models import User
from channels_mgmt.brands.access import Access
from channels_mgmt.escalations.choices import Verb
from channels_mgmt.escalations.models import Escalation, EscalationEvent
from channels_mgmt.escalations.services.log_words import ICONS, sentence
from channels_mgmt.escalations.services.notices import department_name
from channels_mgmt.watch.acts import Act
from channels_mgmt.watch.models import Item
from channels_mgmt.watch.panels import Panel
from channels_mgmt.watch.services.timeline import Line

TOLD = (
    Verb.OPENED,
    Verb.ACKNOWLEDGED,
    Verb.INFORMATION_ASKED,
    Verb.INFORMATION_GIVEN,
    Verb.TRANSFERRED,
    Verb.NOT_OURS,
    Verb.LATE_TO_ACKNOWLEDGE,
    Verb.LATE_TO_ANSWER,
    Verb.ANSWERED,
    Verb.ASKED_FURTHER,
    Verb.REOPENED,
    Verb.CLOSED,
)
"""The steps of a question that the item's timeline tells; its own log has all."""


def ask_a_department(item: Item, access: Access) -> Act | None:
    if not access.may(Right.ESCALATION_OPEN):
        return None
    return Act(gettext_lazy("Ask a department"), reverse("escalations:ask", args=[item.pk]), "escalate")


def questions_about(item: Item, person: User, access: Access) -> Panel | None:
    """What departments are asked about the item, what they answered, and the steps of it."""
    asked = list(
        Escalation.objects.of(access, person)
        .filter(item=item)
        .select_related("department", "answered_by", "answered_contact")
        .order_by("opened_at", "pk")
    )
    if not asked:
        return None
    follows = access.may(Right.ESCALATION_OPEN)
    return Panel(
        "escalations/on_item.html",
        {"asked": asked, "may_open": follows, "shows_internal": follows},
        [line for escalation in asked for line in _lines(escalation)],
    )


def _lines(escalation: Escalation) -> list[Line]:
    events = EscalationEvent.objects.filter(escalation=escalation, verb__in=TOLD).select_related("by")
    return [
        Line(
            ICONS.get(Verb(event.verb), "note"),
            _("%(department)s: %(what)s")
            % {"department": department_name(escalation), "what": sentence(event)},
            event.at,
        )
        for event in events
    ]
