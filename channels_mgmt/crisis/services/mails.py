"""What is written to people about a crisis. Nothing in it names the agency, nor a member of the public."""

from datetime import datetime, timedelta
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.choices import Topic, Urgency
from accounts.models import User
from accounts.services.hearing import hearing_of
from accounts.services.outbox import notify, wakes_people
from accounts.services.signed_links import address_of, token_of
from channels_mgmt.brands.models import Brand
from channels_mgmt.crisis.models import Crisis, CrisisTask, Decision, Lesson, Telling
from channels_mgmt.crisis.services.levels import held_words
from channels_mgmt.crisis.services.links import LINKS
from channels_mgmt.inbox.models import Interaction
from cmhub.lib.erased import words_shown
from cmhub.lib.links import link_to
from cmhub.lib.moments import in_time_of, moment_words, until_words
from cmhub.lib.scope import everything

SIGNAL = "crisis_signal:"
"""How the keys of messages begin that tell of a signal: behind it, the interaction and the reader."""
LEAVES_WITHIN = timedelta(minutes=15)
"""What a message that is ready may need to leave: quiet hours that begin meanwhile hold it as well."""


def tell_person(crisis: Crisis, telling: Telling, *, at: datetime) -> bool:
    """What runs, since when, and where to acknowledge; False where nothing can be sent or was already."""
    link, secret = _way_in(crisis, telling, at)  # made without an address too: it is sent by hand
    if not telling.email or not wakes_people(at):
        return False
    with override(telling.language):
        subject, body = _opening(crisis, telling, link)
        body += _theirs_alone(secret)
    return notify(
        key=f"crisis:{crisis.pk}:{telling.pk}:{telling.times}",
        agency=crisis.brand.agency,
        user_id=telling.user_id,
        email=telling.email,
        subject=subject,
        body=body,
        language=telling.language,
        sender_name=crisis.brand.name,
        at=at,
        thread=thread_of(crisis),
        wake=False,
        urgency=Urgency.CRISIS,
        topic=Topic.CRISIS,
        link=link,
        secret=secret,
    )


def _way_in(crisis: Crisis, telling: Telling, at: datetime) -> tuple[str, str]:
    """The address by which somebody reads of it and acknowledges, and what of it must not be kept: of who has
    a login the page, of a contact a link of their own.
    """
    if telling.user_id:
        return link_to("crisis:detail", crisis.pk), ""
    link = LINKS.link_for(telling, at=at)
    return address_of(link), token_of(link) or ""


def _theirs_alone(secret: str) -> str:
    """What is said of a link that opens without a login."""
    if not secret:
        return ""
    return "\n\n" + _("The link is yours alone and asks for no password: please forward it to nobody.")


def thread_of(crisis: Crisis) -> str:
    """What keeps the messages of one crisis together in a mailbox."""
    return f"crisis.{crisis.pk}"


def _opening(crisis: Crisis, telling: Telling, link: str) -> tuple[str, str]:
    said = _said(crisis) | {"name": telling.name.split(" ", 1)[0], "link": link}
    if crisis.drill:
        subject = _("Drill, %(brand)s: %(title)s")
        body = _(
            "Hello %(name)s,\n\nThis is a drill: nothing has happened, nobody outside is told. “%(title)s” "
            "was opened on %(brand)s, level: %(level)s. %(asked)s\n%(link)s"
        )
        return subject % said, body % (said | {"asked": _asked(crisis, telling)})
    subject = _("Crisis, %(brand)s: %(title)s")
    if telling.times > 1:
        subject = _("Not acknowledged yet, crisis, %(brand)s: %(title)s")
    said["held"] = held_words(whole_brand=crisis.holds_whole_brand)
    body = _(
        "Hello %(name)s,\n\nA crisis is open on %(brand)s since %(since)s: “%(title)s”, level: "
        "%(level)s. %(held)s\n\n%(asked)s\n%(link)s"
    )
    return subject % said, body % (said | {"asked": _asked(crisis, telling)})


def _asked(crisis: Crisis, telling: Telling) -> str:
    """What is asked of who is told: nothing of whoever opened it, who has acknowledged."""
    if telling.user_id == crisis.opened_by_id:
        return _("You have opened it, and count as having acknowledged. Here it is:")
    if crisis.drill:
        return _("Do as you would, and acknowledge here:")
    return _("Open it and acknowledge with one tap: people are told again until somebody does.")


