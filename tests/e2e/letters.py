"""A mail server of the test's own, and the links in what it got."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from typing import Any

from accounts.models import Contact, User
from reporting.weekly.models import ReportRecipient


class Letters:
    """A mail server that keeps what it gets."""

    def __init__(self) -> None:
        self.kept: list[Any] = []

    async def take(self, _server: Any, _session: Any, envelope: Any) -> str:
        self.kept.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 taken"

    handle_DATA = take  # noqa: N815 - the name by which aiosmtpd calls it

    def link_for(self, person: User | Contact | ReportRecipient, page: str = "answer") -> str:
        """The signed link of the latest mail to somebody, out of the text that the server got."""
        told = [one for one in self.kept if str(one["To"]) == person.email]
        assert told, [str(one["To"]) for one in self.kept]
        return str(re.findall(rf"http://\S+/{page}/\S+", told[-1].get_body(("plain",)).get_content())[0])
