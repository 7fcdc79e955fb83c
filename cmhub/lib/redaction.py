"""Texts without what opens a door and without what tells who somebody is: for logs and reports of errors."""

from __future__ import annotations

import re

OPENS = re.compile(
    r"(/(?:answer|calendar|crisis|invitations|reach|report|seen|setup|strategy/validate|password/reset/key)/)"
    r"(?!\d+/)[^/\s\"'?#]+"
)
"""Addresses by which somebody gets in without a login. `tests/lib/test_redaction.py` asks it of each."""
ADDRESS = re.compile(r"(\b[a-z][a-z+]*://)(?:[^\s/@\"']*@)?([^\s/?#\"'<>]+)[^\s\"'<>]*", re.IGNORECASE)
QUERY = re.compile(r"(/[^\s?\"']*)\?[^\s\"']*")
MAILBOX = re.compile(r"[^\s<>()\"',;:=/]+@[\w-]+(?:\.[\w-]+)+")
IP_ADDRESS = re.compile(
    r"\b\d{1,3}(?:\.\d{1,3}){3}\b"
    r"|(?<![\w:])(?:[0-9a-f]{1,4}:){2,7}:?[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,6}"
    r"|(?<![\w:])[0-9a-f]{1,4}::[0-9a-f][0-9a-f:]*",
    re.IGNORECASE,
)
TELEPHONE = re.compile(r"(?<![\w+])(?:\+|00)\d[\d .-]{6,16}\d")


def without_tokens(text: str) -> str:
    """The text, with “…” where an address tells a token."""
    return OPENS.sub(r"\1…", text)


def scrubbed(text: str) -> str:
    """The text with “…” for tokens, mailboxes, telephones, numbers of machines on the net, what follows the
    host of an address, and parameters.
    """
    text = ADDRESS.sub(r"\1\2/…", text)
    text = QUERY.sub(r"\1?…", without_tokens(text))
    for who in (MAILBOX, IP_ADDRESS, TELEPHONE):
        text = who.sub("…", text)
    return text
