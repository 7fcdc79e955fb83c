"""A text with what was found in it, as the page of a post shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from channels_mgmt.publishing.limits import Length, length_on
from channels_mgmt.publishing.models import Post
from channels_mgmt.publishing.services.spelling import findings_in
from cmhub.lib.spelling import CHECKED_AT_MOST, Finding

RULES = {
    "spelling": _("Not in the dictionary"),
    "ligature": _("Written with œ or æ"),
    "double_space": _("Two spaces"),
    "double_word": _("The same word twice"),
    "capital": _("A capital is missing"),
    "etc": _("“etc.” takes one full stop alone"),
    "ellipsis": _("An ellipsis is one sign: …"),
    "space_before": _("No space before this sign"),
    "space_after": _("A space is missing after this sign"),
    "inside_brackets": _("No space inside brackets"),
    "apostrophe": _("Not the same apostrophe everywhere, or a space beside it"),
    "thin_space": _("A space is missing: before ; : ! ? and inside « »"),
    "quotes": _("French quotation marks are « »"),
    "accent": _("A capital keeps its accent"),
    "no_space": _("No space before this sign in English"),
}
SHOWN = 100
"""Findings of a text that are listed; whoever has more sees these first."""


@dataclass(frozen=True)
class Checked:
    """`pieces` are the text in order, each with the finding that it is, or None."""

    length: Length
    findings: Sequence[Finding]
    pieces: list[tuple[str, Finding | None]]
    is_cut: bool

    @property
    def listed(self) -> list[dict[str, Any]]:
        return [{"finding": one, "label": RULES[one.rule]} for one in self.findings[:SHOWN]]

    @property
    def further(self) -> int:
        return max(0, len(self.findings) - SHOWN)


def checked(post: Post, text: str, link: str, *, has_media: bool) -> Checked:
    findings = findings_in(post, text)
    return Checked(
        length=length_on(post.channel.network, text, link=link, has_media=has_media),
        findings=findings,
        pieces=_pieces(text, findings),
        is_cut=len(text) > CHECKED_AT_MOST,
    )


def _pieces(text: str, findings: Sequence[Finding]) -> list[tuple[str, Finding | None]]:
    pieces: list[tuple[str, Finding | None]] = []
    at = 0
    for one in findings:
        pieces += [(text[at : one.start], None), (one.text, one)]
        at = one.end
    return [piece for piece in [*pieces, (text[at:], None)] if piece[0]]
