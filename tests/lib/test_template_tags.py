from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from cmhub.lib.durations import duration_words

AT = datetime(2026, 11, 21, 15, 30, tzinfo=UTC)


def rendered(source: str, language: str = "fr", path: str = "/", **context: Any) -> str:
    with translation.override(language):
        request = RequestFactory().get(path)
        return Template("{% load cmhub %}" + source).render(Context(context | {"request": request}))


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [(1234567, "1\u202f234\u202f567", "1,234,567"), (0, "0", "0"), (12.5, "12,5", "12.5"), (None, "—", "—")],
)
def test_numbers(value: Any, french: str, english: str) -> None:
    assert rendered("{{ n|number }}", n=value) == french
    assert rendered("{{ n|number }}", "en", n=value) == english


def test_decimals() -> None:
    assert rendered("{{ n|number:1 }}", n=1234.56) == "1\u202f234,6"


def test_instants_of_a_zone() -> None:
    assert rendered('{{ at|in_zone:"Africa/Douala"|date:"H:i" }}', at=AT) == "16:30"
    assert rendered('{{ at|moment_in:"Africa/Douala" }}', at=AT) == "21 novembre 2026 à 16\u00a0h\u00a030"
    assert rendered('{{ at|moment_in:"Africa/Douala" }}', at=None) == "—"


@pytest.mark.parametrize(
    ("tag", "query"),
    [
        ("{% query_string kind='lead' %}", "?kind=lead&amp;q=caf%C3%A9"),
        ("{% query_string kind=None %}", "?q=caf%C3%A9"),
        ("{% query_string q='' kind=both %}", "?kind=a&amp;kind=b"),
        ("{% query_string cursor='next' %}", "?kind=a&amp;kind=b&amp;q=caf%C3%A9&amp;cursor=next"),
        ("{% query_without 'kind' 'a' %}", "?kind=b&amp;q=caf%C3%A9"),
        ("{% query_without 'kind' %}", "?q=caf%C3%A9"),
    ],
)
def test_addresses_of_filtered_lists(tag: str, query: str) -> None:
    assert rendered(tag, path="/?kind=a&kind=b&q=café&cursor=x&page=2", both=["a", "b"]) == query


def test_the_list_without_filters() -> None:
    assert rendered("{% query_without 'kind' %}", path="/?kind=a") == "?"


def test_a_moment_of_today_is_not_taken_for_a_duration() -> None:
    with time_machine.travel(AT, tick=False):
        assert ">aujourd’hui à 16\u00a0h\u00a030<" in rendered(
            "{% load tz ui %}{% timezone 'Africa/Douala' %}{% moment at said=True %}{% endtimezone %}", at=AT
        )


def test_a_measured_duration_is_rounded_as_everywhere() -> None:
    assert rendered("{% load ui %}{{ n|duration }}", n=19_599) == duration_words(19_599)


def test_on_how_many_a_figure_rests_is_grouped_by_thousands() -> None:
    stat = "{% include 'components/stat.html' with label='' value=1 sample=2284 %}"
    assert "n = 2\u202f284" in rendered(stat)
