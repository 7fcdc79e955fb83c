"""One thing of each kind on a brand, so that the walk can fill in the parameters of every address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any
from uuid import uuid4

from allauth.usersessions.models import UserSession
from PIL import Image

from accounts.access import Right
from accounts.choices import Correction, DepartmentKind, Media, Role
from accounts.models import (
    AuditEntry,
    Contact,
    Department,
    HolidayCorrection,
    Membership,
    Notice,
    Notification,
    PushSubscription,
    User,
)
from accounts.services.certifications import add_certification
from accounts.services.employment import add_leave, employ
from accounts.services.invitations import invite
from accounts.services.outbox import notify
from accounts.services.skills import add_training, assess
from accounts.skill_choices import EmploymentKind, LeaveKind, Skill, TrainingState
from channels_mgmt.api.choices import Event, Scope
from channels_mgmt.api.models import Delivery
from channels_mgmt.api.services.tokens import make_token
from channels_mgmt.api.services.webhooks import add_webhook
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.absences import record_absence
from channels_mgmt.brands.services.contacts import add_contact
from channels_mgmt.brands.services.creation import give_role
from channels_mgmt.brands.services.experts import add_expert
from channels_mgmt.crisis.choices import Ground, Level
from channels_mgmt.crisis.models import Surge
from channels_mgmt.crisis.models import Telling as Told
from channels_mgmt.crisis.services.lessons import add_action
from channels_mgmt.crisis.services.links import link_for as follow_by_link
from channels_mgmt.crisis.services.opening import open_crisis
from channels_mgmt.crisis.services.running import end_crisis
from channels_mgmt.crisis.services.statements import write_statement
from channels_mgmt.crisis.services.tasks import ask_decision, give_task
from channels_mgmt.escalations.services.attachments import attach as attach_file
from channels_mgmt.escalations.services.items import ask_about
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
from channels_mgmt.protocol.services.entries import write_entry
from channels_mgmt.protocol.services.gaps import note_gap
from channels_mgmt.publishing.services import keep_idea
from channels_mgmt.strategy.choices import Duty
from channels_mgmt.strategy.models import Strategy, ValidationLink
from channels_mgmt.strategy.services.briefings import write_briefing
from channels_mgmt.strategy.services.objectives import own_metric
from channels_mgmt.strategy.services.writing import begin
from channels_mgmt.team.choices import Question
from channels_mgmt.team.models import TimeEntry, Timer
from channels_mgmt.team.rota.patterns import Slot
from channels_mgmt.team.rota_choices import ShiftKind
from channels_mgmt.team.services.assignments import assign
from channels_mgmt.team.services.feeds import make_feed
from channels_mgmt.team.services.means import change_assumptions, set_budget, set_pay
from channels_mgmt.team.services.needs import need_skill
from channels_mgmt.team.services.patterns import write_pattern
from channels_mgmt.team.services.shifts import add_shift
from channels_mgmt.team.services.simulations import start_simulation
from channels_mgmt.team.services.swaps import ask_swap
from channels_mgmt.team.services.time import log_time
from channels_mgmt.watch.choices import Rung
from channels_mgmt.watch.models import Entry, Item, Rule, Telling
from channels_mgmt.watch.services.competitors import save_competitor
from channels_mgmt.watch.services.links import link_for as decide_by_link
from channels_mgmt.watch.services.logging import log_item
from channels_mgmt.watch.services.sources import save_source
from cmhub.lib.pictures import read_picture
from cmhub.lib.weeks import Week
from reporting.weekly.services.computing import compute_report
from tests.cast import make_ready

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
WEEK = Week.parse("2026-W46")
STRATEGY = {"version": 1, "section": "goal", "duty": "design"}
"""What addresses of every brand's strategy name."""
SEEN_WITH = {
    "team/readiness/<": Right.READINESS_CHECK,
    "team/readiness/plan/<": Right.READINESS_CHECK,
    "team/simulations/<": Right.READINESS_CHECK,
    "interactions/<": Right.INBOX_VIEW,
    "approvals/<": Right.INBOX_VIEW,
    "promises/<": Right.INBOX_VIEW,
    "moderation/<": Right.INBOX_VIEW,
    "directions/<": Right.INBOX_VIEW,
    "attachments/<": Right.INBOX_VIEW,
    "crises/<": Right.CRISIS_VIEW,
    "crises/told/<": Right.CRISIS_VIEW,
    "crises/statements/<": Right.CRISIS_VIEW,
    "crises/decisions/<": Right.CRISIS_VIEW,
    "crises/tasks/<": Right.CRISIS_VIEW,
    "crises/actions/<": Right.CRISIS_VIEW,
    "surges/<": Right.CRISIS_VIEW,
    "routing/<": Right.ESCALATION_OPEN,
    "watch/<": Right.WATCH_VIEW,
    "watch/pictures/<": Right.WATCH_VIEW,
    "watch/told/<": Right.WATCH_VIEW,
    "watch/rules/<": Right.WATCH_VIEW,
    "watch/sources/<": Right.WATCH_VIEW,
    "watch/competitors/<": Right.WATCH_VIEW,
    "ideas/<": Right.PUBLISHING_VIEW,
    "reports/<": Right.REPORT_DRAFT,
}
"""The right without which the thing that an address names is as good as not there."""


