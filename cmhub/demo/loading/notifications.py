"""What people of one client's team were told lately, read and unread, and one mail that did not arrive."""

from datetime import datetime, time, timedelta
from typing import NamedTuple

from accounts.choices import NotificationState, Topic, Urgency
from accounts.models import Contact, Notice, Notification, User
from accounts.services.notices import read
from accounts.services.outbox import Message, notify_many
from accounts.services.preferences import set_preferences
from channels_mgmt.brands.models import Brand
from channels_mgmt.escalations.models import Escalation
from cmhub.demo.loading.house import MANAGER
from cmhub.lib.links import link_to

BRAND = "nyongtel"
CM = "cm@demo.example"
REFUSAL = "550 5.1.1 The email account that you tried to reach does not exist"


class Told(NamedTuple):
    to: str
    topic: Topic
    urgency: Urgency
    ago: timedelta
    subject: str
    body: str
    view: str
    is_read: bool


TOLD = (
    Told(
        CM, Topic.ROTA, Urgency.NORMAL, timedelta(days=3), "vous êtes d’astreinte",
        "Vous êtes d’astreinte ce week-end, de samedi 8 h à dimanche 20 h.", "team:rota", True,
    ),
    Told(
        CM, Topic.STRATEGY, Urgency.NORMAL, timedelta(days=2), "nouvelle note, « Forfaits de fin d’année »",
        "Une nouvelle note est à lire avant vendredi.", "strategy:briefings", True,
    ),
    Told(
        CM, Topic.WATCH, Urgency.DIGEST, timedelta(hours=20), "un concurrent baisse ses prix",
        "Vu sur Facebook : la recharge double est à 500 F chez un concurrent.", "desk:brand", False,
    ),
    Told(
        CM, Topic.ESCALATION, Urgency.NORMAL, timedelta(hours=3), "le service clients a répondu",
        "Le service clients a répondu : la réponse est à publier.", "escalations:list", False,
    ),
    Told(
        MANAGER, Topic.OTHER, Urgency.NORMAL, timedelta(days=4), "le rapport de la semaine est prêt",
        "Le rapport de la semaine attend votre lecture.", "weekly:list", True,
    ),
    Told(
        MANAGER, Topic.APPROVAL, Urgency.URGENT, timedelta(hours=2), "une réponse attend votre accord",
        "Une réponse au public attend votre accord.", "inbox:approvals", False,
    ),
)  # fmt: skip


def furnish(brand: Brand, people: dict[str, User], *, at: datetime) -> None:
    """Tells it once: what people have read or answered since stays so."""
    if brand.slug != BRAND or Notice.objects.filter(key__startswith=_key(brand, "")).exists():
        return
    notify_many([_message(brand, people[told.to], told, at) for told in TOLD], wake=False)
    for told in TOLD:
        if told.is_read:
            own = Notice.objects.filter(key=_key(brand, told.subject)).values_list("pk", flat=True)
            read(user=people[told.to], notices=list(own), at=at - told.ago / 2)
    _lose_one(brand, at=at - timedelta(hours=5))
    mails = Notification.objects.filter(key__startswith=_key(brand, ""), state=NotificationState.PENDING)
    mails.update(state=NotificationState.SENT, sent_at=at)
    set_preferences(
        user=people[CM],
        mail={Topic.WATCH.value: "digest"},
        quiet_from=time(22),
        quiet_until=time(6),
        quiet_days=[1, 2, 3, 4, 5, 6, 7],
        at=at,
    )


def _key(brand: Brand, what: str) -> str:
    return f"demo:{brand.slug}:{what}"


def _message(brand: Brand, user: User, told: Told, at: datetime) -> Message:
    return Message(
        key=_key(brand, told.subject),
        agency=brand.agency,
        email=user.email,
        user_id=user.pk,
        subject=f"{brand.name} : {told.subject}",
        body=f"Bonjour {user.get_short_name()},\n\n{told.body}",
        language=user.language,
        sender_name=brand.name,
        at=at - told.ago,
        urgency=told.urgency,
        topic=told.topic,
        link=link_to(told.view, brand.slug),
    )


def _lose_one(brand: Brand, *, at: datetime) -> None:
    """A mail to a contact whose address is no more; their telephone is known."""
    contacts = Contact.objects.filter(department__company=brand.company, user=None, left_at=None)
    lost = contacts.exclude(email="").exclude(phone="").order_by("pk").first()
    asked = Escalation.objects.filter(brand=brand).order_by("-opened_at").first()
    if lost is None:
        return
    link = link_to("escalations:detail", asked.pk) if asked else link_to("escalations:list", brand.slug)
    key = _key(brand, "lost")
    message = Message(
        key=key,
        agency=brand.agency,
        email=lost.email,
        subject=f"{brand.name} : une question pour {lost.department.name}",
        body=f"Bonjour {lost.name},\n\nUne question du public attend votre réponse.",
        language=lost.language,
        sender_name=brand.name,
        at=at,
        topic=Topic.ESCALATION,
        link=link,
    )
    notify_many([message], wake=False)
    mails = Notification.objects.filter(key=key)
    mails.update(state=NotificationState.REFUSED, attempts=7, error=REFUSAL)
