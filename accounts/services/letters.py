"""A line of the outbox as a mail: the words, and the same in the house's small HTML with one button."""

from __future__ import annotations

import hashlib
import re
from email.utils import formataddr, parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.choices import Topic
from accounts.models import Notification
from cmhub.lib.links import link_to

SIGNATURE = re.compile(r"\n-- ?\n.*\Z", re.DOTALL)
GAP = re.compile(r"\n\s*\n")


def letter_of(notification: Notification) -> EmailMultiAlternatives:
    """The mail, with the same Message-ID however often it is made."""
    with override(notification.language):
        preferences = _preferences_link(notification)
        mail = EmailMultiAlternatives(
            subject=notification.subject,
            body=text_of(notification, preferences),
            from_email=formataddr((notification.sender_name, parseaddr(settings.DEFAULT_FROM_EMAIL)[1])),
            to=[notification.email],
            headers=_headers(notification, preferences),
        )
        mail.attach_alternative(html_of(notification, preferences), "text/html")
    return mail


def message_id(key: str) -> str:
    """The Message-ID of an event told to a person: the same however often it is sent."""
    return f"<{_digest(key)}@{_mail_domain()}>"


def thread_id(notification: Notification) -> str:
    """The Message-ID of the message that opened the thread in this mailbox."""
    return message_id(f"thread:{notification.thread}:{notification.email.casefold()}")


def text_of(notification: Notification, preferences: str = "") -> str:
    """The words; what the HTML shows as button and list is written out."""
    parts = [notification.body.rstrip("\n")]
    parts += ["\n".join(_fact(name, value) for name, value in notification.facts)]
    if notification.link and notification.link not in notification.body:
        parts.append(notification.link)
    if preferences:
        parts.append(_("Change which notifications you get:") + f"\n{preferences}")
    return "\n\n".join(part for part in parts if part) + "\n"


def html_of(notification: Notification, preferences: str = "") -> str:
    """The same as HTML: without the link that is the button, and the signature that is the foot."""
    words = SIGNATURE.sub("", notification.body)
    link = notification.link
    lines = [line for line in words.splitlines() if not link or line.strip() != link]
    context: dict[str, Any] = {
        "notification": notification,
        "paragraphs": [part.strip("\n") for part in GAP.split("\n".join(lines)) if part.strip()],
        "facts": [(name, value, _is_link(value)) for name, value in notification.facts],
        "button": button_of(notification),
        "preferences": preferences,
    }
    return re.sub(r"\n\s*", "\n", render_to_string("accounts/mail/message.html", context)).strip() + "\n"


def _fact(name: str, value: str) -> str:
    if _is_link(value):
        return f"- {name}\n  {value}"
    return _("- %(name)s: %(value)s") % {"name": name, "value": value}


def _is_link(value: str) -> bool:
    return value.startswith(("https://", "http://"))


def button_of(notification: Notification) -> str:
    """What the one button says."""
    if notification.topic == Topic.ESCALATION:
        return _("Read the exchange and answer")
    if notification.topic == Topic.APPROVAL:
        return _("See the reply")
    return _("Open the page")


def _preferences_link(notification: Notification) -> str:
    """Where somebody with a log-in says how they hear of things; nobody else can."""
    return link_to("accounts:hearing") if notification.user_id else ""


def _headers(notification: Notification, preferences: str) -> dict[str, str]:
    headers = {
        "Message-ID": message_id(notification.key),
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "Content-Language": notification.language,
    }
    if notification.thread:
        root = thread_id(notification)
        headers |= {"Message-ID": root} if notification.opens_thread else _referring_to(root)
    if preferences:
        headers["List-Unsubscribe"] = f"<{preferences}>"
    return headers


def _referring_to(root: str) -> dict[str, str]:
    return {"References": root, "In-Reply-To": root}


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:32]


def _mail_domain() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