def _said(crisis: Crisis) -> dict[str, str]:
    return {
        "brand": crisis.brand.name,
        "title": words_shown(crisis.title),
        "level": str(crisis.get_level_display()),
        "since": in_time_of(moment_words(crisis.opened_at, crisis.brand.time_zone), crisis.brand.time_zone),
    }


def tell_over(crisis: Crisis, telling: Telling, *, at: datetime) -> bool:
    """That it is over, to whom it had been told."""
    if not telling.email or not wakes_people(at):
        return False
    link = link_to("crisis:detail", crisis.pk) if telling.user_id else ""
    with override(telling.language):
        said = _said(crisis) | {"name": telling.name.split(" ", 1)[0], "link": link}
        subject, body = (words % said for words in _over(crisis))
    return notify(
        key=f"crisis_over:{crisis.pk}:{telling.pk}",
        agency=crisis.brand.agency,
        user_id=telling.user_id,
        email=telling.email,
        subject=subject,
        body=body.rstrip(),
        language=telling.language,
        sender_name=crisis.brand.name,
        at=at,
        thread=thread_of(crisis),
        urgency=Urgency.URGENT,
        topic=Topic.CRISIS,
        link=link,
    )


def _over(crisis: Crisis) -> tuple[str, str]:
    if crisis.drill:
        return _("Drill over, %(brand)s: %(title)s"), _(
            "Hello %(name)s,\n\nThe drill “%(title)s” on %(brand)s is over: nothing had happened, and "
            "nothing was held. Its lesson is written within a week.\n%(link)s"
        )
    return _("Over, %(brand)s: %(title)s"), _(
        "Hello %(name)s,\n\n“%(title)s” on %(brand)s is over. Replies are no longer held, and what was "
        "planned is published again. The lesson is written within a week.\n%(link)s"
    )


def _to_user(
    user: User,
    crisis: Crisis,
    *,
    key: str,
    words: partial[tuple[str, str]],
    at: datetime,
    urgency: Urgency,
) -> bool:
    """To one of the brand's people, with the page of the crisis behind the button. What is of a drill says so
    before all else.
    """
    if not user.is_active or not wakes_people(at):
        return False
    with override(user.language):
        subject, body = words()
        if crisis.drill:
            subject = _("Drill: %(subject)s") % {"subject": subject}
            body = _("This is a drill: nothing has happened.\n\n%(words)s") % {"words": body}
    return notify(
        key=key,
        agency=crisis.brand.agency,
        user=user,
        email=user.email,
        subject=subject,
        body=body,
        language=user.language,
        sender_name=crisis.brand.name,
        at=at,
        thread=thread_of(crisis),
        urgency=urgency,
        topic=Topic.CRISIS,
        link=link_to("crisis:detail", crisis.pk),
    )


def ask_decision(decision: Decision, user: User, *, at: datetime) -> bool:
    """At once, also in quiet hours: everybody else waits for the answer."""
    link = link_to("crisis:detail", decision.crisis_id)
    return _to_user(
        user,
        decision.crisis,
        key=f"crisis_decision:{decision.pk}:{user.pk}",
        words=partial(_decision, decision, user.get_short_name(), link),
        at=at,
        urgency=Urgency.CRISIS,
    )


def ask_contact(decision: Decision, telling: Telling, *, at: datetime) -> bool:
    """The same of who decides and has no login."""
    if not telling.email or not wakes_people(at):
        return False
    crisis = decision.crisis
    link, secret = _way_in(crisis, telling, at)
    with override(telling.language):
        subject, body = _decision(decision, telling.name.split(" ", 1)[0], link)
        body += _theirs_alone(secret)
    return notify(
        key=f"crisis_decision:{decision.pk}:contact:{telling.contact_id}",
        agency=crisis.brand.agency,
        email=telling.email,
        subject=subject,
        body=body,
        language=telling.language,
        sender_name=crisis.brand.name,
        at=at,
        thread=thread_of(crisis),
        urgency=Urgency.CRISIS,
        topic=Topic.CRISIS,
        link=link,
        secret=secret,
    )


