"""What people are told of reports by mail: that one is to be written or published, and what it says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.access import Right, roles_granting
from accounts.choices import Topic
from accounts.models import User
from accounts.services.outbox import notify, wake_sender, wakes_people
from accounts.services.signed_links import address_of, token_of
from channels_mgmt.brands.models import BrandRole
from channels_mgmt.brands.services.mails import write_to
from channels_mgmt.watch.services.people import managers
from cmhub.lib.links import link_to
from cmhub.lib.moments import in_time_of, moment_words
from cmhub.lib.weeks import Week
from reporting.diagnoses.telling import part_of_report
from reporting.weekly.cards import key_figures, sentences
from reporting.weekly.contract import diagnoses_of
from reporting.weekly.models import WeeklyReport
from reporting.weekly.names import channel_names
from reporting.weekly.services.links import link_for
from reporting.weekly.services.readers import Reader, readers_of
from reporting.weekly.shown import Decision, decisions_waiting, reading_shown
from reporting.weekly.told import scorecard_of

MOST_CHARACTERS = 4_000
"""Characters of a text in a mail, and of a line of a list an eighth of that: a mailbox is no library."""
MOST_LINES = 12


def send_report(report: WeeklyReport, at: datetime) -> None:
    """The published report goes to its readers: the substance in the mail itself, in their language and time.

    Who made it public is not written to, nor who was chosen since, nor anybody of a week that is long past.
    """
    if not wakes_people(at):
        return
    for reader in readers_of(report.brand, at):
        is_new = reader.chosen is not None and reader.chosen.chosen_at > at
        published_it = reader.user is not None and reader.user.pk == report.published_by_id
        if reader.gets and not is_new and not published_it:
            send_to(report, reader, at)
    wake_sender()


def send_to(report: WeeklyReport, reader: Reader, at: datetime) -> bool:
    """One reader's mail; whoever has no login gets a link of their own in it."""
    brand = report.brand
    link, token = link_to("weekly:report", brand.slug, report.week), ""
    if reader.user is None:
        signed = link_for(
            report=report, name=reader.name, email=reader.email, language=reader.language, by=None, at=at
        )
        link, token = address_of(signed), token_of(signed) or ""
    with override(reader.language), timezone.override(ZoneInfo(reader.time_zone)):
        subject, body = _substance(report, reader, link)
    return notify(
        key=f"report_published:{report.pk}:{reader.key}",
        agency=brand.agency,
        user=reader.user,
        email=reader.email,
        subject=subject,
        body=body,
        language=reader.language,
        sender_name=brand.name,
        at=at,
        wake=False,
        topic=Topic.OTHER,
        secret=token,
        link=link,
    )


def _substance(report: WeeklyReport, reader: Reader, link: str) -> tuple[str, str]:
    week = Week.parse(report.week)
    told = {
        "name": reader.name,
        "brand": report.brand.name,
        "week": week.label_within(),
        "revision": report.revision,
        "what_changed": report.what_changed,
        "figures": [
            (one.label, _("not measured") if one.value is None else one.value, one.change)
            for one in key_figures(report)
        ],
        "sentences": sentences(report),
        "missed": missed_duties(report)[:MOST_LINES],
        "diagnoses": raised_diagnoses(report),
        "reading": _short(reading_shown(report)["text"]),
        "decisions": _lines(map(_asked, decisions_waiting(report))),
        "recommendations": _lines(
            one.get("text", "") for one in report.qualitative.get("recommendations", [])
        ),
        "computed": in_time_of(moment_words(report.computed_at, reader.time_zone), reader.time_zone),
        "link": link,
    }
    subject = _("%(brand)s: report of %(week)s")
    if report.revision > 1:
        subject = _("%(brand)s: corrected report of %(week)s")
    said = {"brand": report.brand.name, "week": week.label_within()}
    return subject % said, render_to_string("weekly/mail/published.txt", told)


def missed_duties(report: WeeklyReport) -> list[str]:
    """The duties of the scorecard whose target was not reached, a line each."""
    return [
        _("%(channel)s, %(duty)s: %(value)s, target %(target)s")
        % {"channel": channel, "duty": cell.duty.lower(), "value": cell.value, "target": cell.target}
        for channel, cells in scorecard_of(report.quantitative, channel_names(report.brand_id))
        for cell in cells
        if cell.reached is False
    ]


def raised_diagnoses(report: WeeklyReport) -> list[str]:
    told = part_of_report(diagnoses_of(report), brand=report.brand) or {"raised": []}
    return [
        _("%(diagnosis)s: %(advice)s") % {"diagnosis": capfirst(card["label"]), "advice": card["advice"]}
        for card in told["raised"]
    ]


def _short(text: str, most: int = MOST_CHARACTERS) -> str:
    return Truncator(text.strip()).chars(most)


def _asked(decision: Decision) -> str:
    return _("%(text)s (asked earlier)") % {"text": decision.text} if decision.is_earlier else decision.text


