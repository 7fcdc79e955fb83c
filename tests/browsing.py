"""Browsers in which somebody is logged in already."""

from __future__ import annotations

from django.conf import settings
from playwright.sync_api import BrowserContext
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests.cast import client_of


def become(person: User, context: BrowserContext, server: LiveServer) -> None:
    """Gives the browser a session of the person, without the page on which one logs in."""
    name = settings.SESSION_COOKIE_NAME
    session = client_of(person).cookies[name].value
    context.add_cookies([{"name": name, "value": session, "url": server.url}])
