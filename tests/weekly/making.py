"""A week's report taken as far as a test needs it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from channels_mgmt.inbox.services.answers import answer_interaction
from channels_mgmt.inbox.services.logging import log_interaction
from cmhub.lib.weeks import Week
from reporting.weekly.models import WeeklyReport
from reporting.weekly.services import lifecycle, sending
from reporting.weekly.services.computing import compute_report
from reporting.weekly.tasks import send_published
from tests.cast import Cast

WEEK = Week.parse("2026-W45")
MONDAY = datetime(2026, 11, 9, 6, 0, tzinfo=UTC)
WORDS: dict[str, Any] = {
    "reading": {"fr": "Semaine calme, sauf mardi.", "en": "A calm week but for Tuesday."},
    "insights": {
        "product": [{"text": "Le forfait nuit est mal compris.", "quote": "=C'est quoi la nuit ?"}],
        "service": [],
        "image": [],
    },
    "recommendations": [{"text": "Réécrire la page du forfait nuit."}],
    "decisions_asked": [{"text": "Ouvrir l’assistance le samedi ?"}],
}


def arrived(cast: Cast, author: str, *, hours: int = 10, answered_after: int | None = None) -> None:
    """A message of the week, so many hours after it began, perhaps answered minutes later."""
    sent_at = WEEK.start(cast.brand.time_zone) + timedelta(hours=hours)
    one = log_interaction(
        brand=cast.brand,
        channel=cast.official,
        author=author,
        text=f"Bonjour de {author}",
        by=cast.cm,
        sent_at=sent_at,
        at=MONDAY,
    )
    if answered_after is not None:
        at = sent_at + timedelta(minutes=answered_after)
        answer_interaction(interaction=one, text="Voilà", by=cast.cm, at=at)


def drafted(cast: Cast, at: datetime = MONDAY) -> WeeklyReport:
    return compute_report(brand=cast.brand, week=WEEK, at=at)


def completed(cast: Cast, at: datetime = MONDAY) -> WeeklyReport:
    draft = drafted(cast, at)
    lifecycle.save_qualitative(report=draft, qualitative=WORDS, by=cast.cm, at=at)
    return lifecycle.complete(report=draft, by=cast.cm, at=at)


def published(cast: Cast, at: datetime = MONDAY) -> WeeklyReport:
    return lifecycle.publish(report=completed(cast, at), by=cast.manager, at=at)


def sent() -> None:
    """What a worker does of itself once reports are published."""
    for report_id in sending.unsent():
        send_published(report_id)
