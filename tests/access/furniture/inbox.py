"""What the inbox of a brand has, and what its departments are asked."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

from PIL import Image

from accounts.choices import DepartmentKind
from accounts.models import (
    Department,
    User,
)
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.contacts import add_contact
from channels_mgmt.escalations.services.attachments import attach as attach_file
from channels_mgmt.escalations.services.links import as_person, standing_links
from channels_mgmt.escalations.services.opening import open_escalation
from channels_mgmt.inbox.choices import BulkVerb
from channels_mgmt.inbox.intake.files import refused_path
from channels_mgmt.inbox.models import (
    AdoptionQuestion,
    Attachment,
    BulkAct,
    Directed,
    IntakeRun,
    Interaction,
    Promise,
)
from channels_mgmt.inbox.services.attachments import attach
from channels_mgmt.inbox.services.drafts import Draft, record_reply
from channels_mgmt.inbox.services.logging import log_interaction
from channels_mgmt.inbox.services.moderation import moderate
from channels_mgmt.inbox.services.replies import reply
from channels_mgmt.inbox.services.views import save_view
from cmhub.lib.pictures import read_picture
from reporting.weekly.services.computing import compute_report
from tests.access.furniture.watch import a_surge
from tests.access.furniture.when import NOW, WEEK


def of_the_work(brand: Brand, cm: User) -> dict[str, Any]:
    """What comes in on the brand, waits for a second person, goes to a department, and is reported."""
    interaction = an_interaction(brand, cm)
    draft = Draft(f"Jeudi, dit-on de {brand.slug}", holding=True, promised_for=NOW + timedelta(days=1))
    promised = an_interaction(brand, cm)
    record_reply(interaction=promised, draft=draft, by=cm, key=uuid4(), at=NOW)
    in_doubt = Draft(f"Réponse de {brand.slug}", in_doubt=True)
    approval = reply(interaction=an_interaction(brand, cm), draft=in_doubt, by=cm, key=uuid4(), at=NOW)
    department = brand.company.departments.get(kind=DepartmentKind.CUSTOMER_SERVICE)
    aline = add_contact(brand=brand, department=department, name="Aline", email="a@example.com", by=cm)
    compute_report(brand=brand, week=WEEK, at=NOW)
    return {
        "interactions/": interaction,
        "approvals/<": approval,
        "promises/<": Promise.objects.get(interaction=promised),
        "moderation/<": moderate(
            interaction=an_interaction(brand, cm),
            act="hide",
            reason="spam",
            rule=f"Règle de {brand.slug}",
            despite_opinion=True,
            by=cm,
            key=uuid4(),
            at=NOW,
        ),
        "surges/<": a_surge(brand),
        "directions/<": somebody_directed(brand, cm),
        "attachments/<": a_picture(brand, cm),
        **of_a_department(brand, cm, interaction, department),
        "import/questions/": AdoptionQuestion.objects.create(
            brand=brand, message=interaction.messages.get(), asked_at=NOW
        ),
        "inbox/import/": a_run(brand, cm),
        "inbox/views/<": save_view(
            brand=brand,
            name=f"Plaintes de {brand.slug}",
            query="kind=complaint",
            shared=True,
            by=cm,
            key=uuid4(),
            at=NOW,
        ),
        "inbox/bulk/<": BulkAct.objects.create(brand=brand, by=cm, at=NOW, act=BulkVerb.TAKE),
        "routing/": brand.routing_rules.get(is_catch_all=True),
        "contacts/": aline,
    }


def of_a_department(
    brand: Brand, cm: User, interaction: Interaction, department: Department
) -> dict[str, Any]:
    """What a department is asked, the link by which it answers, and what it put to its answer."""
    asked = open_escalation(
        interaction=interaction,
        question=f"Que répondre de {brand.slug} ?",
        department=department,
        by=cm,
        at=NOW,
    )
    contact = department.contacts.earliest("pk")
    put = BytesIO(f"%PDF-1.4 de {brand.slug} %%EOF".encode())
    file = attach_file(
        escalation=asked,
        file=put,
        name=f"{brand.slug}.pdf",
        publishable=True,
        by=None,
        contact=contact,
        at=NOW,
    )
    links = standing_links([(asked, as_person(contact))], by=cm, at=NOW)
    return {
        "answer-links/<": links[asked.pk, contact.pk],
        "answer-files/<": file,
        "files/<": file,
        "escalations/": asked,
    }


def an_interaction(brand: Brand, cm: User) -> Interaction:
    return log_interaction(
        brand=brand,
        channel=brand.channels.earliest("pk"),
        author=f"Awa de {brand.slug}",
        text=f"Toujours pas de réseau de {brand.slug}",
        sent_at=NOW,
        kind="complaint",
        by=cm,
        key=uuid4(),
        at=NOW,
    )


def a_picture(brand: Brand, cm: User) -> Attachment:
    """What somebody put to a message that they logged."""
    drawn = BytesIO()
    Image.new("RGB", (8, 6), "teal").save(drawn, "PNG")
    message = an_interaction(brand, cm).messages.get()
    return attach(message=message, picture=read_picture(drawn), by=cm, key=uuid4(), at=NOW)


def somebody_directed(brand: Brand, cm: User) -> Directed:
    """Who was told to write on another account of the brand, and is expected there."""
    interaction = an_interaction(brand, cm)
    told = Draft(f"Écrivez au service clients de {brand.slug}")
    return Directed.objects.create(
        brand=brand,
        interaction=interaction,
        to_channel=brand.channels.latest("pk"),
        author_key=interaction.author_key,
        message=record_reply(interaction=interaction, draft=told, by=cm, key=uuid4(), at=NOW),
        by=cm,
        at=NOW,
        key=uuid4(),
    )


def a_run(brand: Brand, cm: User) -> IntakeRun:
    """A file taken in, of which a line was refused."""
    refused = refused_path(uuid4())
    refused.parent.mkdir(parents=True, exist_ok=True)
    refused.write_text("line,reason\n2,sans date\n")
    return IntakeRun.objects.create(
        brand=brand,
        channel=brand.channels.earliest("pk"),
        by=cm,
        key=uuid4(),
        file_name="messages.csv",
        stored_file="",
        refused_file=str(refused),
        created_at=NOW,
    )
