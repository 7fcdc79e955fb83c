"""One request to an address outside the house that was looked at before (`cmhub.lib.addresses`)."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError, SSLError

from cmhub.lib.addresses import Target
from cmhub.lib.exchange import exchange, host_of

log = logging.getLogger(__name__)

LASTS_AT_MOST = 15.0
"""Seconds for all of it, whatever the other side gives in between."""


class UnreachedError(OSError):
    """The other side was never talked to: it has certainly not taken anything."""


class SilentError(OSError):
    """No answer after the request was handed over: it may have been taken."""


@dataclass(frozen=True)
class Answer:
    status: int
    retry_after: str = ""
    """The header of that name, in seconds or as a date."""

    @property
    def is_good(self) -> bool:
        return 200 <= self.status < 300


def post(target: Target, body: bytes, headers: dict[str, str]) -> Answer:
    """One request, without following where it leads; the text of its answer is not read.

    Raises UnreachedError or SilentError.
    """
    headers = headers | {"Host": host_of(target)}
    try:
        with exchange(target, lasts=LASTS_AT_MOST) as pool:
            response = pool.urlopen(
                "POST",
                target.path,
                body=body,
                headers=headers,
                retries=False,
                redirect=False,
                preload_content=False,
                assert_same_host=False,
            )
            response.close()
    except (NewConnectionError, ConnectTimeoutError, SSLError) as error:
        raise UnreachedError(str(error)) from error
    except (HTTPError, OSError) as error:
        log.info("A request ended unclearly: %r", error)
        raise SilentError(str(error)) from error
    return Answer(response.status, response.headers.get("Retry-After", ""))
