"""Who of a department somebody who logs in is."""

from accounts.models import Contact, User
from channels_mgmt.escalations.models import Escalation


def contact_of(escalation: Escalation, user: User | None) -> Contact | None:
    """The contact for whom the person logs in: of its department, or as a deputy of its company."""
    if user is None or escalation.department is None:
        return None
    answering = Contact.objects.filter(user=user, left_at=None)
    if user.pk in escalation.deputies:
        of_company = answering.filter(department__company=escalation.department.company_id)
        return of_company.order_by("pk").first()
    return answering.filter(department=escalation.department).first()
