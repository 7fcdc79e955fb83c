"""The register of moderation as its URL describes it."""

from typing import Any

from django.db.models import Count
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.periods import PERIODS, period, period_label
from channels_mgmt.inbox.choices import Act, AppealState, Ground
from channels_mgmt.inbox.filters import label_of, options, within
from channels_mgmt.inbox.models.moderation import ModerationActQuerySet
from cmhub.lib.paging import with_query
from cmhub.lib.sorting import alphabetical
from cmhub.lib.text import normalise_handle

LONGEST_NAME = 200
NO_REASON = "none"
STANDING, REVERSED = "standing", "reversed"


def people_of(acts: ModerationActQuerySet) -> list[User]:
    """Who did any of these acts."""
    return list(User.objects.filter(pk__in=acts.order_by().values("by")).order_by(*alphabetical("name")))


class Filters:
    """What a URL asks of a brand's register. What it says that makes no sense is left out."""

    def __init__(self, query: QueryDict, *, brand: Brand, people: list[User]) -> None:
        self.query = query
        self.people = {str(person.pk): person for person in people}
        self.reason = within(query.get("reason"), [*Ground.values, NO_REASON])
        self.act = within(query.get("act"), Act.values)
        self.person = within(query.get("person"), self.people)
        self.span = period(query.get("period", ""), brand)
        self.period = query.get("period", "") if self.span else ""
        self.state = within(query.get("state"), [STANDING, REVERSED, *AppealState.values])
        self.author = " ".join(query.get("author", "").replace("\x00", " ").split())[:LONGEST_NAME]

    def apply(self, acts: ModerationActQuerySet) -> ModerationActQuerySet:
        found = self.narrow(acts)
        if self.reason:
            found = found.filter(reason="" if self.reason == NO_REASON else self.reason)
        return found

    def narrow(self, acts: ModerationActQuerySet) -> ModerationActQuerySet:
        """All that is asked but the reason, by which the page counts."""
        if self.act:
            acts = acts.filter(act=self.act)
        if self.person:
            acts = acts.filter(by=self.people[self.person])
        if self.span:
            acts = acts.filter(at__gte=self.span[0], at__lt=self.span[1])
        if self.author:
            acts = acts.filter(author_key__contains=normalise_handle(self.author))
        if self.state in (STANDING, REVERSED):
            return acts.filter(reversed_at__isnull=self.state == STANDING)
        return acts.filter(appeal_state=self.state) if self.state else acts

    def counts(self, acts: ModerationActQuerySet) -> list[dict[str, Any]]:
        """How many acts there are for each reason, the most frequent first, with the address of each."""
        rows = self.narrow(acts).order_by().values_list("reason").annotate(number=Count("pk"))
        return [
            {
                "label": capfirst(label_of(Ground, reason) or _("without a reason: refocused")),
                "count": number,
                "url": with_query(self.query, reason=reason or NO_REASON, cursor=""),
                "current": (reason or NO_REASON) == self.reason,
            }
            for reason, number in sorted(rows, key=lambda row: (-row[1], row[0]))
        ]

    def chips(self) -> list[dict[str, str]]:
        reason = _("without a reason") if self.reason == NO_REASON else label_of(Ground, self.reason)
        labels = {
            "reason": reason,
            "act": label_of(Act, self.act),
            "person": self.people[self.person].name if self.person else "",
            "period": period_label(self.period) if self.period else "",
            "state": dict(self.state_choices()).get(self.state, ""),
            "author": self.author,
        }
        return [
            {"label": capfirst(str(label)), "remove_url": with_query(self.query, **{name: "", "cursor": ""})}
            for name, label in labels.items()
            if label
        ]

    @staticmethod
    def state_choices() -> list[tuple[str, str]]:
        appeals = {
            AppealState.OPEN: _("appeal to be decided"),
            AppealState.UPHELD: _("appeal decided: the act stands"),
            AppealState.REVERSED: _("appeal decided: the act is reversed"),
        }
        return [(STANDING, _("in force")), (REVERSED, _("reversed")), *appeals.items()]

    @property
    def selects(self) -> dict[str, list[dict[str, Any]]]:
        """What the page's form offers."""
        people = [(pk, person.name) for pk, person in self.people.items()]
        return {
            "reason": options([*Ground.choices, (NO_REASON, _("without a reason"))], self.reason),
            "act": options(Act.choices, self.act),
            "person": options(people, self.person),
            "period": options(PERIODS.items(), self.period),
            "state": options(self.state_choices(), self.state),
        }
