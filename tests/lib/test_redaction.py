"""What the logs hold of addresses that open a door."""

import io
import logging
import logging.config
import re

import pytest
from django.conf import settings

from cmhub.checks import every_url
from cmhub.lib.redaction import scrubbed, without_tokens

TOKEN = "k3_-Zq9vTtX0uJ7bR5yN"


def test_every_address_with_a_token_is_known() -> None:
    found = 0
    for route, _entry in every_url():
        if "<str:token>" not in route:
            continue
        address = "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda part: TOKEN if part[1] == "token" else "7", route)
        assert TOKEN not in without_tokens(address), address
        found += 1
    assert found >= 6


def test_addresses_of_things_stay_readable() -> None:
    for address in ("/escalations/7/answer/", "/interactions/12/answer/", "/people/invitations/7/revoke/"):
        assert without_tokens(address) == address


def test_the_logs_of_the_product_hold_no_token() -> None:
    logging.config.dictConfig(settings.LOGGING)
    handler = logging.getLogger("django").handlers[0]
    assert isinstance(handler, logging.StreamHandler)
    kept, handler.stream = handler.stream, io.StringIO()
    try:
        logging.getLogger("django.security.csrf").warning("%s: %s", "Gone", f"/answer/{TOKEN}/")
        told = handler.stream.getvalue()
    finally:
        handler.stream = kept
    assert "Gone: /answer/…/" in told


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("refused awa.fotso@example.com twice", "refused … twice"),
        ("from=<awa@exämple.com>, then", "from=<…>, then"),
        ("GET /b/wouri/inbox/?q=Awa%20Fotso HTTP", "GET /b/wouri/inbox/?… HTTP"),
        ("asked https://user:word@hub.example/calendar/k3?x=1 for", "asked https://hub.example/… for"),
        ("called +237 6 99 12 34 56 today", "called … today"),
        ("from 41.202.219.7 and 2001:db8::8a2e:370:7334", "from … and …"),
        (
            "interaction 4711 of 2026-11-23T16:05:27 in 12.5 s",
            "interaction 4711 of 2026-11-23T16:05:27 in 12.5 s",
        ),
        ("Django 5.2.19, task 0193-7a10", "Django 5.2.19, task 0193-7a10"),
    ],
)
def test_what_tells_who_somebody_is_is_left_out(said: str, kept: str) -> None:
    assert scrubbed(said) == kept
