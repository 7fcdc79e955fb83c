"""The pages of the strategy: who sees and does what, with how many queries, on paper."""

from __future__ import annotations

import builtins
import socket
from typing import Any

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import AuditEntry
from channels_mgmt.strategy.choices import Section, State
from channels_mgmt.strategy.models import Strategy
from channels_mgmt.strategy.services import life, writing
from channels_mgmt.strategy.services.document import document_of
from channels_mgmt.strategy.views.shown import document_context
from cmhub.lib.pdf import PdfUnavailableError, pdf_of
from tests.cast import STRATEGY, Cast, client_of, validated_strategy

HOME = "/b/teranga/strategy/"
MOST_QUERIES = 12


@pytest.fixture
def strategy(shop: Cast) -> Strategy:
    return validated_strategy(shop.brand, shop.strategist, shop.executive)


def written(shop: Cast) -> Strategy:
    draft = writing.begin(brand=shop.brand, by=shop.strategist)
    for section, content in STRATEGY.items():
        writing.save_section(strategy=draft, section=section, by=shop.strategist, **content)
    return draft


# --- From nothing to in force, by the pages alone ---------------------------------------------------


def test_without_a_strategy_the_page_offers_the_first_step(shop: Cast) -> None:
    assert f'action="{HOME}draft/"' in client_of(shop.strategist).get(HOME).content.decode()
    page = client_of(shop.cm).get(HOME)
    assert page.status_code == 200
    assert f'action="{HOME}draft/"' not in page.content.decode()


def test_the_way_from_the_first_step_to_validation(shop: Cast) -> None:
    writer, company = client_of(shop.strategist), client_of(shop.executive)
    assert writer.post(f"{HOME}draft/").status_code == 303
    assert "disabled" in writer.get(f"{HOME}draft/").content.decode()
    answer = writer.post(
        f"{HOME}draft/goal/", {"goals": ["serve"], "goal_words": "Servir", "edition": 0, "next": 1}
    )
    assert answer["Location"] == f"{HOME}draft/presence/"
    draft = written(shop)
    assert writer.post(f"{HOME}submit/").status_code == 303
    assert company.get(f"{HOME}validate/").context["waits"] is True
    answer = company.post(f"{HOME}validate/", {"words": "", "send_back": "1"})
    assert answer.status_code == 422
    answer = company.post(f"{HOME}validate/", {"words": "Allons-y", "validate": "1"})
    assert answer.status_code == 303
    draft.refresh_from_db()
    assert (draft.state, draft.validated_by) == (State.VALIDATED, shop.executive)
    assert company.get(f"{HOME}validate/").status_code == 404


def test_a_draft_is_shown_to_be_one(shop: Cast) -> None:
    written(shop)
    page = client_of(shop.cm).get(HOME)
    assert page.context["strategy"].state == State.DRAFT
    assert page.status_code == 200
    assert f"{HOME}draft/" not in page.content.decode()


def test_the_version_in_force_stands_before_the_one_that_is_written(shop: Cast, strategy: Strategy) -> None:
    writing.begin(brand=shop.brand, by=shop.strategist)
    page = client_of(shop.cm).get(HOME)
    assert page.context["strategy"].version == 1
    assert page.context["opened"] == (2, State.DRAFT)


def test_an_author_sees_why_they_do_not_validate(shop: Cast) -> None:
    draft = written(shop)
    words = {"mission": "De l'exécutive"}
    writing.save_section(strategy=draft, section=Section.MISSION, fields=words, by=shop.executive)
    life.submit(strategy=draft, by=shop.strategist)
    client = client_of(shop.executive)
    page = client.get(f"{HOME}validate/")
    assert page.context["is_author"] is True
    assert 'name="validate"' not in page.content.decode()
    assert client.post(f"{HOME}validate/", {"words": "", "validate": "1"}).status_code == 422


def test_a_section_of_what_was_submitted_is_not_opened(shop: Cast) -> None:
    life.submit(strategy=written(shop), by=shop.strategist)
    client = client_of(shop.strategist)
    answer = client.get(f"{HOME}draft/goal/")
    assert (answer.status_code, answer["Location"]) == (303, f"{HOME}draft/")
    answer = client.post(f"{HOME}draft/goal/", {"goal_words": "Ce que je tapais", "edition": 1})
    assert answer.status_code == 422
    assert "Ce que je tapais" in answer.content.decode(), "what was typed is not lost"


