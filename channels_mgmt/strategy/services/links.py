"""The client validates a version from a signed link: sent, taken back, used."""

from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.choices import Topic
from accounts.models import Membership, User
from accounts.services.outbox import notify
from channels_mgmt.brands.models import BrandRole
from channels_mgmt.strategy.choices import TEAM, State
from channels_mgmt.strategy.models import Strategy, ValidationLink
from channels_mgmt.strategy.services.document import Document, document_of
from channels_mgmt.strategy.services.life import (
    author_refused,
    is_author,
    send_back,
    validate_for_the_company,
)
from channels_mgmt.strategy.services.writing import lock, tell
from cmhub.lib.keys import made_with
from cmhub.lib.links import digest_of, link_to, new_token
from cmhub.lib.scope import everything

VALID_FOR = timedelta(days=14)


class LinkState(StrEnum):
    WAITING = "waiting"
    USED = "used"
    REVOKED = "revoked"
    """Taken back, or over because the version was decided on or taken back otherwise."""
    EXPIRED = "expired"


def ask_the_company(
    *,
    strategy: Strategy,
    name: str,
    email: str,
    by: User | None,
    key: UUID,
    post: str = "",
    language: str = "fr",
    at: datetime | None = None,
) -> ValidationLink:
    """Sends a named person of the company a link by which they read the submitted version and decide.

    The second call with a `key` sends nothing. Raises ValidationError for a version that is not submitted,
    and for an author or somebody who works for the brand: the company itself validates.
    """
    now, address = at or timezone.now(), email.strip().lower()
    with transaction.atomic():
        if earlier := made_with(key, ValidationLink, strategy_id=strategy.pk):
            return earlier
        held = lock(strategy)
        if held.state != State.SUBMITTED:
            raise ValidationError(_("Submit the version first: what is sent must stand still."), code="state")
        if is_author(held, address):
            raise author_refused()
        _refuse_the_house(held, address, now)
        token = new_token()
        link = ValidationLink(
            brand_id=held.brand_id,
            strategy=held,
            name=" ".join(name.split()),
            post=post.strip(),
            email=address,
            language=language,
            digest=digest_of(token),
            key=key,
            asked_by=by,
            asked_at=now,
            expires_at=now + VALID_FOR,
        )
        link.full_clean()
        link.save()
        _send(link, held, token, now)
        tell("strategy.link_sent", held, by, now, link=link.pk)
    return link


def _refuse_the_house(held: Strategy, address: str, now: datetime) -> None:
    """Who runs the work does not validate it; a house that is one company is its own client."""
    agency = held.brand.agency
    person = User.objects.filter(email__iexact=address).first()
    if person is None:
        return
    runs = Membership.objects.current(now).filter(user=person, agency=agency).exclude(role="")
    works = BrandRole.objects.current(now).filter(user=person, brand=held.brand_id, role__in=TEAM)
    if works.exists() or (not agency.is_company and runs.exists()):
        told = _("This person works on the brand: the company itself validates its strategy.")
        raise ValidationError({"email": ValidationError(told, code="house")})


def _send(link: ValidationLink, held: Strategy, token: str, now: datetime) -> None:
    brand = held.brand
    with override(link.language):
        told = {
            "name": link.name,
            "brand": brand.name,
            "version": held.version,
            "link": link_to("strategy:by_link", token),
            "days": VALID_FOR.days,
        }
        subject = _("%(brand)s: the strategy waits for your validation") % {"brand": brand.name}
        body = render_to_string("strategy/mail/validate.txt", told)
    notify(
        key=f"strategy:{link.pk}",
        agency=brand.agency,
        email=link.email,
        subject=subject,
        body=body,
        language=link.language,
        sender_name=brand.name,
        at=now,
        secret=token,
        topic=Topic.STRATEGY,
        link=link_to("strategy:by_link", token),
    )


def revoke_link(*, link: ValidationLink, by: User | None, at: datetime | None = None) -> None:
    """The link opens nothing any more; one that is over already stays as it is."""
    now = at or timezone.now()
    with transaction.atomic():
        held = ValidationLink.objects.select_for_update().get(pk=link.pk)
        if held.used_at or held.revoked_at:
            return
        held.revoked_at = now
        held.save(update_fields=["revoked_at"])
        strategy = Strategy.objects.select_related("brand").get(pk=held.strategy_id)
        tell("strategy.link_revoked", strategy, by, now, link=held.pk)


def find_link(token: str) -> ValidationLink | None:
    """What a link is about; None for one that was never sent."""
    sent = ValidationLink.objects.filter(digest=digest_of(token))
    with everything():  # the link is all that whoever has it needs
        return sent.select_related("strategy__brand__agency", "strategy__brand__company").first()


def state_of(link: ValidationLink, at: datetime) -> LinkState:
    if link.used_at:
        return LinkState.USED
    if link.revoked_at:
        return LinkState.REVOKED
    return LinkState.EXPIRED if at >= link.expires_at else LinkState.WAITING


def document_behind(link: ValidationLink) -> Document:
    """The whole version that a link shows."""
    with everything():
        found = document_of(Strategy.objects.filter(pk=link.strategy_id))
    if found is None:
        raise Strategy.DoesNotExist
    found.strategy.brand = link.strategy.brand
    return found


def decide_by_link(
    *,
    link: ValidationLink,
    validated: bool,
    name: str,
    words: str = "",
    opened_by: User | None = None,
    at: datetime | None = None,
) -> LinkState:
    """Whoever has the link validates the version in their name, or sends it back with words.

    Gives back what the link was before: only one that waited decides. Raises ValidationError, in words, also
    for an author who is logged in (`opened_by`) in the browser that opened it.
    """
    now = at or timezone.now()
    with everything(), transaction.atomic():
        strategy = Strategy.objects.select_for_update(of=("self",)).get(pk=link.strategy_id)
        one = ValidationLink.objects.select_for_update().get(pk=link.pk)
        before = state_of(one, now)
        if before != LinkState.WAITING:
            return before
        if opened_by is not None and strategy.authors.filter(user=opened_by).exists():
            raise author_refused()
        one.used_at = now
        one.save(update_fields=["used_at"])
        signed = " ".join(name.split()) or one.name
        if validated:
            validate_for_the_company(strategy=strategy, link=one, name=signed, words=words, at=now)
        else:
            send_back(strategy=strategy, words=words, name=signed, email=one.email, at=now)
    return before
