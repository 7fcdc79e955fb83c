"""The key by which push services know this installation (VAPID, RFC 8292): made once, and kept.

It comes from the settings, else from the database, where it is encrypted. Where SECRET_KEY has changed and
the old one is not among its fallbacks, another is made: browsers then have to be told anew, by their people.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import lru_cache

from cryptography.fernet import InvalidToken
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import PushKey, PushSubscription
from cmhub.lib.scope import everything
from cmhub.lib.vault import vault

NAME, PURPOSE = "vapid", "web push"
BYTES = 32
CURVE = ec.SECP256R1()


def public_key() -> str:
    """What browsers are given to subscribe with: an uncompressed point, in base64url."""
    return _public_of(private_key())


def private_key() -> str:
    """32 bytes, in base64url."""
    if settings.VAPID_PRIVATE_KEY:
        return str(settings.VAPID_PRIVATE_KEY)
    with everything():
        kept = PushKey.objects.filter(name=NAME).first() or _make()
        try:
            return vault(PURPOSE).decrypt(kept.sealed.encode()).decode()
        except InvalidToken:
            return _make_anew(kept)


def _make() -> PushKey:
    """Of two that make one at once, the second takes that of the first."""
    key = _new()
    values = {"sealed": _sealed(key), "public": _public_of(key), "made_at": timezone.now()}
    return PushKey.objects.get_or_create(name=NAME, defaults=values)[0]


def _make_anew(unreadable: PushKey) -> str:
    key = _new()
    with transaction.atomic():
        held = PushKey.objects.select_for_update().get(pk=unreadable.pk)
        if held.sealed != unreadable.sealed:  # somebody else has just done it
            return vault(PURPOSE).decrypt(held.sealed.encode()).decode()
        held.sealed, held.public, held.made_at = _sealed(key), _public_of(key), timezone.now()
        held.save(update_fields=["sealed", "public", "made_at"])
        PushSubscription.objects.all().delete()
    return key


def _new() -> str:
    number = ec.generate_private_key(CURVE).private_numbers().private_value
    return urlsafe_b64encode(number.to_bytes(BYTES, "big")).decode().rstrip("=")


def _sealed(key: str) -> str:
    return vault(PURPOSE).encrypt(key.encode()).decode()


@lru_cache(4)
def _public_of(private: str) -> str:
    key = ec.derive_private_key(int.from_bytes(decoded(private), "big"), CURVE)
    point = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return urlsafe_b64encode(point).decode().rstrip("=")


def decoded(text: str) -> bytes:
    """The bytes of what is written in base64url, with or without its padding. Raises ValueError."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
