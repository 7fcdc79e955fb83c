"""Rules that are not saved yet, held against last month's interactions: nothing is written."""

from datetime import timedelta
from typing import Any

import pytest

from channels_mgmt.brands.choices import Kind
from channels_mgmt.escalations.models import Escalation, RoutingRule
from channels_mgmt.escalations.services.rules.routing import rules_of
from channels_mgmt.escalations.services.rules.territories import codes_of
from channels_mgmt.escalations.services.rules.trying import SAMPLES, Trial, try_rules, with_draft
from channels_mgmt.inbox.models import Interaction
from tests.cast import Cast
from tests.escalations.conftest import NOW, logged

pytestmark = pytest.mark.django_db


def draft(cast: Cast, **wanted: Any) -> RoutingRule:
    return RoutingRule(brand=cast.brand, name="Justice", department=cast.department("legal"), **wanted)


def tried(cast: Cast, changed: list[RoutingRule], saved: list[RoutingRule] | None = None) -> Trial:
    saved = saved or rules_of(cast.brand)
    return try_rules(brand=cast.brand, saved=saved, changed=changed, user=cast.manager, at=NOW)


def test_what_would_go_elsewhere_from_where_to_where_and_why(cast: Cast) -> None:
    for number in range(SAMPLES + 2):
        logged(cast, f"Je vais au tribunal, {number}")
    logged(cast, "Ma carte est bloquée")
    logged(cast, "Merci !", kind=Kind.PRAISE)
    saved = rules_of(cast.brand)
    first = saved[0]
    trial = tried(cast, with_draft(saved, draft(cast, words=["tribunal"]), first), saved)
    assert (trial.looked_at, trial.count, trial.count_of_deadlines) == (SAMPLES + 4, SAMPLES + 2, 0)
    (way,) = trial.elsewhere
    assert way.was is not None
    assert way.becomes is not None
    assert way.was.department == cast.department("customer_service")
    assert way.becomes.department == cast.department("legal")
    assert (way.count, len(way.samples)) == (SAMPLES + 2, SAMPLES)
    assert "tribunal" in way.samples[0].why
    assert "tribunal" in way.samples[0].interaction.excerpt


def test_before_the_last_one_it_takes_only_what_was_left(cast: Cast) -> None:
    logged(cast, "tribunal")
    logged(cast, "au tribunal", kind=Kind.QUESTION)
    saved = rules_of(cast.brand)
    (way,) = tried(cast, with_draft(saved, draft(cast, words=["tribunal"])), saved).elsewhere
    assert way.was is not None
    assert way.was.is_catch_all
    assert way.count == 1


def test_other_deadlines_are_told_apart(cast: Cast) -> None:
    logged(cast)
    saved = rules_of(cast.brand)
    rule = next(rule for rule in saved if rule.kinds == ["complaint"])
    changed = RoutingRule.objects.select_related("department").get(pk=rule.pk)
    changed.answer_minutes = 30 + rule.acknowledge_minutes
    trial = tried(cast, with_draft(saved, changed), saved)
    assert (trial.count, trial.count_of_deadlines) == (0, 1)


def test_only_of_the_last_month_and_of_the_brand(cast: Cast) -> None:
    old = logged(cast, "tribunal")
    Interaction.objects.filter(pk=old.pk).update(
        opened_at=NOW - timedelta(days=31), last_at=NOW, waiting_since=NOW
    )
    assert tried(cast, rules_of(cast.brand)).looked_at == 0


def test_the_number_of_queries_does_not_grow(cast: Cast, django_assert_max_num_queries: Any) -> None:
    for number in range(30):
        logged(cast, f"tribunal {number}", author=f"Awa {number}")
    saved = rules_of(cast.brand)
    changed = with_draft(saved, draft(cast, words=["tribunal"]), saved[0])
    with django_assert_max_num_queries(6):
        assert tried(cast, changed, saved).count == 30


def form_data(cast: Cast, **more: Any) -> dict[str, Any]:
    return {
        "name": "Justice",
        "words": "tribunal",
        "department": cast.department("legal").pk,
        "acknowledge_minutes": "30",
        "answer_minutes": "120",
        "try": "1",
        **more,
    }


def test_a_rule_is_tried_from_its_form_with_a_text_and_nothing_is_written(cast: Cast, client: Any) -> None:
    client.force_login(cast.manager)
    logged(cast, "On se verra au tribunal")
    before = list(RoutingRule.objects.order_by("pk").values())
    sent = form_data(cast, before=rules_of(cast.brand)[0].pk, text="Je saisis le Tribunal", kind="complaint")
    answer = client.post("/b/wouri/routing/new/?lang=en", sent)
    assert answer.status_code == 200
    assert answer.context["month"].count == 1
    saved, changed = answer.context["tried"]
    assert (saved.plan.department.kind, changed.plan.department.kind) == ("customer_service", "legal")
    page = answer.content.decode()
    assert "1 would go elsewhere." in page
    assert "On se verra au tribunal" in page
    assert "of working time →" in page
    assert 'value="Justice"' in page  # what was typed is still there
    assert list(RoutingRule.objects.order_by("pk").values()) == before
    assert not Escalation.objects.exists()


def test_a_saved_rule_and_the_last_one_are_tried_too(cast: Cast, client: Any) -> None:
    client.force_login(cast.manager)
    logged(cast, "Merci", kind=Kind.PRAISE)
    rule = next(rule for rule in rules_of(cast.brand) if rule.kinds == ["complaint"])
    answer = client.post(f"/b/wouri/routing/{rule.pk}/", form_data(cast, kinds=["praise"], words=""))
    assert answer.context["month"].count == 1
    last = rules_of(cast.brand)[-1]
    answer = client.post(f"/b/wouri/routing/{last.pk}/", form_data(cast))
    assert answer.context["month"].count == 1
    rule.refresh_from_db()
    assert rule.kinds == ["complaint"]


def test_what_is_wrong_with_a_draft_is_said_before_it_is_saved(cast: Cast, client: Any) -> None:
    client.force_login(cast.manager)
    sent = form_data(cast, kinds=["complaint"])
    answer = client.post("/b/wouri/routing/new/?lang=en", sent)
    assert "Never reached" in answer.content.decode()
    refused = client.post("/b/wouri/routing/new/", form_data(cast, name=""))
    assert refused.status_code == 422


def test_the_territory_is_that_of_the_channel_or_the_only_one_of_the_brand(cast: Cast) -> None:
    channel = cast.official
    assert codes_of([channel]) == {channel.pk: "CM"}
    senegal = cast.rival_brand.territories.first()
    assert senegal is not None
    cast.brand.presences.create(territory=senegal, position=2)
    assert codes_of([channel]) == {channel.pk: ""}
    channel.territory = cast.brand.territories.get(country="CM")
    channel.save()
    logged(cast, "Bonjour")
    saved = rules_of(cast.brand)
    trial = tried(cast, with_draft(saved, draft(cast, territories=["CM"]), saved[0]), saved)
    assert trial.count == 1
    assert tried(cast, with_draft(saved, draft(cast, territories=["DZ"]), saved[0]), saved).count == 0
