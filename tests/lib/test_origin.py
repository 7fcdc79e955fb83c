from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management.base import CommandError
from django.http import HttpResponse
from django.test import RequestFactory

from cmhub.lib.apps import enter_task, leave_task
from cmhub.lib.commands import JsonCommand
from cmhub.lib.devices import device_of
from cmhub.lib.origin import UNKNOWN, Origin, OriginMiddleware, client_address, coming_from, current_origin

ANDROID = (
    "Mozilla/5.0 (Linux; Android 10; TECNO KD7) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/120.0.0.0 Mobile Safari/537.36"
)
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/120.0 Safari/537.36 Edg/120.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Mobile/15E148 Safari/604.1"


@pytest.mark.parametrize(
    ("header", "device"),
    [
        (ANDROID, "Chrome · Android"),
        (EDGE, "Edge · Windows"),
        (IPHONE, "Safari · iPhone"),
        ("=cmd|'/C calc'!A0 <script>", ""),
        ("", ""),
    ],
)
def test_a_device_in_two_words(header: str, device: str) -> None:
    assert device_of(header) == device


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.9", "198.51.100.7"),  # nobody is trusted: the header is the client's word
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "10.0.0.1, 203.0.113.9", "203.0.113.9"),  # what the client wrote itself stands before
        (2, "203.0.113.9, 192.0.2.1", "203.0.113.9"),
        (2, "192.0.2.1", "198.51.100.7"),
        (1, "2001:db8::1", "2001:db8::1"),
        (1, "'; drop table", None),
    ],
)
def test_the_address_is_that_which_trusted_proxies_saw(
    proxies: int, forwarded: str, address: str | None, settings: Any
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="198.51.100.7", HTTP_X_FORWARDED_FOR=forwarded)
    assert client_address(request) == address


def test_over_a_local_socket_there_is_no_address() -> None:
    assert client_address(RequestFactory().get("/", REMOTE_ADDR="")) is None


def test_a_request_leaves_nothing_behind() -> None:
    seen: list[Origin] = []

    def answer(_request: object) -> HttpResponse:
        seen.append(current_origin())
        raise RuntimeError

    request = RequestFactory().get("/", REMOTE_ADDR="198.51.100.7", HTTP_USER_AGENT=ANDROID)
    with pytest.raises(RuntimeError):
        OriginMiddleware(answer)(request)
    assert seen == [Origin("198.51.100.7", "Chrome · Android")]
    assert current_origin() == UNKNOWN


def test_a_task_is_a_source_and_gives_back_what_was_before() -> None:
    task = SimpleNamespace(name="rooms.tasks.sweep", request=SimpleNamespace())
    with coming_from(Origin(address="198.51.100.7")):
        enter_task(task)
        assert current_origin() == Origin(source="rooms.tasks.sweep")
        leave_task(task)
        assert current_origin() == Origin(address="198.51.100.7")


def test_a_command_is_a_source() -> None:
    seen: list[Origin] = []

    class Command(JsonCommand):
        def answer(self, **options: Any) -> Any:
            seen.append(current_origin())
            raise CommandError

    Command.__module__ = "rooms.management.commands.create_brand"
    with pytest.raises(CommandError):
        Command().handle()
    assert seen == [Origin(source="create_brand")]
    assert current_origin() == UNKNOWN
