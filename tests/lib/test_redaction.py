"""What the logs hold of addresses that open a door."""

import io
import logging
import logging.config
import re
from datetime import timedelta

from django.conf import settings
from gunicorn.config import Config

from cmhub.checks import every_url
from cmhub.gunicorn_logs import Logger
from cmhub.lib.redaction import without_tokens

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
        logging.getLogger("django.request").warning("%s: %s", "Gone", f"/answer/{TOKEN}/")
        told = handler.stream.getvalue()
    finally:
        handler.stream = kept
    assert "Gone: /answer/…/" in told


def test_the_log_of_addresses_holds_no_token() -> None:
    class Response:
        status, headers, sent = "200 OK", (), 10

    environ = {"RAW_URI": f"/answer/{TOKEN}/", "PATH_INFO": f"/answer/{TOKEN}/", "REQUEST_METHOD": "GET"}
    environ |= {"SERVER_PROTOCOL": "HTTP/1.1", "HTTP_REFERER": f"https://hub.example/answer/{TOKEN}/"}

    class Request:
        headers = ()

    atoms = Logger(Config()).atoms(Response(), Request(), environ, timedelta(0))
    assert atoms["U"] == "/answer/…/"
    assert TOKEN not in "".join(str(atoms[name]) for name in "hlutrsmUqHbBfaTDMLp")
