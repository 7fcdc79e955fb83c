"""What the pages call the house, and who manages it, follows what the house is."""

import re

import pytest
from django.test import Client

from accounts.choices import HouseKind, Role
from accounts.models import Agency, Membership
from cmhub.lib.house_words import in_company
from tests.cast import Cast
from tests.inbox.making import logged

AGENCY = {
    "fr": re.compile(r"\bagences?\b", re.IGNORECASE),
    "en": re.compile(r"\bagenc(y|ies)\b", re.IGNORECASE),
}
PAGES = (
    "/",
    "/people/",
    "/people/new/",
    "/people/me/",
    "/b/wouri/",
    "/b/wouri/inbox/",
    "/b/wouri/escalations/",
    "/b/wouri/team/",
    "/b/wouri/access/",
    "/b/wouri/access/new/",
    "/b/wouri/access/invite/",
    "/record/",
)


def said(client: Client, address: str, language: str) -> str:
    page = client.get(f"{address}?lang={language}", follow=True).content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    return re.sub(r"<[^>]+>", " ", main)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_company_s_own_team_reads_of_no_agency(language: str, cast: Cast) -> None:
    logged(cast)
    client = Client()
    client.force_login(cast.manager)
    assert AGENCY[language].search(said(client, "/people/me/", language))
    Agency.objects.filter(pk=cast.agency.pk).update(kind=HouseKind.COMPANY)
    found = {page: AGENCY[language].findall(said(client, page, language)) for page in PAGES}
    assert not {page: words for page, words in found.items() if words}


def test_who_works_for_both_reads_of_an_agency(cast: Cast) -> None:
    Agency.objects.filter(pk=cast.agency.pk).update(kind=HouseKind.COMPANY)
    Membership.objects.create(agency=cast.rival_agency, user=cast.manager, starts_on="2026-01-05")
    client = Client()
    client.force_login(cast.manager)
    assert "agence" in said(client, "/people/me/", "fr")


def test_the_next_reader_has_their_own_words(cast: Cast) -> None:
    Agency.objects.filter(pk=cast.agency.pk).update(kind=HouseKind.COMPANY)
    for user, company in ((cast.manager, True), (cast.rival, False), (cast.manager, True)):
        client = Client()
        client.force_login(user)
        client.get("/people/me/", follow=True)
        assert in_company() == company
    Client().get("/login/")
    assert not in_company()
    assert str(Role.MANAGER.label) in ("responsable d’agence", "agency manager")