@pytest.mark.parametrize(
    ("path", "method"),
    [
        ("draft/", "post"),
        ("draft/goal/", "get"),
        ("submit/", "post"),
        ("withdraw/", "post"),
        ("links/new/", "get"),
        ("validate/", "get"),
    ],
)
def test_who_only_reads_is_told_why(path: str, method: str, shop: Cast) -> None:
    written(shop)
    assert getattr(client_of(shop.cm), method)(HOME + path).status_code == 403
    assert getattr(client_of(shop.rival), method)(HOME + path).status_code == 404


# --- Queries ----------------------------------------------------------------------------------------


def test_pages_ask_the_same_number_of_queries_however_much_is_written(shop: Cast, strategy: Strategy) -> None:
    draft = writing.begin(brand=shop.brand, by=shop.strategist)
    client = client_of(shop.strategist)
    paths = ("", "1/", "draft/", "draft/personas/", "draft/networks/", "versions/", "compare/", "charter/")

    def queries(path: str) -> int:
        client.get(HOME + path)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(HOME + path).status_code == 200
        return len(asked)

    before = {path: queries(path) for path in paths}
    personas = [{"name": f"Persona {number}", "task": "Acheter"} for number in range(12)]
    writing.save_section(strategy=draft, section=Section.PERSONAS, rows=personas, by=shop.strategist)
    networks = [{"network": name, "purpose": "official"} for name in ("x", "tiktok", "blog", "forum")]
    writing.save_section(strategy=draft, section=Section.NETWORKS, rows=networks, by=shop.strategist)
    assert {path: queries(path) for path in paths} == before
    assert max(before.values()) <= MOST_QUERIES, before


# --- On paper ---------------------------------------------------------------------------------------


def test_a_version_leaves_as_a_pdf_and_that_is_on_record(shop: Cast, strategy: Strategy) -> None:
    answer = client_of(shop.cm).get(f"{HOME}1/pdf/")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Disposition"].endswith('teranga-1.pdf"')
    assert "no-store" in answer["Cache-Control"]
    assert answer.content.startswith(b"%PDF-")
    assert AuditEntry.objects.filter(verb="strategy.exported", by=shop.cm).count() == 1
    assert client_of(shop.rival).get(f"{HOME}1/pdf/").status_code == 404


def test_the_paper_names_the_brand_and_nobody_of_the_house(shop: Cast, strategy: Strategy) -> None:
    shop.brand.white_label = True
    shop.brand.save(update_fields=["white_label"])
    document = document_of(Strategy.objects.filter(pk=strategy.pk))
    assert document is not None
    at = timezone.now()
    context = document_context(document, shop.brand, at) | {"brand": shop.brand, "at": at}
    page = render_to_string("strategy/paper.html", context)
    assert "Teranga Shop" in page
    assert "Awa" in page
    for name in ("Kamer Com", shop.strategist.name, "CM Hub"):
        assert name not in page
    assert "<nav" not in page


def test_nothing_is_fetched_while_it_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_told: Any) -> None:
        raise AssertionError("a request left")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    html = (
        '<!doctype html><html lang="fr"><head><title>T</title>'
        '<link rel="stylesheet" href="http://192.0.2.1/x.css"></head><body><h1>Été</h1>'
        '<img alt="a" src="https://192.0.2.1/x.png"><img alt="b" src="file:///etc/hostname">'
        "<p style=\"background: url('http://192.0.2.1/y.png')\">x</p></body></html>"
    )
    assert pdf_of(html, "https://192.0.2.1/").startswith(b"%PDF-")


def test_where_none_can_be_drawn_the_page_says_what_to_do(
    shop: Cast, strategy: Strategy, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def without_pango(name: str, *told: Any, **more: Any) -> Any:
        if name.startswith("weasyprint"):
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *told, **more)

    monkeypatch.setattr(builtins, "__import__", without_pango)
    with pytest.raises(PdfUnavailableError):
        pdf_of("<p>x</p>")
    answer = client_of(shop.cm).get(f"{HOME}1/pdf/")
    assert answer.status_code == 503
    assert f'href="{HOME}1/"' in answer.content.decode()
    assert not AuditEntry.objects.filter(verb="strategy.exported").exists()
