"""The pages of a CM's day and of who runs the brand, on a phone: axe finds nothing, in light and in dark."""

from uuid import uuid4

import pytest

from channels_mgmt.inbox.services.drafts import Draft
from channels_mgmt.inbox.services.replies import reply
from channels_mgmt.protocol.services.gaps import note_gap
from tests.access.things import furnish
from tests.cast import Cast
from tests.e2e.conftest import Open
from tests.e2e.looking import wrong_on
from tests.inbox.making import logged
from tests.shares import whole_or_share

OF_THE_CM = (
    "/",
    "/b/wouri/inbox/",
    "/b/wouri/inbox/log/",
    "/b/wouri/inbox/views/",
    "/interactions/{answered}/",
    "/interactions/{waiting}/",
    "/interactions/{waiting}/pass-on/",
    "/interactions/{waiting}/moderate/",
    "/interactions/{waiting}/hand-over/",
    "/b/wouri/approvals/",
    "/b/wouri/moderation/",
    "/b/wouri/directions/",
    "/b/wouri/protocol/",
    "/notifications/",
    "/account/notifications/",
)
OF_THE_MANAGER = (
    "/notifications/failed/",
    "/",
    "/approvals/{approval}/",
    "/b/wouri/protocol/gaps/",
    "/b/wouri/api/",
    "/operations/",
)


@whole_or_share
@pytest.mark.parametrize(("who", "pages"), [("cm", OF_THE_CM), ("manager", OF_THE_MANAGER)])
def test_axe_finds_nothing(who: str, pages: tuple[str, ...], whole: bool, screen: Open, cast: Cast) -> None:
    furnish(cast.brand, cast.cm)
    there = happened(cast)
    wrong = wrong_on(screen(cast.people[who]), [one.format(**there) for one in pages], whole=whole)
    assert not wrong, "\n".join(wrong)


def happened(cast: Cast) -> dict[str, int]:
    """A reply that was given, one that waits for approval, a question without an agreed answer."""
    answered, waiting = logged(cast), logged(cast, author="Boris")
    reply(interaction=answered, draft=Draft("Le réseau revient."), by=cast.cm, key=uuid4())
    asked = reply(interaction=waiting, draft=Draft("Bientôt.", in_doubt=True), by=cast.cm, key=uuid4())
    note_gap(brand=cast.brand, words="Quand ouvrez-vous ?", interaction=waiting.pk, by=cast.cm)
    return {"answered": answered.pk, "waiting": waiting.pk, "approval": asked.pk}
