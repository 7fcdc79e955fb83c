"""What the room does when it hears of its own acts."""

from datetime import datetime
from typing import Any

from celery import signature

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.models import Interaction, Message
from channels_mgmt.inbox.services.approvals import withdraw_with
from channels_mgmt.inbox.services.following import follow_survivors
from channels_mgmt.inbox.services.learning import LEARNT_AFTER, WORKER, learn_soon
from channels_mgmt.inbox.services.moving import link_arrivals, note_told
from channels_mgmt.inbox.services.promises import keep_promises
from channels_mgmt.inbox.signals import (
    answered,
    classified,
    ended,
    interactions_merged,
    interactions_taken_in,
)
from cmhub.lib.enqueue import enqueue


def connect() -> None:
    answered.connect(keep_what_was_promised, dispatch_uid="inbox.keep_promises")
    classified.connect(learn_words_of, dispatch_uid="inbox.learn_words")
    ended.connect(approve_no_more, dispatch_uid="inbox.approve_no_more")
    answered.connect(expect_who_was_told, dispatch_uid="inbox.note_told")
    interactions_taken_in.connect(welcome_who_was_told, dispatch_uid="inbox.link_arrivals")
    interactions_merged.connect(move_what_hangs_on_them, dispatch_uid="inbox.follow_survivors")


def keep_what_was_promised(
    *, interaction: Interaction, message: Message, holding: bool = False, **_signal: Any
) -> None:
    if not holding:
        keep_promises(interaction=interaction, at=message.sent_at)


def approve_no_more(*, interaction: Interaction, by: User | None, at: datetime, **_signal: Any) -> None:
    withdraw_with(interaction, by=by, at=at)


def learn_words_of(*, interaction: Interaction, **_signal: Any) -> None:
    if learn_soon(interaction.brand_id):
        enqueue(signature(WORKER, countdown=LEARNT_AFTER), interaction.brand_id)


def move_what_hangs_on_them(*, brand: Brand, survivors: dict[int, int], at: datetime, **_signal: Any) -> None:
    follow_survivors(survivors=survivors, at=at)


def expect_who_was_told(*, interaction: Interaction, message: Message, **_signal: Any) -> None:
    note_told(interaction=interaction, message=message)


def welcome_who_was_told(*, brand: Brand, interactions: list[int], at: datetime, **_signal: Any) -> None:
    link_arrivals(brand=brand, interactions=interactions, at=at)
