"""Tokens by which other programs come in: made, recognised, revoked."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.audit import record
from channels_mgmt.api.choices import Scope
from channels_mgmt.api.models import Token
from channels_mgmt.brands.models import Brand
from cmhub.lib.keys import made_with
from cmhub.lib.links import digest_of, new_token
from cmhub.lib.scope import everything

PREFIX = "cmh_"
"""By which a token is told from other secrets where one has come to lie in the open."""
NOTED_EVERY = timedelta(minutes=5)
"""How often at most it is noted that a token was used."""
LONGEST = timedelta(days=366)


def make_token(
    *,
    brand: Brand,
    name: str,
    scopes: Collection[str],
    expires_at: datetime,
    by: User,
    key: UUID,
    at: datetime | None = None,
) -> tuple[Token, str]:
    """A new token of the brand, and its text, which is not kept; an empty one where this `key` has made it
    before.

    Raises ValidationError for a token for nothing, or for longer than a year.
    """
    now = at or timezone.now()
    if expires_at > now + LONGEST:
        raise ValidationError({"expires_at": _("For a year at most: then make a new one.")})
    with transaction.atomic():
        if earlier := made_with(key, Token, brand_id=brand.pk):
            return earlier, ""
        text = PREFIX + new_token()
        token = Token(
            brand=brand,
            name=" ".join(name.split()),
            digest=digest_of(text),
            ending=text[-4:],
            scopes=[scope for scope in Scope.values if scope in scopes],
            made_by=by,
            made_at=now,
            expires_at=expires_at,
            key=key,
        )
        token.full_clean()
        token.save()
        _tell("api_access.made", token, by, now, scopes=token.scopes, ends_on=expires_at)
    return token, text


def revoke_token(*, token: Token, by: User, at: datetime | None = None) -> None:
    """From now on the token opens nothing; nothing happens to one that is revoked already."""
    now = at or timezone.now()
    with transaction.atomic():
        held = Token.objects.select_for_update(of=("self",)).select_related("brand").get(pk=token.pk)
        if held.revoked_at is None:
            held.revoked_at, held.revoked_by = now, by
            held.save(update_fields=["revoked_at", "revoked_by"])
            _tell("api_access.revoked", held, by, now)


def token_of(text: str, at: datetime | None = None) -> Token | None:
    """The token with this text, with its brand; None for one that is guessed, revoked or expired."""
    now = at or timezone.now()
    with everything():  # the token is the right: nobody is logged in who could see its row
        token = Token.objects.live(now).select_related("brand").filter(digest=digest_of(text)).first()
        if token and (token.last_used_at is None or token.last_used_at < now - NOTED_EVERY):
            Token.objects.filter(pk=token.pk).update(last_used_at=now)
    return token


def _tell(verb: str, token: Token, by: User, at: datetime, **details: object) -> None:
    brand = token.brand
    record(
        verb=verb,
        what=token,
        by=by,
        at=at,
        agency_id=brand.agency_id,
        brand_id=brand.pk,
        label=token.name,
        **details,
    )
