"""What happened to a brand: messages, posts, what was passed on, held and ended. Safe to run again."""

from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from accounts.models import Contact, Department, User
from channels_mgmt.brands.models import Brand
from channels_mgmt.escalations.choices import State
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.services import acts
from channels_mgmt.escalations.services.clock.climbing import climb_due
from channels_mgmt.escalations.services.opening import open_escalation
from channels_mgmt.inbox.choices import Direction
from channels_mgmt.inbox.choices import State as InteractionState
from channels_mgmt.inbox.models import Approval, Interaction, Message
from channels_mgmt.inbox.services import sorting
from channels_mgmt.inbox.services.approvals import approve, publish
from channels_mgmt.inbox.services.closing import close_quiet
from channels_mgmt.inbox.services.logging import log_interaction, log_message
from channels_mgmt.inbox.services.states import may_move, move
from channels_mgmt.publishing.services.recording import Publication, record_posts
from cmhub.demo.loading.hands import interactions_of
from cmhub.demo.loading.house import MANAGER
from cmhub.demo.plan import BrandPlan, Confirmed, Ended, PassedOn

QUIET_FOR = timedelta(days=3)
"""What nobody has written in for so long is closed, as agencies do on Fridays."""
LEFT_RELAYED = timedelta(days=3)
"""How long a relayed escalation is left to see whether the public writes again, before it is closed."""
MOST_STEPS = 10
"""How often one that nobody answers climbs."""


def rows_of_file(plan: BrandPlan) -> list[dict[str, str]]:
    """The lines of the message file: all messages but what was relayed here, whose answers link past it."""
    lines = []
    for row in plan.rows:
        if row.message_id not in plan.relays:
            line = row.as_line()
            skipped = plan.relays.get(row.in_reply_to)
            line["in_reply_to"] = skipped.in_reply_to if skipped else row.in_reply_to
            lines.append(line)
    return lines


def record_publications(brand: Brand, plan: BrandPlan) -> None:
    channels = {channel.slug: channel for channel in brand.channels.all()}
    record_posts(
        Publication(
            channel=channels[post.channel],
            external_id=post.external_id,
            published_at=post.at,
            text=post.text,
            url=post.url,
            category=post.category,
            campaign=post.campaign,
        )
        for post in plan.posts
    )