@dataclass
class Things:
    """What a brand has, by the address that names it."""

    brand: Brand
    by_route: dict[str, Any] = field(default_factory=dict)

    def value(self, route: str, parameter: str) -> Any:
        """What to put for a parameter of a route. An address that names something new is taught here."""
        if parameter in NAMED:
            return NAMED[parameter](self)
        if parameter in STRATEGY:
            return STRATEGY[parameter]
        for part, thing in self.by_route.items():
            if part in route:
                return thing.pk
        raise KeyError(f"the walk does not know what {parameter} is in {route}")

    def is_hidden(self, route: str, rights: set[str]) -> bool:
        """Whether somebody with these rights on the brand does not even see what the route names."""
        return any(part in route and right not in rights for part, right in SEEN_WITH.items())


NAMED: dict[str, Callable[[Things], Any]] = {
    "slug": lambda things: things.brand.slug,
    "rest": lambda _things: "nowhere",
    "week": lambda things: WEEK,
    "token": lambda things: "not-a-token",
    "kind": lambda things: "brands.brand",
    "step": lambda things: "cover",
    "territory": lambda things: things.brand.territories.earliest("pk").pk,
    "channel": lambda things: things.brand.channels.earliest("pk").slug,
    "network": lambda things: things.brand.channels.earliest("pk").network,
    "department": lambda things: things.brand.company.departments.first().slug,
    "person": lambda things: things.by_route["people/<"].pk,
}
"""What is put for parameters by their names, whatever the address."""


def furnish(brand: Brand, cm: User) -> Things:
    """A new kind of thing is made in the function of its room, under what names it in an address."""
    team = of_the_team(brand, cm)  # before the leave that they are given
    # Addresses of crises are longer ones in which others are contained: they are looked for first.
    things = of_the_crises(brand, cm) | of_the_rota(brand, cm) | of_readiness(brand, cm)
    things |= of_the_work(brand, cm) | of_the_person(brand, cm) | team
    things |= of_the_watch(brand, cm) | what_is_told(brand, cm)
    things |= of_the_directory(brand, cm) | of_the_strategy(brand, cm) | of_the_programs(brand, cm)
    return Things(brand, things | of_the_house(brand, cm))


def what_is_told(brand: Brand, cm: User) -> dict[str, Any]:
    """What a person is told, a mail that did not arrive, and a browser of theirs."""
    for key in ("told", "lost"):
        notify(
            key=f"{key}:{brand.slug}",
            agency=brand.agency,
            user=cm,
            email=cm.email,
            subject=f"Du nouveau de {brand.slug}",
            body=f"Du nouveau de {brand.slug}",
            language="fr",
            sender_name=brand.name,
            at=NOW,
        )
    Notification.objects.filter(key=f"lost:{brand.slug}").update(state="refused")
    phone = PushSubscription.objects.create(
        user=cm, endpoint=f"https://push.{brand.slug}.example/", p256dh="x", auth="x", added_at=NOW
    )
    return {
        "notifications/failed/<": Notification.objects.get(key=f"lost:{brand.slug}"),
        "notifications/phones/<": phone,
        "notifications/<": Notice.objects.get(key=f"told:{brand.slug}"),
    }


