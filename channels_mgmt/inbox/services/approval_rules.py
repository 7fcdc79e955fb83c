"""Who approves the replies of a brand, who when they do not, and within which time."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.audit import record
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.models import ApprovalRule
from channels_mgmt.inbox.services.approval_mails import able_to_approve


def set_rule(
    *,
    brand: Brand,
    by: User,
    approver: User | None,
    backup: User | None,
    minutes: int,
    edition: int | None = None,
    at: datetime | None = None,
) -> ApprovalRule:
    """Holds for what is asked from now on. Raises ValidationError for people who may not approve, and where
    somebody changed the rule since `edition`.
    """
    now = at or timezone.now()
    able = set(able_to_approve(brand, now).values_list("pk", flat=True))
    if any(person is not None and person.pk not in able for person in (approver, backup)):
        raise ValidationError(_("This person may not approve replies of the brand."), code="right")
    with transaction.atomic():
        Brand.objects.select_for_update(no_key=True).get(pk=brand.pk)
        rule = ApprovalRule.objects.filter(brand=brand).first() or ApprovalRule(brand=brand, edition=0)
        if edition is not None and edition != rule.edition:
            told = _("Somebody else has changed this meanwhile: load the page again, and compare.")
            raise ValidationError(told, code="outdated")
        rule.approver, rule.backup, rule.minutes = approver, backup, minutes
        rule.edition += 1
        rule.full_clean()
        rule.save()
        record(
            verb="approval_rule.set",
            what=rule,
            by=by,
            at=now,
            agency_id=brand.agency_id,
            brand_id=brand.pk,
            approver=approver.pk if approver else None,
            backup=backup.pk if backup else None,
            minutes=minutes,
        )
    return rule
