"""What the public said under posts, as far as the inbox knows which posts its messages are under."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import connection

# Along three indexes: what answers the post, what its network threads under it, and what a person logged
# with the post's own address.
TIED_SQL = """
    with posts as (
        select p.id, p.brand_id, p.external_id, p.url, c.network
        from publishing_post p join team_channel c on c.id = p.channel_id
        where p.id = any(%(posts)s)
    ), tied as (
        select p.id, m.interaction_id
        from posts p join inbox_message m on m.brand_id = p.brand_id and m.network = p.network
            and m.in_reply_to = p.external_id and m.in_reply_to <> ''
        union
        select p.id, m.interaction_id
        from posts p join inbox_message m on m.brand_id = p.brand_id and m.network = p.network
            and m.conversation = p.external_id and m.conversation <> ''
        union
        select p.id, m.interaction_id
        from posts p join inbox_message m on m.brand_id = p.brand_id and m.source = 'hand' and m.url <> ''
            and md5(m.url) = md5(p.url) and m.url = p.url
    )
    select tied.id, i.sentiment, count(*)
    from tied join inbox_interaction i on i.id = tied.interaction_id
    group by tied.id, i.sentiment
"""


@dataclass
class Felt:
    """The interactions under one post, by sentiment; '' is what nobody has confirmed."""

    by_sentiment: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.by_sentiment.values())

    @property
    def unsaid(self) -> int:
        return self.by_sentiment.get("", 0)


def felt_under(posts: Iterable[int]) -> dict[int, Felt]:
    """By post; one under which the inbox knows of nothing is not there."""
    felt: dict[int, Felt] = {}
    with connection.cursor() as cursor:
        cursor.execute(TIED_SQL, {"posts": list(posts)})
        for post, sentiment, count in cursor.fetchall():
            felt.setdefault(post, Felt()).by_sentiment[sentiment] = count
    return felt
