import json
import re
from collections.abc import Callable
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client

from accounts.choices import DepartmentKind
from accounts.models import AuditEntry
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.creation import create_brand, give_role
from cmhub.lib.commands import UsageError
from tests.cast import Cast


def run(*arguments: str) -> object:
    out = StringIO()
    call_command(*arguments, stdout=out)
    return json.loads(out.getvalue())


def test_a_new_brand_can_take_in_files(cast: Cast) -> None:
    answer = run(
        "create_brand",
        "Bière du Wouri",
        "--agency",
        "kamer-com",
        "--territory",
        "CM",
        "--company",
        "Brasseries",
    )
    assert answer == {
        "brand": "biere-du-wouri",
        "channel": "biere-du-wouri-official",
        "timezone": "Africa/Douala",
    }
    brand = Brand.objects.get(slug="biere-du-wouri")
    assert brand.company.name == "Brasseries"
    assert set(brand.company.departments.values_list("kind", flat=True)) == set(DepartmentKind.values)
    channel = brand.channels.get()
    assert (channel.network, channel.purpose) == ("facebook", "official")
    rule = brand.routing_rules.get(is_catch_all=True)
    assert (rule.department, rule.acknowledge_minutes, rule.answer_minutes) == (None, 60, 480)


def test_departments_in_algeria_work_from_sunday_to_thursday(cast: Cast) -> None:
    brand = create_brand(agency=cast.rival_agency, name="Djurdjura FC", countries=["DZ"], by=None)
    hours = brand.company.departments.first().hours
    assert sorted(hours) == ["1", "2", "3", "4", "7"]
    assert hours["7"] == [["08:00", "17:00"]]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["Neuve", "--agency", "nobody", "--territory", "CM"], "nobody"),
        (["Neuve", "--agency", "kamer-com", "--territory", "XX"], "XX"),
        (["Wouri Mobile", "--agency", "kamer-com", "--territory", "CM"], "marque de ce nom"),
        (["Neuve", "--agency", "kamer-com", "--territory", "CM", "--slug", "wouri"], "wouri"),
        (["!!!", "--agency", "kamer-com", "--territory", "CM"], "nom court"),
    ],
)
def test_what_is_refused_is_refused_in_words_and_leaves_nothing(
    cast: Cast, arguments: list[str], said: str
) -> None:
    before = Brand.objects.count()
    with pytest.raises(UsageError) as refused:
        run("create_brand", *arguments)
    assert said in str(refused.value) or "slug" in str(refused.value)
    assert Brand.objects.count() == before


def test_agencies_and_their_brands_are_listed(cast: Cast) -> None:
    assert run("list_agencies") == [
        {"slug": "atlas-social", "name": "Atlas Social", "brands": ["oasis"]},
        {"slug": "kamer-com", "name": "Kamer Com", "brands": ["sanaga", "teranga", "wouri"]},
    ]


def test_somebody_of_another_agency_gets_no_role(cast: Cast) -> None:
    give: Callable[..., object] = give_role
    with pytest.raises(ValidationError, match="Rival"):
        give(brand=cast.brand, user=cast.rival, role="executive", by=cast.manager)


def test_what_was_created_is_in_the_record(cast: Cast) -> None:
    brand = create_brand(agency=cast.agency, name="Neuve", countries=["CM"], by=cast.manager)
    entry = AuditEntry.objects.get(verb="brand.created", object_id=brand.pk)
    assert entry.by == cast.manager
    assert entry.brand_id == brand.pk


def test_the_main_territory_is_not_offered_among_the_others(cast: Cast, client: Client) -> None:
    client.force_login(cast.manager)
    box = 'name="other_countries" value="SN"'
    assert box in client.get("/brands/new/").content.decode()
    chosen = client.get("/brands/new/?country=SN&other_countries=CI").content.decode()
    assert box not in chosen
    assert re.search(r'name="other_countries" value="CI"[^>]* checked', chosen)


def test_the_main_territory_ticked_twice_without_scripts_is_one(cast: Cast, client: Client) -> None:
    client.force_login(cast.manager)
    given = {"name": "Sénégal d'abord", "country": "SN", "other_countries": ["SN", "CM"]}
    assert client.post("/brands/new/", given).status_code == 303
    placed = Brand.objects.get(name="Sénégal d'abord").presences.values_list("territory__country", flat=True)
    assert list(placed) == ["SN", "CM"]
