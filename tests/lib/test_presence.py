"""Who else has a thing open, on the cache server that the tests have."""

from typing import Any

import pytest
from django.core.cache import cache
from redis.exceptions import ConnectionError as RedisConnectionError

from cmhub.lib import presence
from cmhub.lib.cache import server
from cmhub.lib.presence import ANSWERING, SECONDS, Other, elsewhere, here, left

AWA, BORIS, CARINE = (1, "Awa"), (2, "Boris"), (3, "Carine")
T = 1_800_000_000.0
KIND = "thing of a test"


@pytest.fixture(autouse=True)
def _nobody() -> Any:
    held = server()
    yield
    held.delete(*(presence.key_of(KIND, pk) for pk in range(50)))


def arrives(who: tuple[int, str], pk: int = 1, *, at: float = T, **more: Any) -> list[Other]:
    person, name = who
    return here(KIND, pk, person=person, name=name, now=at, **more)


def test_each_sees_the_others_and_never_themselves() -> None:
    assert arrives(AWA) == []
    assert arrives(AWA) == []
    assert arrives(BORIS) == [Other(1, "Awa")]
    assert arrives(AWA) == [Other(2, "Boris")]
    assert arrives(CARINE, pk=2) == []


def test_who_writes_is_shown_as_such_until_they_stop() -> None:
    arrives(AWA, doing=ANSWERING)
    arrives(AWA, at=T + 10)
    assert arrives(BORIS, at=T + 20) == [Other(1, "Awa", ANSWERING)]
    arrives(AWA, at=T + 30)
    assert arrives(BORIS, at=T + 31) == [Other(1, "Awa")]


def test_who_went_is_forgotten() -> None:
    arrives(AWA)
    assert arrives(BORIS, at=T + SECONDS - 1) == [Other(1, "Awa")]
    assert arrives(BORIS, at=T + SECONDS) == []
    assert 0 < server().ttl(presence.key_of(KIND, 1)) <= SECONDS
    arrives(AWA, at=T + 40)
    left(KIND, 1, person=1)
    assert arrives(BORIS, at=T + 41) == []


def test_a_list_asks_once_for_all_its_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    arrives(AWA, 1)
    arrives(BORIS, 1)
    arrives(BORIS, 7, doing=ANSWERING)
    asked = []
    client = server()
    pipeline = client.pipeline

    def counted(*args: Any, **kwargs: Any) -> Any:
        asked.append(1)
        return pipeline(*args, **kwargs)

    monkeypatch.setattr(client, "pipeline", counted)
    monkeypatch.setattr(presence, "server", lambda: client)
    assert elsewhere(KIND, range(50), besides=1, now=T) == {
        1: [Other(2, "Boris")],
        7: [Other(2, "Boris", ANSWERING)],
    }
    assert len(asked) == 1
    assert elsewhere(KIND, [], besides=1, now=T) == {}
    assert len(asked) == 1


def test_without_the_server_nobody_is_shown_and_nothing_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    arrives(BORIS)

    def down() -> Any:
        raise RedisConnectionError("down")

    monkeypatch.setattr(presence, "server", down)
    assert arrives(AWA) == []
    assert elsewhere(KIND, [1], besides=1, now=T) == {}
    left(KIND, 1, person=1)


def test_a_cache_that_is_flushed_loses_no_more_than_who_is_here() -> None:
    arrives(AWA)
    cache.clear()
    assert arrives(BORIS) == []
