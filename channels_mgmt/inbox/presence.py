"""Who else has an interaction open, as its page shows it."""

from hashlib import blake2s
from typing import Any

from accounts.models import User
from cmhub.lib.presence import LOOKING, here

KIND = "interaction"


def seen_by(pk: int, user: User, doing: str = LOOKING) -> dict[str, Any]:
    """Notes that the person is on the page of this interaction; what the page shows of others."""
    others = here(KIND, pk, person=user.pk, name=user.name, doing=doing)
    told = repr([(other.person, other.doing) for other in others])
    return {
        "others_here": others,
        "presence_seen": blake2s(told.encode(), digest_size=6).hexdigest(),
    }
