"""Whether a page was asked for by a browser of a person, or by a program that fetches addresses ahead."""

from __future__ import annotations

import re

from django.http import HttpRequest

PROGRAMS = re.compile(
    r"bot\b|bot/|crawl|spider|preview|externalhit|facebookcatalog|whatsapp/|telegram|slack|skype|discord|viber|"
    r"embedly|pinterest|googleimageproxy|google-safety|feedfetcher|safelinks|mimecast|proofpoint|barracuda|"
    r"microsoft office|ms-office|outlook|python|curl|wget|java/|okhttp|go-http|libwww|headlesschrome/0|axios|"
    r"node-fetch|apache-http",
    re.IGNORECASE,
)
"""What programs call themselves that make previews of links in messages, or look for harm in them."""


def is_program(request: HttpRequest) -> bool:
    """True for what says that it is no browser, or that nobody is looking yet.

    A scanner that calls itself a browser is taken for one: what is counted by this must not decide anything.
    """
    told = request.headers
    ahead = f"{told.get('Sec-Purpose', '')} {told.get('Purpose', '')} {told.get('X-Moz', '')}".lower()
    agent = told.get("User-Agent", "")
    return "prefetch" in ahead or "preview" in ahead or not agent or bool(PROGRAMS.search(agent))
