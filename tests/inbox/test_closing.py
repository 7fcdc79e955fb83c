from datetime import UTC, datetime, timedelta

from accounts.models import User
from channels_mgmt.inbox.models import Interaction
from channels_mgmt.inbox.services.closing import close_quiet
from channels_mgmt.inbox.services.logging import log_interaction
from channels_mgmt.inbox.services.states import move
from channels_mgmt.team.models import Channel
from tests.cast import Cast

NOON = datetime(2026, 11, 10, 12, 0, tzinfo=UTC)
QUIET = timedelta(days=3)


def test_what_was_quiet_is_closed_from_the_moment_it_had_been_so_long_enough(cast: Cast) -> None:
    def logged(days_ago: int, channel: Channel, by: User) -> Interaction:
        at = NOON - timedelta(days=days_ago)
        return log_interaction(
            brand=channel.brand, channel=channel, author="Awa", text="?", by=by, sent_at=at, at=at
        )

    old, recent = logged(4, cast.official, cast.cm), logged(2, cast.official, cast.cm)
    escalated = move(interaction=logged(9, cast.official, cast.cm), to="waiting_escalated", by=cast.cm)
    theirs = logged(9, cast.other_brand.channels.earliest("pk"), cast.other_cm)
    assert close_quiet(brand=cast.brand, quiet_for=QUIET, by=cast.manager, at=NOON) == 1
    for one in (old, recent, escalated, theirs):
        one.refresh_from_db()
    assert (old.state, old.closed_at) == ("closed", NOON - timedelta(days=1))
    assert old.events.latest("at").by == cast.manager
    assert [one.state for one in (recent, escalated, theirs)] == ["new", "waiting_escalated", "new"]
    assert close_quiet(brand=cast.brand, quiet_for=QUIET, by=cast.manager, at=NOON) == 0


def test_among_some_only_those_are_closed(cast: Cast) -> None:
    at = NOON - timedelta(days=4)
    first, second = (
        log_interaction(
            brand=cast.brand, channel=cast.official, author=name, text="?", by=cast.cm, sent_at=at, at=at
        )
        for name in ("Awa", "Binta")
    )

    closed = close_quiet(brand=cast.brand, quiet_for=QUIET, by=cast.manager, at=NOON, among=[first.pk])

    second.refresh_from_db()
    assert (closed, second.state) == (1, "new")