class Past:
    """Plays the people's acts on what the file brought in, each with the instant at which it was done."""

    def __init__(self, brand: Brand, plan: BrandPlan, people: dict[str, User], until: datetime) -> None:
        self.brand, self.plan, self.people, self.until = brand, plan, people, until
        self.interactions = self._interactions()
        self.called: list[int] = []
        company = brand.company_id
        self.departments = {d.kind: d for d in Department.objects.filter(company=company)}
        contacts = Contact.objects.filter(department__company=company, left_at=None).order_by("-position")
        self.first_contacts = {contact.department_id: contact for contact in contacts}

    def play(self) -> None:
        for step in self.plan.passed_on:
            self._pass_on(step)
        for held in self.plan.held:
            sorting.hold(
                interaction=self.interactions[held.message_id], by=self.people[held.holder], at=held.at
            )
        for confirmed in self.plan.confirmed:
            self._confirm(confirmed)
        for ended in self.plan.ended:
            self._end(ended)
        self._log_by_hand()
        self._close_quiet()

    def _close_quiet(self) -> None:
        """Closes what is quiet of what was told: what somebody took in beside it is theirs."""
        if MANAGER in self.people:
            told = interactions_of(self.brand, self.plan).values()
            close_quiet(
                brand=self.brand,
                quiet_for=QUIET_FOR,
                by=self.people[MANAGER],
                at=self.until,
                among=[*told, *self.called],
            )

    def _interactions(self) -> dict[str, Interaction]:
        plan = self.plan
        ids = {step.message_id for step in plan.passed_on} | {held.message_id for held in plan.held}
        ids |= {ended.message_id for ended in plan.ended} | {one.message_id for one in plan.confirmed}
        found = Message.objects.filter(brand=self.brand, external_id__in=ids).select_related("interaction")
        return {str(message.external_id): message.interaction for message in found if message.interaction}

    def _confirm(self, confirmed: Confirmed) -> None:
        interaction = self.interactions[confirmed.message_id]
        if not interaction.kind:
            sorting.classify(
                interaction=interaction,
                by=self.people[confirmed.by],
                kind=confirmed.kind,
                theme=confirmed.theme,
                sentiment=confirmed.sentiment,
                at=confirmed.at,
            )

    def _pass_on(self, step: PassedOn) -> None:
        interaction, by = self.interactions[step.message_id], self.people[step.by]
        escalation = Escalation.objects.filter(key=_key("passed-on", self.brand, step.message_id)).first()
        if escalation is None:
            escalation = open_escalation(
                interaction=interaction,
                question=step.question,
                by=by,
                department=self.departments[step.department],
                at=step.opened_at,
                key=_key("passed-on", self.brand, step.message_id),
            )
        if escalation.state == State.CLOSED:
            return
        self._climb(escalation, step.acknowledged_at)
        if step.acknowledged_at:
            escalation = acts.acknowledge(escalation=escalation, by=None, at=step.acknowledged_at)
            self._climb(escalation, step.answered_at)
        if step.answered_at and escalation.is_asking:
            contact = self.first_contacts.get(escalation.department_id or 0)
            escalation = acts.answer(
                escalation=escalation,
                by=contact.user if contact else None,
                contact=contact,
                publishable=step.publishable,
                internal=step.internal,
                at=step.answered_at,
            )
        if step.answered_at:
            self._finish(escalation, step, interaction, by)

    def _finish(self, escalation: Escalation, step: PassedOn, interaction: Interaction, by: User) -> None:
        answered_at = step.answered_at or self.until
        if step.put_in_touch:
            at = min(answered_at + timedelta(minutes=20), self.until)
            reason = "Mise en relation : le service a contacté la personne."
            acts.close(escalation=escalation, by=by, reason=reason, at=at)
            sorting.close(interaction=interaction, by=by, at=at)
            return
        if not step.relayed_at:
            return
        escalation = acts.relay(
            escalation=escalation,
            text=self.plan.relays[step.relay_id].text,
            by=by,
            at=step.relayed_at,
            key=_key("relay", self.brand, step.relay_id),
        )
        self._approve(interaction, step.relayed_at)
        escalation.refresh_from_db()
        if self.until - step.relayed_at > LEFT_RELAYED:
            at = step.relayed_at + timedelta(hours=20)
            acts.close(escalation=escalation, by=by, at=at)
            interaction.refresh_from_db()
            if may_move(interaction, InteractionState.CLOSED):
                sorting.close(interaction=interaction, by=by, at=max(at, interaction.last_at))

    def _approve(self, interaction: Interaction, at: datetime) -> None:
        """What waited for a second person was read by the manager, and published."""
        for waiting in Approval.objects.waiting().filter(interaction=interaction):
            publish(
                approval=approve(approval=waiting, by=self.people[MANAGER], at=at), by=waiting.asked_by, at=at
            )

    def _climb(self, escalation: Escalation, before: datetime | None) -> None:
        """What was late climbed, step by step, until somebody acted or until now."""
        end = before or self.until
        this_one = Escalation.objects.filter(pk=escalation.pk)
        for _step in range(MOST_STEPS):  # the daily reminders of months would tell nothing more
            if not (escalation.next_step_at and escalation.next_step_at < end):
                return
            if not climb_due(escalation.next_step_at + timedelta(seconds=1), among=this_one):
                return
            escalation.refresh_from_db(fields=["next_step_at"])

    def _end(self, ended: Ended) -> None:
        interaction, by = self.interactions[ended.message_id], self.people[ended.by]
        if not may_move(interaction, ended.state):
            return
        if ended.state == InteractionState.SET_ASIDE:
            sorting.set_aside(interaction=interaction, by=by, reason=ended.reason, at=ended.at)
        elif ended.state == InteractionState.CLOSED:
            sorting.close(interaction=interaction, by=by, at=ended.at)
        else:
            move(
                interaction=interaction,
                to=ended.state,
                by=by,
                at=ended.at,
                reason=ended.reason,
                verb=ended.state,
            )

    def _log_by_hand(self) -> None:
        channels = {channel.slug: channel for channel in self.brand.channels.all()}
        for call in self.plan.by_hand:
            by = self.people[call.by]
            interaction = log_interaction(
                brand=self.brand,
                channel=channels[call.channel],
                author=call.author,
                text=call.text,
                by=by,
                sent_at=call.at,
                kind=call.kind,
                theme=call.theme,
                sentiment=call.sentiment,
                language="fr",
                key=_key("call", self.brand, call.key),
                at=call.at,
            )
            self.called.append(interaction.pk)
            if call.answered_at:
                log_message(
                    interaction=interaction,
                    direction=Direction.OUT,
                    text=call.answer,
                    by=by,
                    sent_at=call.answered_at,
                    key=_key("call-answer", self.brand, call.key),
                    at=call.answered_at,
                )


def _key(act: str, brand: Brand, what: str) -> UUID:
    """The same act has the same key each time it is loaded."""
    return uuid5(NAMESPACE_URL, f"cmhub-demo/{brand.agency_id}/{brand.slug}/{act}/{what}")
