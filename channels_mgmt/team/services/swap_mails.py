"""What people are told of exchanges of shifts."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from accounts.choices import Topic, Urgency
from accounts.models import User
from accounts.services.outbox import wakes_people
from channels_mgmt.brands.services.mails import write_to
from channels_mgmt.team.models import ShiftSwap
from channels_mgmt.team.rota_choices import SwapState
from channels_mgmt.team.services.shift_mails import SOON, words_of
from cmhub.lib.links import link_to
from cmhub.lib.moments import moment_words


def ask_by_mail(swap: ShiftSwap, readers: Iterable[User], *, at: datetime) -> None:
    """Whoever can say yes is asked to."""
    if not wakes_people(at):
        return
    write_to(
        readers,
        swap.brand,
        key=f"swap_asked:{swap.pk}",
        words=partial(_question, swap),
        thread=f"swap.{swap.pk}",
        at=at,
        urgency=Urgency.URGENT if swap.expires_at < at + SOON else Urgency.NORMAL,
        topic=Topic.ROTA,
        link=link_to("team:swaps", swap.brand.slug),
    )


def _question(swap: ShiftSwap, reader: User) -> tuple[str, str]:
    said = _said(swap, reader)
    return _("%(brand)s: %(asker)s asks you to take a shift") % said, _asking(swap) % said


def _asking(swap: ShiftSwap) -> str:
    if swap.in_return_id is not None:
        return _(
            "Hello %(name)s,\n\n%(asker)s asks you to take this shift on %(brand)s:\n%(shift)s\n"
            "and would take yours:\n%(in_return)s\n\n"
            "Nothing changes without your yes. Answer by %(until)s:\n%(link)s"
        )
    return _(
        "Hello %(name)s,\n\n%(asker)s asks you to take this shift on %(brand)s:\n%(shift)s\n\n"
        "Nothing changes without your yes. Answer by %(until)s:\n%(link)s"
    )


def answer_by_mail(swap: ShiftSwap, *, at: datetime) -> None:
    """Whoever asked is told what came of it."""
    reader = swap.asked_by
    if not wakes_people(at) or not reader.is_active:
        return
    write_to(
        [reader],
        swap.brand,
        key=f"swap_answered:{swap.pk}:{swap.state}",
        words=partial(_answer, swap),
        thread=f"swap.{swap.pk}",
        at=at,
        topic=Topic.ROTA,
        link=link_to("team:swaps", swap.brand.slug),
    )


def _answer(swap: ShiftSwap, reader: User) -> tuple[str, str]:
    said = _said(swap, reader)
    subject, outcome = _outcome(swap)
    body = _("Hello %(name)s,\n\n%(outcome)s\n%(shift)s\n\nThe rota:\n%(link)s")
    return subject % said, body % (said | {"outcome": outcome % said})


def _outcome(swap: ShiftSwap) -> tuple[str, str]:
    """The subject, and the sentence of the message."""
    outcomes = {
        SwapState.ACCEPTED: (
            _("%(brand)s: %(answerer)s takes your shift"),
            _("%(answerer)s takes your shift on %(brand)s:"),
        ),
        SwapState.REFUSED: (
            _("%(brand)s: %(answerer)s cannot take your shift"),
            _("%(answerer)s cannot take your shift on %(brand)s; it is still yours:"),
        ),
        SwapState.EXPIRED: (
            _("%(brand)s: nobody has answered for your shift"),
            _("Nobody has answered in time for your shift on %(brand)s; it is still yours:"),
        ),
    }
    return outcomes[SwapState(swap.state)]


def _said(swap: ShiftSwap, reader: User) -> dict[str, str]:
    zone = ZoneInfo(swap.brand.time_zone)
    return {
        "name": reader.get_short_name(),
        "asker": swap.asked_by.name,
        "answerer": swap.answered_by.name if swap.answered_by else "",
        "brand": swap.brand.name,
        "shift": words_of(swap.shift, zone),
        "in_return": words_of(swap.in_return, zone) if swap.in_return else "",
        "until": moment_words(swap.expires_at, zone),
        "link": link_to("team:swaps", swap.brand.slug),
    }
