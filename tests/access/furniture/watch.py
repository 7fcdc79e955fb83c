"""What the watch over a brand has, and its crises."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

from PIL import Image

from accounts.choices import DepartmentKind
from accounts.models import (
    Contact,
    User,
)
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.contacts import add_contact
from channels_mgmt.crisis.choices import Ground, Level
from channels_mgmt.crisis.models import Surge
from channels_mgmt.crisis.models import Telling as Told
from channels_mgmt.crisis.services.lessons import add_action
from channels_mgmt.crisis.services.links import LINKS as TO_FOLLOW
from channels_mgmt.crisis.services.opening import open_crisis
from channels_mgmt.crisis.services.running import end_crisis
from channels_mgmt.crisis.services.statements import write_statement
from channels_mgmt.crisis.services.tasks import ask_decision, give_task
from channels_mgmt.escalations.services.items import ask_about
from channels_mgmt.escalations.services.links import as_person, standing_links
from channels_mgmt.publishing.services.ideas import keep_idea
from channels_mgmt.watch.choices import Rung
from channels_mgmt.watch.models import Entry, Item, Rule, Telling
from channels_mgmt.watch.services.competitors import save_competitor
from channels_mgmt.watch.services.links import LINKS as TO_DECIDE
from channels_mgmt.watch.services.logging import log_item
from channels_mgmt.watch.services.sources import save_source
from cmhub.lib.pictures import read_picture
from tests.access.furniture.when import NOW


def of_the_watch(brand: Brand, cm: User) -> dict[str, Any]:
    """Something seen, with a screenshot, what feeds bring, who is watched and told, and an idea of a post."""
    rival = save_competitor(brand=brand, name=f"Concurrent de {brand.slug}", by=cm, at=NOW)
    feed = {
        "name": f"Presse de {brand.slug}",
        "template": f"https://presse.{brand.slug}.example/rss",
        "competitor": rival,
    }
    drawn = BytesIO()
    Image.new("RGB", (8, 6), "teal").save(drawn, "PNG")
    seen = log_item(
        brand=brand,
        title=f"Panne vue chez {brand.slug}",
        text=f"On parle de {brand.slug}",
        nature="strategic",
        competitor=rival,
        picture=read_picture(drawn),
        by=cm,
        key=uuid4(),
        at=NOW,
    )
    source = save_source(brand=brand, values=feed, by=cm, at=NOW)
    Entry.objects.create(brand=brand, title=f"Nouvelle de {brand.slug}", at=NOW, found_at=NOW, topic="sector")
    told = Telling.objects.create(
        brand=brand,
        item=seen,
        rung=Rung.DECISION_MAKER,
        contact=somebody_deciding(brand, cm),
        name=f"Direction de {brand.slug}",
        expects=True,
        told_at=NOW,
    )
    TO_DECIDE.link_for(told, at=NOW)
    return {
        "watch/told/<": told,
        "watch/pictures/<": seen.pictures.get(),
        **of_what_was_seen(brand, cm, seen),
        "watch/rules/<": Rule.objects.filter(brand=brand).earliest("pk"),
        "watch/sources/<": source,
        "watch/competitors/<": rival,
        "watch/<": seen,
        "ideas/<": keep_idea(brand=brand, title=f"Idée de {brand.slug}", by=cm, key=uuid4(), at=NOW),
    }


def of_what_was_seen(brand: Brand, cm: User, seen: Item) -> dict[str, Any]:
    """What a department is asked about an item, and the link by which it answers."""
    department = brand.company.departments.get(kind=DepartmentKind.CUSTOMER_SERVICE)
    asked = ask_about(item=seen, question=f"Qu'en dit {brand.slug} ?", department=department, by=cm, at=NOW)
    contact = department.contacts.earliest("pk")
    links = standing_links([(asked, as_person(contact))], by=cm, at=NOW)
    return {
        "pictures/<": seen.pictures.get(),
        "answer-links/<": links[asked.pk, contact.pk],
    }


def somebody_deciding(brand: Brand, cm: User) -> Contact:
    """A contact of the company who has no login."""
    legal = brand.company.departments.get(kind=DepartmentKind.LEGAL)
    name = f"Direction de {brand.slug}"
    return add_contact(brand=brand, department=legal, name=name, phone="600000001", by=cm)


def of_the_crises(brand: Brand, cm: User) -> dict[str, Any]:
    """One that runs, on a matter of its own, and what hangs on it; and the lesson of one that is over."""
    opened = {"brand": brand, "level": Level.SERIOUS, "by": cm, "at": NOW}
    over = open_crisis(title=f"Panne passée de {brand.slug}", key=uuid4(), **opened)
    end_crisis(crisis=over, why=f"Réparée chez {brand.slug}", by=cm, at=NOW + timedelta(hours=3))
    runs = open_crisis(
        title=f"Panne de {brand.slug}", themes=[f"Panne de {brand.slug}"], key=uuid4(), **opened
    )
    made = {"crisis": runs, "by": cm, "at": NOW}
    asked = ask_decision(question=f"Couper le réseau de {brand.slug} ?", **made)
    statement = write_statement(text_fr=f"Nous cherchons chez {brand.slug}.", **made)
    task = give_task(
        what=f"Appeler la technique de {brand.slug}", who=cm, until=NOW + timedelta(hours=2), **made
    )
    asked_by_link = Told.objects.create(
        crisis=runs,
        contact=somebody_deciding(brand, cm),
        ground=Ground.DECISION_MAKER,
        name=f"Direction de {brand.slug}",
        told_at=NOW,
        last_told_at=NOW,
    )
    TO_FOLLOW.link_for(asked_by_link, at=NOW)
    action = add_action(
        lesson=over.lesson, what=f"Alerter {brand.slug} plus tôt", who=cm, due_on=NOW.date(), by=cm, at=NOW
    )
    return {
        "crises/<int:pk>/lesson": over,
        "crises/<": runs,
        "crises/told/<": asked_by_link,
        "crises/statements/<": statement,
        "crises/decisions/<": asked,
        "crises/tasks/<": task,
        "crises/actions/<": action,
    }


def a_surge(brand: Brand) -> Surge:
    """A rush that calmed down, and of which nobody has said what it was."""
    return Surge.objects.create(
        brand=brand,
        stream="complaints",
        detected_at=NOW - timedelta(days=1),
        from_at=NOW - timedelta(days=1, hours=1),
        until_at=NOW - timedelta(hours=23),
        ended_at=NOW - timedelta(hours=22),
        window_minutes=60,
        statistic=7.5,
        expected=1.2,
        observed=14,
        evidence={"people": 14, "messages": 17, "words": [[f"panne{brand.slug}", 9, 12.0]]},
    )
