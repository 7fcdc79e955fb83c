"""The team is told what the executive answered to what it asked."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.utils.translation import gettext as _

from accounts.access import Right
from accounts.choices import Topic
from accounts.models import User
from accounts.services.outbox import wakes_people
from channels_mgmt.brands.access import rights_of
from channels_mgmt.brands.services.mails import write_to
from cmhub.lib.links import link_to
from reporting.weekly.models import DecisionAsked, WeeklyReport


def tell_team(decision: DecisionAsked, *, at: datetime) -> None:
    """Those who asked, completed and published, as far as they work on the brand's reports still."""
    if not wakes_people(at):
        return
    link = link_to("weekly:report", decision.brand.slug, decision.week) + "#decisions"
    write_to(
        readers_of(decision),
        decision.brand,
        key=f"decision_answered:{decision.pk}:{decision.edition}",
        words=partial(_words, decision, link=link),
        at=at,
        thread=f"decision.{decision.pk}",
        topic=Topic.OTHER,
        link=link,
    )


def readers_of(decision: DecisionAsked) -> list[User]:
    reports = WeeklyReport.objects.published().filter(brand=decision.brand_id, week=decision.week)
    made = reports.values_list("completed_by", "published_by")
    ids = {decision.by_id, *(pk for pair in made for pk in pair)} - {None, decision.answered_by_id}
    people = User.objects.filter(pk__in=ids, is_active=True).order_by("pk")
    return [one for one in people if rights_of(one, decision.brand).may(Right.REPORT_DRAFT)]


def _words(decision: DecisionAsked, reader: User, *, link: str) -> tuple[str, str]:
    person = decision.answered_by.name if decision.answered_by else ""
    said = {
        "name": reader.get_short_name(),
        "brand": decision.brand.name,
        "person": person,
        "answer": decision.get_answer_display(),
        "decision": decision.text,
        "words": decision.words,
        "link": link,
    }
    subject = _("%(brand)s: answered “%(answer)s” to a decision you asked for")
    body = _("Hello %(name)s,\n\nYou asked:\n%(decision)s\n\n%(person)s answers: %(answer)s.")
    body += "\n\n%(words)s\n\n%(link)s" if decision.words else "\n\n%(link)s"
    return subject % said, body % said
