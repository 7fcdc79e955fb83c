from django.test import Client

from channels_mgmt.inbox.services import states
from tests.cast import Cast
from tests.inbox.making import logged


def test_who_may_see_the_brand(cast: Cast, client: Client) -> None:
    statuses = {"manager": 200, "cm": 200, "decider": 200, "contact": 403, "other_cm": 404, "rival": 404}
    for name, status in statuses.items():
        client.force_login(getattr(cast, name))
        assert client.get("/b/wouri/").status_code == status


def test_the_brand_shows_what_the_person_may_see(cast: Cast, client: Client) -> None:
    logged(cast)
    states.move(interaction=logged(cast), to="waiting_escalated", by=cast.cm)
    client.force_login(cast.cm)
    page = client.get("/b/wouri/")
    assert {name: count.number for name, count in page.context["counts"].items()} == {
        "to_answer": 1,
        "pending": 1,
        "asking": 0,
        "late": 0,
        "to_relay": 0,
    }
    assert {channel.lead_name for channel in page.context["channels"]} == {"Cm", "Service", "Support"}
    assert "path" not in page.context
    client.force_login(cast.decider)
    page = client.get("/b/wouri/")
    assert "to_answer" not in page.context["counts"]
    assert "channels" not in page.context
