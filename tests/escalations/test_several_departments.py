"""Several departments are asked at once, each with a clock of its own; or, where one cannot be, none."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.services.opening import open_escalation
from channels_mgmt.inbox.models import Interaction
from tests.cast import Cast, client_of


def passed_on(cast: Cast, complaint: Interaction, **chosen: Any) -> Any:
    given = {"key": str(uuid4()), "department": "", "question": "Que répondre ?", **chosen}
    return client_of(cast.cm).post(f"/interactions/{complaint.pk}/pass-on/", given)


def asked_of(complaint: Interaction) -> list[str]:
    return sorted(one.department.slug for one in Escalation.objects.filter(interaction=complaint))


def test_each_is_asked_once_though_it_is_sent_twice(cast: Cast, complaint: Interaction) -> None:
    given = {"key": str(uuid4()), "also": ["legal", "sales"]}
    proposed = client_of(cast.cm).get(f"/interactions/{complaint.pk}/pass-on/").context["plan"].department
    for _twice in range(2):
        assert passed_on(cast, complaint, **given).status_code == 303
    assert asked_of(complaint) == sorted([proposed.slug, "legal", "sales"])
    keys = Escalation.objects.filter(interaction=complaint).values_list("key", flat=True)
    assert len(set(keys)) == 3


def test_the_one_that_is_chosen_anyway_is_not_asked_twice(cast: Cast, complaint: Interaction) -> None:
    proposed = client_of(cast.cm).get(f"/interactions/{complaint.pk}/pass-on/").context["plan"].department
    passed_on(cast, complaint, also=[proposed.slug])
    assert asked_of(complaint) == [proposed.slug]
    passed_on(cast, complaint, department="legal", also=["legal", "sales"])
    assert asked_of(complaint) == sorted([proposed.slug, "legal", "sales"])


def test_where_one_cannot_be_asked_none_is_and_what_was_chosen_stays(
    cast: Cast, complaint: Interaction
) -> None:
    open_escalation(interaction=complaint, question="?", department=cast.department("sales"), by=cast.cm)
    again = passed_on(cast, complaint, department="legal", also=["sales"])
    assert again.status_code == 422
    assert asked_of(complaint) == ["sales"]
    assert again.context["form"]["also"].value() == ["sales"]
    assert '<details class="disclosure" open>' in again.text


def test_who_is_asked_first_is_not_offered_again(cast: Cast, complaint: Interaction) -> None:
    client, where = client_of(cast.cm), f"/interactions/{complaint.pk}/pass-on/"
    service, legal = cast.department("customer_service").slug, cast.department("legal").slug
    assert (offered(client.get(where)) & {service, legal}) == {legal}
    planned = client.get(f"{where}plan/", {"department": legal, "also": service})
    assert (offered(planned) & {service, legal}) == {service}
    assert re.findall(r'name="also" value="([^"]+)"[^>]*checked', planned.text) == [service]


def offered(page: Any) -> set[str]:
    return set(re.findall(r'name="also" value="([^"]+)"', page.content.decode()))
