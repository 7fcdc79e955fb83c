"""What a brand writes: a post with a medium that is to be checked, a word of its own, an erratum."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.publishing.choices import PostState
from channels_mgmt.publishing.models import Post
from channels_mgmt.publishing.services.errata import note_erratum
from channels_mgmt.publishing.services.images import add_media
from channels_mgmt.publishing.services.spelling import add_word
from channels_mgmt.publishing.services.texts import write_posts
from tests.access.furniture.when import NOW


def of_the_posts(brand: Brand, cm: User) -> dict[str, Any]:
    channel = brand.channels.earliest("pk")
    said = {"title": f"Annonce de {brand.slug}", "text": f"La surprize de {brand.slug}"}
    post = write_posts(channels=[channel], by=cm, key=uuid4(), values=said, at=NOW)[0]
    shown = {"kind": "image", "what": f"Façade de {brand.slug}", "place": "Drive", "rights": "own"}
    medium = add_media(post=post, by=cm, key=uuid4(), values=shown, at=NOW)
    over = Post.objects.create(
        brand=brand,
        channel=channel,
        text=f"Publié par {brand.slug}",
        state=PostState.PUBLISHED,
        published_at=NOW,
        author=cm,
    )
    wrong = {"error": f"Prix faux chez {brand.slug}", "witness": "public", "since": NOW, "seen_at": NOW}
    return {
        "brand-words/<": add_word(brand=brand, word=f"{brand.slug}box", by=cm, at=NOW),
        "errata/<": note_erratum(brand=brand, by=cm, key=uuid4(), values=wrong, post=over, at=NOW),
        "medium/<": medium,
        "posts/<": post,
    }
