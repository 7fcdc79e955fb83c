"""What the room does when it hears of others."""

from datetime import datetime
from typing import Any

from accounts.models import Department, Notification, User
from accounts.signals import undelivered
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.copying import Ground, Taken
from channels_mgmt.brands.signals import brand_copied, brand_created, department_closed
from channels_mgmt.escalations.services.closed_departments import move_on
from channels_mgmt.escalations.services.ending import end_questions, mark_relayed
from channels_mgmt.escalations.services.items import ask_by_rule
from channels_mgmt.escalations.services.merging import follow_merge
from channels_mgmt.escalations.services.opening import open_by_rule
from channels_mgmt.escalations.services.rules.changing import default_rules, ensure_catch_all
from channels_mgmt.escalations.services.rules.copying import copy_rules
from channels_mgmt.escalations.services.undelivered import note_undelivered
from channels_mgmt.inbox.models import Interaction, Message
from channels_mgmt.inbox.signals import answered, ended, interactions_merged, interactions_taken_in
from channels_mgmt.watch.models import Item
from channels_mgmt.watch.signals import department_named


def connect() -> None:
    brand_created.connect(furnish_new_brand, dispatch_uid="escalations.furnish_new_brand")
    brand_copied.connect(copy_structure, dispatch_uid="escalations.copy_structure")
    department_closed.connect(move_on_from, dispatch_uid="escalations.move_on_from")
    answered.connect(relay_what_was_answered, dispatch_uid="escalations.relay")
    ended.connect(end_with_interaction, dispatch_uid="escalations.end_with_interaction")
    interactions_taken_in.connect(route_new, dispatch_uid="escalations.route_new")
    interactions_merged.connect(follow_survivors, dispatch_uid="escalations.follow_survivors")
    department_named.connect(ask_about_item, dispatch_uid="escalations.ask_about_item")
    undelivered.connect(tell_the_next, dispatch_uid="escalations.tell_the_next")


def furnish_new_brand(
    *, brand: Brand, by: User | None, at: datetime, usual_routing: bool, **_signal: Any
) -> None:
    if usual_routing:
        default_rules(brand, by=by, at=at)
    ensure_catch_all(brand, by=by, at=at)


def copy_structure(*, ground: Ground, by: User, at: datetime, **_signal: Any) -> list[Taken]:
    return copy_rules(ground, by=by, at=at)


def move_on_from(*, department: Department, by: User | None, at: datetime, **_signal: Any) -> None:
    move_on(department, by=by, at=at)


def relay_what_was_answered(
    *, interaction: Interaction, message: Message, by: User | None, holding: bool = False, **_signal: Any
) -> None:
    if not holding:
        mark_relayed(interaction=interaction, message=message, by=by)


def end_with_interaction(*, interaction: Interaction, by: User | None, at: datetime, **_signal: Any) -> None:
    end_questions(interaction=interaction, by=by, at=at)


def route_new(*, brand: Brand, interactions: list[int], at: datetime, **_signal: Any) -> None:
    open_by_rule(brand=brand, interactions=interactions, at=at)


def ask_about_item(*, item: Item, department: Department, rule: str, at: datetime, **_signal: Any) -> None:
    ask_by_rule(item=item, department=department, rule=rule, at=at)


def follow_survivors(*, brand: Brand, survivors: dict[int, int], at: datetime, **_signal: Any) -> None:
    follow_merge(brand=brand, survivors=survivors, at=at)


def tell_the_next(*, notification: Notification, state: str, **_signal: Any) -> None:
    note_undelivered(notification, state=state)
