"""A web process of its own that breaks once: `python -m tests.operations.reported_process`."""

from __future__ import annotations

import os
import sys

import django

if __name__ == "__main__":
    from django.conf import settings

    settings.SENTRY_DSN = os.environ["SENTRY_DSN"]
    settings.ROOT_URLCONF = "tests.operations.breaking"
    django.setup()

    import sentry_sdk
    from django.test import Client

    client = Client(
        raise_request_exception=False, headers={"User-Agent": "Awa-Phone", "Cookie": "secret=Etoa"}
    )
    answer = client.post("/broken/Fouda/?q=Etoa", {"text": "Mireille Ngo"}, REMOTE_ADDR="41.202.219.7")
    sys.stdout.write(f"{answer.status_code} {answer['X-Request-ID']}\n")
    sentry_sdk.flush(10)