def _lines(texts: Iterable[str]) -> list[str]:
    """One line each: what has lines of its own would be read as several."""
    found = [" ".join(text.split()) for text in texts]
    return [_short(line, MOST_CHARACTERS // 8) for line in found if line][:MOST_LINES]


def ask_to_write(report: WeeklyReport, at: datetime, *, again: bool = False) -> bool:
    """Who writes the qualitative half is told that the figures are there, and once more where nobody did."""
    kind = "again" if again else "first"
    return write_to(
        writers_of(report, at),
        report.brand,
        key=f"report_to_write:{report.pk}:{kind}",
        words=partial(_to_write, report, again=again),
        at=at,
        wake=False,
        topic=Topic.OTHER,
        link=link_to("weekly:write", report.brand.slug, report.week),
    )


def _to_write(report: WeeklyReport, user: User, *, again: bool) -> tuple[str, str]:
    said = _said(report, user, "weekly:write")
    if again:
        subject = _("%(brand)s: the report of %(week)s still waits for your words")
        body = _(
            "Hello %(name)s,\n\nThe figures of %(week)s are there, and nobody has said yet what they mean. "
            "Without words the report is not published. Write them here:\n%(link)s"
        )
    else:
        subject = _("%(brand)s: write on %(week)s")
        body = _(
            "Hello %(name)s,\n\nThe figures of %(week)s of %(brand)s are there. Say what was learned and "
            "what you read in them, then hand the report to the manager:\n%(link)s"
        )
    return subject % said, body % said


def ask_to_publish(report: WeeklyReport, at: datetime, *, again: bool = False) -> bool:
    """The managers are told that a report is complete, and once more where it is not published."""
    kind = "again" if again else "first"
    turn = int(report.completed_at.timestamp()) if report.completed_at else 0
    return write_to(
        publishers_of(report, at),
        report.brand,
        key=f"report_to_publish:{report.pk}:{turn}:{kind}",
        words=partial(_to_publish, report, again=again),
        at=at,
        wake=False,
        topic=Topic.OTHER,
        link=link_to("weekly:report", report.brand.slug, report.week),
    )


def _to_publish(report: WeeklyReport, user: User, *, again: bool) -> tuple[str, str]:
    said = _said(report, user, "weekly:report")
    if again:
        subject = _("%(brand)s: the report of %(week)s still waits to be published")
        body = _(
            "Hello %(name)s,\n\nThe report of %(week)s of %(brand)s has been complete for a day. Its readers "
            "get it when you publish it:\n%(link)s"
        )
    else:
        subject = _("%(brand)s: the report of %(week)s is complete")
        body = _(
            "Hello %(name)s,\n\nThe report of %(week)s of %(brand)s is complete. Read it, then publish it or "
            "send it back:\n%(link)s"
        )
    return subject % said, body % said


def tell_completed(report: WeeklyReport, by: User, at: datetime) -> None:
    """The managers learn that a report is theirs, unless it is of old."""
    if wakes_people(at) and any(user != by for user in publishers_of(report, at)):
        ask_to_publish(report, at)
        wake_sender()


def tell_sent_back(report: WeeklyReport, by: User, at: datetime) -> None:
    """Who completed the report learns that the manager gives it back."""
    user = report.completed_by
    if user is None or user == by or not wakes_people(at):
        return
    write_to(
        [user],
        report.brand,
        key=f"report_sent_back:{report.pk}:{int(at.timestamp())}",
        words=partial(_sent_back, report, by=by),
        at=at,
        topic=Topic.OTHER,
        link=link_to("weekly:write", report.brand.slug, report.week),
    )


def _sent_back(report: WeeklyReport, user: User, *, by: User) -> tuple[str, str]:
    said = _said(report, user, "weekly:write") | {"by": by.name}
    subject = _("%(brand)s: the report of %(week)s comes back")
    body = _("Hello %(name)s,\n\n%(by)s sends the report of %(week)s back to you. Go on here:\n%(link)s")
    return subject % said, body % said


def offer_revision(report: WeeklyReport, at: datetime) -> None:
    """The managers learn that what was published is no longer what the rows say."""
    write_to(
        publishers_of(report, at),
        report.brand,
        key=f"report_revision:{report.pk}:{int(at.timestamp())}",
        words=partial(_offer, report),
        at=at,
        wake=False,
        topic=Topic.OTHER,
        link=link_to("weekly:changes", report.brand.slug, report.week),
    )


def _offer(report: WeeklyReport, user: User) -> tuple[str, str]:
    said = _said(report, user, "weekly:changes")
    subject = _("%(brand)s: figures of %(week)s arrived late")
    body = _(
        "Hello %(name)s,\n\nSince the report of %(week)s of %(brand)s was published, figures have come in "
        "that change it. It stays as it is. See the differences, and make them a revision or leave "
        "them:\n%(link)s"
    )
    return subject % said, body % said


def writers_of(report: WeeklyReport, at: datetime) -> list[User]:
    """Whose role on the brand is to write."""
    roles = BrandRole.objects.current(at).filter(
        brand=report.brand_id, role__in=roles_granting(Right.REPORT_COMPLETE), user__is_active=True
    )
    users = {one.user_id: one.user for one in roles.select_related("user").order_by("pk")}
    return list(users.values())


def publishers_of(report: WeeklyReport, at: datetime) -> list[User]:
    chosen = [person["user"] for person in managers(report.brand, at) if person["user"]]
    return list(User.objects.filter(pk__in=chosen).order_by("pk"))


def _said(report: WeeklyReport, user: User, page: str) -> dict[str, str]:
    return {
        "name": user.get_short_name(),
        "brand": report.brand.name,
        "week": Week.parse(report.week).label_within(),
        "link": link_to(page, report.brand.slug, report.week),
    }
