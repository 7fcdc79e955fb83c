from datetime import UTC, datetime, timedelta

from channels_mgmt.inbox.services.closing import close_quiet
from channels_mgmt.inbox.services.logging import log_interaction
from channels_mgmt.inbox.services.states import move
from tests.cast import Cast

NOON = datetime(2026, 11, 10, 12, 0, tzinfo=UTC)
QUIET = timedelta(days=3)


def test_what_was_quiet_is_closed_from_the_moment_it_had_been_so_long_enough(cast: Cast) -> None:
    def logged(author: str, at: datetime, brand=cast.brand, channel=cast.official, by=cast.cm):
        return log_interaction(brand=brand, channel=channel, author=author, text="?", by=by, sent_at=at, at=at)

    old, recent = logged("Awa", NOON - timedelta(days=4)), logged("Binta", NOON - timedelta(days=2))
    escalated = move(interaction=logged("Chantal", NOON - timedelta(days=9)), to="waiting_escalated", by=cast.cm)
    theirs = logged(
        "Dieudonné",
        NOON - timedelta(days=9),
        cast.other_brand,
        cast.other_brand.channels.earliest("pk"),
        cast.other_cm,
    )
    assert close_quiet(brand=cast.brand, quiet_for=QUIET, by=cast.manager, at=NOON) == 1
    for one in (old, recent, escalated, theirs):
        one.refresh_from_db()
    assert (old.state, old.closed_at) == ("closed", NOON - timedelta(days=1))
    assert old.events.latest("at").by == cast.manager
    assert [one.state for one in (recent, escalated, theirs)] == ["new", "waiting_escalated", "new"]
    assert close_quiet(brand=cast.brand, quiet_for=QUIET, by=cast.manager, at=NOON) == 0
