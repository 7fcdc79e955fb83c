from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

from accounts.models import User
from accounts.services.audit import record
from channels_mgmt.brands.models import Brand

CLOSE_QUIET = """
    with quiet as (
        select id, state as was, last_at + %(quiet_for)s as closed_at
        from inbox_interaction
        where brand_id = %(brand)s
            and last_at < %(at)s - %(quiet_for)s
            and (%(among)s::bigint[] is null or id = any(%(among)s))
            and state in ('new', 'in_progress', 'answered', 'reopened')
        for update
    ), closed as (
        update inbox_interaction i
        set state = 'closed', closed_at = quiet.closed_at
        from quiet where i.id = quiet.id
        returning i.id, i.brand_id, quiet.was, quiet.closed_at
    )
    insert into inbox_interactionevent
        (brand_id, interaction_id, at, by_id, verb, from_state, to_state, note, details)
    select brand_id, id, closed_at, %(by)s, 'closed', was, 'closed', '', '{}'
    from closed
"""


def close_quiet(
    *,
    brand: Brand,
    quiet_for: timedelta,
    by: User,
    at: datetime,
    among: Collection[int] | None = None,
) -> int:
    """Closes what nobody has written in for so long, each from the moment it had been quiet that long.

    Looks at the brand's interactions, or `among` some. What waits for a department or an approval stays
    open. Returns how many were closed. One statement, whatever their number.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        values: dict[str, Any] = {
            "brand": brand.pk,
            "quiet_for": quiet_for,
            "at": at,
            "by": by.pk,
            "among": None if among is None else list(among),
        }
        cursor.execute(CLOSE_QUIET, values)
        closed = cursor.rowcount
        record(
            verb="interactions.closed_quiet",
            what=brand,
            by=by,
            at=at,
            agency_id=brand.agency_id,
            brand_id=brand.pk,
            closed=closed,
        )
    return closed