def of_the_programs(brand: Brand, cm: User) -> dict[str, Any]:
    """A token by which a program comes in, and an address that was told something."""
    made = {"brand": brand, "by": cm, "at": NOW}
    until = NOW + timedelta(days=90)
    token, _text = make_token(
        name=f"Export de {brand.slug}", scopes=Scope.values, expires_at=until, key=uuid4(), **made
    )
    url = f"https://hooks.{brand.slug}.example/"
    webhook, _key = add_webhook(url=url, events=[Event.ANSWERED], key=uuid4(), **made)
    told = Delivery.objects.create(
        brand=brand,
        webhook=webhook,
        event=Event.ANSWERED,
        interaction=1,
        payload={},
        at=NOW,
        state="failed",
        ended_at=NOW,
    )
    return {"api/tokens/<": token, "api/webhooks/<": webhook, "api/deliveries/<": told}


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
    follow_by_link(asked_by_link, at=NOW)
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


def of_readiness(brand: Brand, cm: User) -> dict[str, Any]:
    """What is agreed on and told to the team, and somebody who is checked for it, whom no test walks as."""
    agreed = [
        write_entry(
            brand=brand,
            by=cm,
            situation=f"Situation {number} de {brand.slug}",
            answer_fr=f"Convenu de {brand.slug}",
            sensitivity="routine",
            department=brand.company.departments.earliest("pk"),
            at=NOW,
        )
        for number in range(5)
    ]
    lea = User.objects.create_user(f"lea@{brand.slug}.example", name=f"Léa de {brand.slug}")
    Membership.objects.create(agency=brand.agency, user=lea, starts_on=NOW.date())
    rose = User.objects.create_user(f"rose@{brand.slug}.example", name=f"Rose de {brand.slug}")
    give_role(brand=brand, user=lea, role=Role.CONTENT_MANAGER, by=None, at=NOW)
    in_force(brand)
    briefing: dict[str, Any] = {"brand": brand, "by": cm, "due_at": NOW + timedelta(days=1), "at": NOW}
    secret = f"Confidentiel de {brand.slug}"
    write_briefing(title=secret, text=secret, confidentiality="confidential", people=[lea], **briefing)
    told = f"Note de {brand.slug}"
    check = make_ready(brand, lea, by=cm, mentor=rose, noes=[Question.NEWS], at=NOW)
    return {
        "team/readiness/plan/<": check.lines.get(),
        "team/readiness/<": check,
        "team/simulations/<": start_simulation(brand=brand, user=lea, by=cm, at=NOW),
        "protocol/gaps/<": note_gap(
            brand=brand, words=f"Parrainage de {brand.slug}", interaction=1, by=cm, at=NOW
        ),
        "protocol/<": agreed[0].entry,
        "briefings/<": write_briefing(title=told, text=told, confidentiality="internal", **briefing),
    }


def of_the_strategy(brand: Brand, cm: User) -> dict[str, Any]:
    """A version that is being written beside the one in force, a link that showed it, a figure of its own."""
    in_force(brand)
    draft = begin(brand=brand, by=cm, at=NOW)
    link = ValidationLink.objects.create(
        brand=brand,
        strategy=draft,
        name=f"Direction de {brand.slug}",
        email=f"direction@{brand.slug}.example",
        digest=uuid4().hex * 2,
        key=uuid4(),
        asked_at=NOW,
        expires_at=NOW + timedelta(days=14),
    )
    return {
        "strategy/links/<": link,
        "strategy/figures/<": own_metric(brand=brand, name=f"Ventes de {brand.slug}"),
    }


def in_force(brand: Brand) -> Strategy:
    """The brand's strategy in force, with as little in it as can be, where the cast has none."""
    held = Strategy.objects.in_force().filter(brand=brand).first()
    return held or Strategy.objects.create(
        brand=brand,
        version=1,
        state="validated",
        mission=f"Mission de {brand.slug}",
        begun_at=NOW,
        submitted_at=NOW,
        validated_at=NOW,
        validated_name="La direction",
        validated_email=f"direction@{brand.slug}.example",
    )


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
    decide_by_link(told, at=NOW)
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


def of_the_rota(brand: Brand, cm: User) -> dict[str, Any]:
    """Who is on call, what is offered to others, and at which address a calendar reads it."""
    night = {"starts": time(22), "ends": time(6)}
    pattern, _written = write_pattern(
        brand=brand,
        by=cm,
        name=f"Nuits de {brand.slug}",
        kind=ShiftKind.BACKUP,
        slots=[Slot(weekday=2, ends_weekday=3, **night)],
        people=[cm],
        starts_on=NOW.date(),
        at=NOW,
    )
    begins = NOW + timedelta(days=10)
    held, offered = (
        add_shift(
            brand=brand,
            user=cm,
            kind=ShiftKind.PRIMARY,
            starts_at=begins + timedelta(days=number),
            ends_at=begins + timedelta(days=number, hours=4),
            by=cm,
            at=NOW,
        )
        for number in range(2)
    )
    feed, _address = make_feed(user=cm, by=cm, brand=brand, at=NOW)
    return {
        "rota/patterns/<": pattern,
        "rota/swaps/<": ask_swap(shift=offered, by=cm, note=f"Garde de {brand.slug}", at=NOW),
        "team/rota/<": held,
        "calendars/<": feed,
    }


