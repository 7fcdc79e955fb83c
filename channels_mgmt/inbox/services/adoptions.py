"""Deciding whether a message that a file brought is one that somebody had recorded by hand."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.audit import record
from channels_mgmt.inbox.models import AdoptionQuestion, Message
from cmhub.lib.locks import advisory_lock


def decide(
    *, question: AdoptionQuestion, adopted: Message | None, by: User, at: datetime | None = None
) -> AdoptionQuestion:
    """`adopted` takes the network's id and the message brought beside it goes; None: they are two messages.

    Decided once: a second decision changes nothing.
    """
    now = at or timezone.now()
    with transaction.atomic(), advisory_lock("intake", question.brand_id):
        question = AdoptionQuestion.objects.select_for_update().select_related("brand").get(pk=question.pk)
        if question.decided_at:
            return question
        if adopted:
            if not question.candidates.filter(pk=adopted.pk, external_id=None).exists():
                raise ValidationError(
                    _("This message has been matched with another one meanwhile."), code="taken"
                )
            # numpy comes with it: it stays out of the processes that only show pages.
            from channels_mgmt.inbox.services.intake import adopt_message

            if question.message:
                adopt_message(arrived=question.message, recorded=adopted, at=now)
        question.message = question.message if adopted is None else None
        question.adopted, question.decided_at, question.decided_by = adopted, now, by
        question.save(update_fields=["message", "adopted", "decided_at", "decided_by"])
        record(
            verb="intake.adoption_decided",
            what=question,
            by=by,
            at=now,
            agency_id=question.brand.agency_id,
            brand_id=question.brand_id,
            adopted=adopted.pk if adopted else None,
        )
    return question
