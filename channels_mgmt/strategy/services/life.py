"""Draft → submitted → validated by the company → superseded; or sent back with words."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import Right
from accounts.models import User
from channels_mgmt.brands.access import rights_of
from channels_mgmt.strategy.choices import PASSAGES, Act, State
from channels_mgmt.strategy.models import Strategy, StrategyEvent, ValidationLink
from channels_mgmt.strategy.services.decision_mails import ask_for_a_decision, tell_the_decision
from channels_mgmt.strategy.services.document import Document, document_of
from channels_mgmt.strategy.services.writing import lock, refuse_partial_mix, tell


def submit(*, strategy: Strategy, by: User | None, at: datetime | None = None) -> Strategy:
    """The draft goes to the company; until that has decided nobody writes in it.

    Raises ValidationError, in words, while a section is missing without which it says too little.
    """
    now = at or timezone.now()
    with transaction.atomic():
        held = lock(strategy)
        _require(held, State.SUBMITTED)
        whole = document_of(Strategy.objects.filter(pk=held.pk))
        if whole:
            _refuse_unfinished(whole)
        held.state, held.submitted_at, held.submitted_by = State.SUBMITTED, now, by
        held.save(update_fields=["state", "submitted_at", "submitted_by"])
        ask_for_a_decision(_note(held, Act.SUBMITTED, by, now))
        tell("strategy.submitted", held, by, now)
    return held


def withdraw(*, strategy: Strategy, by: User | None, at: datetime | None = None) -> Strategy:
    """Its authors take a submitted version back to write on; links that were sent for it are over."""
    now = at or timezone.now()
    with transaction.atomic():
        held = lock(strategy)
        _back_to_draft(held, now)
        _note(held, Act.WITHDRAWN, by, now)
        tell("strategy.withdrawn", held, by, now)
    return held


def send_back(
    *,
    strategy: Strategy,
    words: str,
    by: User | None = None,
    name: str = "",
    email: str = "",
    at: datetime | None = None,
) -> Strategy:
    """The company does not validate it, and says why: it is a draft again.

    `name` and `email` are of who decides by a link.
    """
    now, why = at or timezone.now(), words.strip()
    if not why:
        raise ValidationError({"words": _("Say what is to be changed.")})
    with transaction.atomic():
        held = lock(strategy)
        _back_to_draft(held, now)
        tell_the_decision(_note(held, Act.SENT_BACK, by, now, words=why, name=name), email)
        tell("strategy.sent_back" if by else "strategy.sent_back_by_link", held, by, now)
    return held


def validate(*, strategy: Strategy, by: User, words: str = "", at: datetime | None = None) -> Strategy:
    """Somebody of the company with the right to do so puts the version in force.

    Raises ValidationError for one of its authors, with the code “author”.
    """
    now = at or timezone.now()
    if not rights_of(by, strategy.brand).may(Right.STRATEGY_VALIDATE):
        raise ValidationError(_("The strategy is validated by the company's executive, not by you."), "right")
    with transaction.atomic():
        held = lock(strategy)
        if held.authors.filter(user=by).exists():
            raise author_refused()
        held.validated_by = by
        _put_in_force(held, by, now, words=words)
        tell("strategy.validated", held, by, now)
    return held


def validate_for_the_company(
    *, strategy: Strategy, link: ValidationLink, name: str, words: str = "", at: datetime | None = None
) -> Strategy:
    """The named person of the company has read it by their link and puts it in force."""
    now = at or timezone.now()
    with transaction.atomic():
        held = lock(strategy)
        if is_author(held, link.email):
            raise author_refused()
        held.validated_name, held.validated_email = name, link.email
        _put_in_force(held, None, now, words=words, name=name)
        tell("strategy.validated_by_link", held, None, now)
    return held


def is_author(strategy: Strategy, email: str) -> bool:
    addresses = strategy.authors.values_list(Lower("user__email"), flat=True)
    return email.strip().lower() in set(addresses)


def author_refused() -> ValidationError:
    return ValidationError(
        _("Who wrote any of it does not validate it: somebody else of the company does."), code="author"
    )


def _put_in_force(held: Strategy, by: User | None, now: datetime, *, words: str, name: str = "") -> None:
    _require(held, State.VALIDATED)
    for last in Strategy.objects.select_for_update().in_force().filter(brand=held.brand_id):
        last.state, last.superseded_at = State.SUPERSEDED, now
        last.save(update_fields=["state", "superseded_at"])
        _note(last, Act.SUPERSEDED, by, now, name=name)
    held.state, held.validated_at = State.VALIDATED, now
    held.save(update_fields=["state", "validated_at", "validated_by", "validated_name", "validated_email"])
    held.links.filter(used_at=None, revoked_at=None).update(revoked_at=now)
    tell_the_decision(_note(held, Act.VALIDATED, by, now, words=words, name=name), held.validated_email)


def _back_to_draft(held: Strategy, now: datetime) -> None:
    _require(held, State.DRAFT)
    held.state = State.DRAFT
    held.save(update_fields=["state"])
    held.links.filter(used_at=None, revoked_at=None).update(revoked_at=now)


def _require(held: Strategy, state: State) -> None:
    if state not in PASSAGES[held.state]:
        raise ValidationError(
            _("This version is %(state)s: that is no longer possible. Load the page again.")
            % {"state": held.get_state_display()},
            code="state",
        )


def _refuse_unfinished(whole: Document) -> None:
    if whole.missing:
        raise ValidationError(
            _("Still to be written: %(names)s.") % {"names": whole.missing_names}, code="unfinished"
        )
    refuse_partial_mix([{"percent": share.percent} for share in whole.mix])


def _note(
    held: Strategy, act: str, by: User | None, at: datetime, *, words: str = "", name: str = ""
) -> StrategyEvent:
    return StrategyEvent.objects.create(
        brand_id=held.brand_id, strategy=held, act=act, by=by, at=at, words=words.strip(), name=name
    )


def note_export(*, strategy: Strategy, by: User, at: datetime | None = None) -> None:
    """The version leaves as a file: a line of the record."""
    tell("strategy.exported", strategy, by, at or timezone.now())
