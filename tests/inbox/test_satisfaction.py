"""Whether it helped: asked once it is closed, kept once, told by the report of its week."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from channels_mgmt.inbox.models import Interaction, Satisfaction
from channels_mgmt.inbox.services.satisfaction import note_satisfaction
from channels_mgmt.inbox.services.sorting import close
from cmhub.lib.weeks import Week
from reporting.weekly.services.computing import figures_of_week
from tests.cast import Cast, client_of
from tests.inbox.making import NOON, logged

HOUR = timedelta(hours=1)


@pytest.fixture
def closed(cast: Cast) -> Interaction:
    return close(interaction=logged(cast), by=cast.cm, at=NOON + HOUR)


def test_the_answer_is_kept_once_and_told_on_the_thread(cast: Cast, closed: Interaction) -> None:
    client, url = client_of(cast.cm), f"/interactions/{closed.pk}/helped/"
    assert url in client.get(f"/interactions/{closed.pk}/").text
    sent = {"points": "4", "key": str(uuid4())}
    for _time in range(2):
        assert client.post(url, sent).status_code == 303
    given = Satisfaction.objects.get()
    assert (given.points, given.noted_by, given.interaction) == (4, cast.cm, closed)
    assert closed.events.filter(verb="satisfaction_noted").count() == 1
    assert client_of(cast.rival).get(url).status_code == 404


@pytest.mark.parametrize("points", ["", "0", "6", "x"])
def test_none_of_the_five_answers_is_refused(cast: Cast, closed: Interaction, points: str) -> None:
    sent = {"points": points, "key": str(uuid4())}
    assert client_of(cast.cm).post(f"/interactions/{closed.pk}/helped/", sent).status_code == 422
    with pytest.raises(ValidationError):
        note_satisfaction(interaction=closed, points=0, by=cast.cm, key=uuid4())
    assert not Satisfaction.objects.exists()


def test_who_still_waits_is_not_asked(cast: Cast) -> None:
    open_one = logged(cast)
    assert "/helped/" not in client_of(cast.cm).get(f"/interactions/{open_one.pk}/").text
    with pytest.raises(ValidationError, match="close"):
        note_satisfaction(interaction=open_one, points=5, by=cast.cm, key=uuid4())


def test_the_report_has_the_mean_of_the_week_and_its_number(cast: Cast, closed: Interaction) -> None:
    def told(week: Week) -> dict[str, float | None]:
        figures = figures_of_week(cast.brand, week, at=NOON + timedelta(days=20))
        said: dict[str, float | None] = figures["responsiveness"]["satisfaction"]
        return said

    week = Week.of(NOON)
    for points, at in ((5, NOON + HOUR), (2, NOON + 2 * HOUR), (1, NOON + timedelta(days=7))):
        note_satisfaction(interaction=closed, points=points, by=cast.cm, key=uuid4(), at=at)
    assert told(week) == {"n": 2, "mean": 3.5}
    assert told(week.next) == {"n": 1, "mean": 1}
    assert told(week.previous) == {"n": 0, "mean": None}