def _decision(decision: Decision, name: str, link: str) -> tuple[str, str]:
    said = _said(decision.crisis) | {
        "name": name,
        "asker": decision.asked_by.name,
        "question": words_shown(decision.question),
        "link": link,
    }
    subject = _("%(brand)s: a decision is asked of you")
    body = _(
        "Hello %(name)s,\n\n%(asker)s asks for a decision in “%(title)s”: %(question)s\n\nAnswer with one "
        "tap:\n%(link)s"
    )
    return subject % said, body % said


def give_task(task: CrisisTask, *, at: datetime) -> bool:
    if task.who_id == task.given_by_id:
        return False
    return _to_user(
        task.who,
        task.crisis,
        key=f"crisis_task:{task.pk}:{task.who_id}",
        words=partial(_task, task),
        at=at,
        urgency=Urgency.URGENT if _can_wait(task, at) else Urgency.CRISIS,
    )


def _can_wait(task: CrisisTask, at: datetime) -> bool:
    """Whether there is time for it once the quiet hours of whoever does it are over."""
    with everything():  # what somebody else asked for is theirs to see
        heard = hearing_of([task.who_id]).get(task.who_id)
    return heard is None or task.until > heard.quiet_ends(at + LEAVES_WITHIN)


def _task(task: CrisisTask) -> tuple[str, str]:
    crisis = task.crisis
    said = _said(crisis) | {
        "name": task.who.get_short_name(),
        "what": words_shown(task.what),
        "until": in_time_of(until_words(task.until, crisis.brand.time_zone), crisis.brand.time_zone),
        "link": link_to("crisis:detail", crisis.pk),
    }
    subject = _("%(brand)s: a task in the crisis for you")
    body = _("Hello %(name)s,\n\nIn “%(title)s”: %(what)s, by %(until)s.\n%(link)s")
    return subject % said, body % said


def remind_of_lesson(lesson: Lesson, *, at: datetime) -> bool:
    """Once a day at most, in the hours of whoever writes it: by then it is over."""
    return _to_user(
        lesson.owner,
        lesson.crisis,
        key=f"crisis_lesson:{lesson.pk}:{at.date().isoformat()}",
        words=partial(_lesson, lesson, at),
        at=at,
        urgency=Urgency.NORMAL,
    )


def _lesson(lesson: Lesson, at: datetime) -> tuple[str, str]:
    crisis = lesson.crisis
    said = _said(crisis) | {
        "name": lesson.owner.get_short_name(),
        "due": in_time_of(until_words(lesson.due_at, crisis.brand.time_zone), crisis.brand.time_zone),
        "link": link_to("crisis:lesson", crisis.pk),
    }
    subject = _("%(brand)s: the lesson of “%(title)s” is to be written")
    if lesson.due_at <= at:
        subject = _("%(brand)s: the lesson of “%(title)s” is late")
    body = _(
        "Hello %(name)s,\n\nThe lesson of “%(title)s” is to be written by %(due)s. The timeline is drawn "
        "already: what happened, what worked, what changes is for you to say.\n%(link)s"
    )
    return subject % said, body % said


def signal(interaction: Interaction, brand: Brand, reader: User, *, at: datetime) -> bool:
    """That a crisis signal has been confirmed, at once, also in quiet hours; the link opens the form that
    opens a crisis.
    """
    link = f"{link_to('crisis:open', brand.slug)}?interaction={interaction.pk}"
    with override(reader.language):
        said = {
            "name": reader.get_short_name(),
            "brand": brand.name,
            "channel": str(interaction.channel),
            "when": moment_words(interaction.opened_at, brand.time_zone),
            "link": link,
        }
        subject = _("%(brand)s: a crisis signal") % said
        body = (
            _(
                "Hello %(name)s,\n\nSomebody of the team says that what came in on %(channel)s on %(when)s "
                "can become a crisis. Read it, and open a crisis with one more tap if it is one:\n%(link)s"
            )
            % said
        )
    return notify(
        key=f"crisis_signal:{interaction.pk}:{reader.pk}",
        agency=brand.agency,
        user=reader,
        email=reader.email,
        subject=subject,
        body=body,
        language=reader.language,
        sender_name=brand.name,
        at=at,
        thread=f"crisis-signal.{interaction.pk}",
        wake=False,
        urgency=Urgency.CRISIS,
        topic=Topic.CRISIS,
        link=link,
    )
