"""Appeals against moderation: what the person says, and what somebody else than who moderated decides."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from channels_mgmt.inbox.choices import Act, AppealState
from channels_mgmt.inbox.models import ModerationAct
from channels_mgmt.inbox.services.history import tell
from channels_mgmt.inbox.services.moderation import hold, undo
from cmhub.lib.text import written


def appeal(*, act: ModerationAct, words: str, by: User, at: datetime | None = None) -> ModerationAct:
    """Records what the person says against the act. One appeal an act; none against what was reversed."""
    now, said = at or timezone.now(), written(words, _("Write what the person says."))
    with transaction.atomic():
        interaction, held = hold(act)
        if held.act == Act.REFOCUS or held.reversed_at:
            raise ValidationError(_("There is nothing to appeal against."), code="nothing")
        if held.appeal_state:
            raise ValidationError(_("There is an appeal already."), code="twice")
        held.appealed_at, held.appealed_by, held.appeal_words = now, by, said
        held.appeal_state = AppealState.OPEN
        held.save(update_fields=["appealed_at", "appealed_by", "appeal_words", "appeal_state"])
        tell(interaction, verb="moderation_appealed", by=by, at=now, moderation=held.pk)
    return held


def decide_appeal(
    *, act: ModerationAct, upheld: bool, words: str, by: User, at: datetime | None = None
) -> ModerationAct:
    """The act stands, or is reversed: decided by somebody else than who moderated, with the reason."""
    now, why = at or timezone.now(), written(words, _("Say why you decide so."))[:300]
    with transaction.atomic():
        interaction, held = hold(act)
        if held.appeal_state != AppealState.OPEN:
            raise ValidationError(_("No appeal waits for a decision."), code="meanwhile")
        if held.by_id == by.pk:
            told = _("Who moderated does not decide on the appeal: somebody else does.")
            raise ValidationError(told, code="own")
        held.appeal_state = AppealState.UPHELD if upheld else AppealState.REVERSED
        held.decided_by, held.decided_at, held.decision = by, now, why
        held.save(update_fields=["appeal_state", "decided_by", "decided_at", "decision"])
        if upheld:
            tell(interaction, verb="appeal_upheld", by=by, at=now, note=why, moderation=held.pk)
        else:
            undo(held, interaction, by=by, why=why, at=now)
    return held
