"""What must be read again, and not by whoever reads the database: encrypted under SECRET_KEY."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from hashlib import sha256

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def vault(purpose: str) -> MultiFernet:
    """Encrypts with the newest SECRET_KEY, and decrypts with those that SECRET_KEY_FALLBACKS still lists;
    what was encrypted for one purpose is not readable for another.
    """
    keys = [settings.SECRET_KEY, *(str(key) for key in settings.SECRET_KEY_FALLBACKS)]
    return MultiFernet(
        Fernet(urlsafe_b64encode(sha256(f"{purpose}:{key}".encode()).digest())) for key in keys
    )
