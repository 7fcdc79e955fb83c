"""The order of the rules: given whole, tried, undone, and never written over somebody else's."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from accounts.models import AuditEntry
from channels_mgmt.escalations.models import RoutingRule
from channels_mgmt.escalations.services.rules import changing as services
from channels_mgmt.escalations.services.rules import ordering
from channels_mgmt.escalations.services.rules.ordering import arranged, order_of, reorder
from channels_mgmt.escalations.services.rules.routing import rules_of
from cmhub.lib.editions import ChangedMeanwhileError
from tests.cast import Cast
from tests.escalations.conftest import logged

pytestmark = pytest.mark.django_db
PAGE = "/b/wouri/routing/"


def line(ids: list[int]) -> str:
    return ",".join(map(str, ids))


def test_a_whole_order_is_saved_recorded_and_undone(cast: Cast, client: Any) -> None:
    client.force_login(cast.manager)
    seen = order_of(cast.brand)
    wanted = [*reversed(seen)]
    saved = client.post(f"{PAGE}order/", {"order": line(wanted), "seen": line(seen)}, follow=True)
    assert order_of(cast.brand) == wanted
    assert rules_of(cast.brand)[-1].is_catch_all
    entry = AuditEntry.objects.get(verb="routing_rules.reordered")
    assert entry.before["rules"] == entry.after["rules"][::-1]
    (message,) = saved.context["messages"]
    client.post(message.extra_tags.removeprefix("undo="))
    assert order_of(cast.brand) == seen
    assert client.get(f"{PAGE}order/").status_code == 303


def test_the_second_of_two_who_reorder_is_told_and_keeps_the_own_order(cast: Cast, client: Any) -> None:
    client.force_login(cast.manager)
    seen = order_of(cast.brand)
    mine, theirs = [seen[1], seen[0], *seen[2:]], [*seen[:-2], seen[-1], seen[-2]]
    reorder(brand=cast.brand, order=theirs, seen=seen, by=cast.strategist)
    refused = client.post(f"{PAGE}order/?lang=en", {"order": line(mine), "seen": line(seen)})
    assert refused.status_code == 422
    assert order_of(cast.brand) == theirs
    page = refused.content.decode()
    assert f"{cast.strategist.name} changed the rules while you were at it." in page
    assert f'name="order" value="{line(mine)}"' in page
    assert f'name="seen" value="{line(theirs)}"' in page
    client.post(f"{PAGE}order/", {"order": line(mine), "seen": line(theirs)})
    assert order_of(cast.brand) == mine


def test_a_rule_that_came_or_went_meanwhile_stays_or_goes(cast: Cast, client: Any) -> None:
    client.force_login(cast.manager)
    seen = order_of(cast.brand)
    first, second, *others = seen
    values = {"name": "Neuve", "kinds": ["question"], "department": cast.department("legal")}
    new = services.create_rule(
        brand=cast.brand, values=values, before=RoutingRule.objects.get(pk=second), by=cast.manager
    )
    services.delete_rule(rule=RoutingRule.objects.get(pk=others[-1]), by=cast.manager)
    wanted = [*others, second, first]
    refused = client.post(f"{PAGE}order/", {"order": line(wanted), "seen": line(seen)})
    assert refused.status_code == 422
    shown = [entry["rule"].pk for entry in refused.context["rules"]][:-1]
    assert shown == [*others[:-1], second, first, new.pk]
    assert [rule.pk for rule in arranged(rules_of(cast.brand), [])][:-1] == order_of(cast.brand)


def test_a_page_on_which_an_order_is_tried_keeps_its_tabs(cast: Cast, client: Any) -> None:
    client.force_login(cast.manager)
    seen = order_of(cast.brand)
    tried = client.post(f"{PAGE}order/", {"order": line(seen[::-1]), "seen": line(seen), "try": "1"})
    assert [tab["url"] for tab in tried.context["section_tabs"] if tab["current"]] == [PAGE]


def test_one_place_up_from_where_it_stands_now(cast: Cast, client: Any) -> None:
    client.force_login(cast.manager)
    seen = order_of(cast.brand)
    reorder(brand=cast.brand, order=[seen[2], *seen[:2], *seen[3:]], seen=seen, by=cast.strategist)
    moved = client.post(
        f"{PAGE}{seen[1]}/move/?lang=en", {"direction": "up", "seen": line(seen)}, follow=True
    )
    assert order_of(cast.brand)[:3] == [seen[2], seen[1], seen[0]]
    assert f"{cast.strategist.name} had changed the rules meanwhile" in moved.content.decode()


def test_an_order_is_tried_without_being_saved(cast: Cast, client: Any) -> None:
    client.force_login(cast.manager)
    values = {"name": "Tout", "words": ["sim"], "department": cast.department("legal")}
    rule = services.create_rule(brand=cast.brand, values=values, by=cast.manager)
    logged(cast)
    seen = order_of(cast.brand)
    wanted = [rule.pk, *seen[:-1]]
    tried = client.post(f"{PAGE}order/", {"order": line(wanted), "seen": line(seen), "try": "1"})
    assert tried.status_code == 200
    assert tried.context["month"].count == 1
    assert tried.context["month"].elsewhere[0].becomes.department.kind == "legal"
    assert order_of(cast.brand) == seen
    assert f'name="order" value="{line(wanted)}"' in tried.content.decode()


@pytest.mark.parametrize("sent", ["", "1,x,²", "999999999", "-1"])
def test_an_order_of_nonsense_changes_nothing(cast: Cast, client: Any, sent: str) -> None:
    client.force_login(cast.manager)
    seen = order_of(cast.brand)
    answer = client.post(f"{PAGE}order/", {"order": sent, "seen": line(seen)})
    assert answer.status_code == 422
    assert order_of(cast.brand) == seen


def test_who_may_not_change_rules_may_not_reorder(cast: Cast, client: Any) -> None:
    client.force_login(cast.cm)
    assert client.post(f"{PAGE}order/", {"order": "", "seen": ""}).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_one_is_told(cast: Cast) -> None:
    seen = order_of(cast.brand)

    def save(order: list[int]) -> str:
        try:
            ordering.reorder(brand=cast.brand, order=order, seen=seen, by=None)
        except ChangedMeanwhileError:
            return "told"
        finally:
            connection.close()
        return "saved"

    orders = [[*reversed(seen)], [*seen[1:], seen[0]]]
    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(save, orders)) == ["saved", "told"]
    assert order_of(cast.brand) in orders