def of_the_directory(brand: Brand, cm: User) -> dict[str, Any]:
    """Who is absent from a department, and who speaks on a subject."""
    department = brand.company.departments.get(kind=DepartmentKind.LEGAL)
    who = add_contact(brand=brand, department=department, name="Luc", email="luc@example.com", by=cm)
    day = NOW.date()
    expert = {"subjects": ["antennes"], "media": [Media.PRESS], "languages": ["fr"], "phone": "600000000"}
    return {
        "absences/<": record_absence(
            brand=brand, contact=who, starts_on=day, ends_on=None, deputy=None, by=cm, at=NOW
        ),
        "experts/<": add_expert(brand=brand, name=f"Experte de {brand.slug}", by=cm, at=NOW, **expert),
    }


def of_the_person(brand: Brand, cm: User) -> dict[str, Any]:
    """What somebody can do and how they work, and what the brand's team needs."""
    own = {"agency": brand.agency, "user": cm, "by": cm, "at": NOW}
    today = NOW.date()
    return {
        "team/skills/<": need_skill(brand=brand, skill=Skill.VIDEO, level=3, people=2, by=cm, at=NOW),
        "/skills/<": assess(skill=Skill.WRITING, level=3, evidence=f"Textes de {brand.slug}", **own),
        "certifications/<": add_certification(
            name=f"Diplôme de {brand.slug}", issuer="École", obtained_on=today, **own
        ),
        "trainings/<": add_training(
            title=f"Cours de {brand.slug}", state=TrainingState.PLANNED, starts_on=today, **own
        ),
        "employment/<": employ(kind=EmploymentKind.STAFF, working_days=[1, 2], starts_on=today, **own),
        "leave/<": add_leave(kind=LeaveKind.SICK, starts_on=today, ends_on=today + timedelta(days=1), **own),
    }


def of_the_team(brand: Brand, cm: User) -> dict[str, Any]:
    """Who works on the brand and for the agency, and how they log in."""
    assignment = assign(brand=brand, user=cm, role=Role.CONTENT_MANAGER, by=None)
    return {
        "time/<": time_and_means(brand, cm),
        "team/": assignment,
        "access/": assignment.brand_role,
        "account/sessions/": UserSession.objects.create(
            user=cm, ip="192.0.2.1", session_key=f"of-{brand.slug}", user_agent="Firefox"
        ),
        "people/invitations/": invite(
            agency=brand.agency, name="Nadia", email=f"nadia@{brand.slug}.example", by=None
        ),
        "people/<": cm,
        "memberships/": Membership.objects.filter(agency=brand.agency, role=Role.MANAGER).earliest("pk"),
    }


def time_and_means(brand: Brand, cm: User) -> TimeEntry:
    """What somebody logged and has running, what the work takes and costs, and whether the team is enough."""
    Timer.objects.create(brand=brand, user=cm, duty=Duty.WRITING, started_at=NOW)
    change_assumptions(brand=brand, values={"hours_meetings": Decimal(3)}, edition=0, by=cm, at=NOW)
    money = {"amount": Decimal(900_000), "currency": "XAF", "starts_on": NOW.date(), "by": cm, "at": NOW}
    set_budget(brand=brand, **money)
    set_pay(agency=brand.agency, person=cm, **money)
    return log_time(
        brand=brand, user=cm, duty=Duty.DESIGN, minutes=30, note=f"Affiche de {brand.slug}", at=NOW
    )


def of_the_house(brand: Brand, cm: User) -> dict[str, Any]:
    """The agency's territories with their holidays, and its record."""
    correction, _made = HolidayCorrection.objects.get_or_create(
        agency=brand.agency,
        country="CM",
        date=NOW.date(),
        kind=Correction.ADDED,
        defaults={"name": f"Fête de {brand.agency.slug}", "made_by": cm, "made_at": NOW},
    )
    return {
        "house/territories/": brand.territories.earliest("pk"),
        "house/corrections/": correction,
        "record/<str": brand,
        "record/<int": AuditEntry.objects.filter(verb="brand.created").get(brand_id=brand.pk),
    }
