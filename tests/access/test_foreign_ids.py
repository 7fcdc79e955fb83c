"""Ids of other tenants in every parameter, hidden field and header: nothing foreign is changed or shown.

Each page that somebody can open is opened; each form on it is sent as it is but for one field, which holds
an id, a slug or a key of the foreign brand: in every run one that fits it, whole each in turn. Each parameter
of each address gets them as well; and headers that name foreign places go with all of it. What belongs to
the foreign tenant is compared before and after wherever anything was written.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, reduce
from operator import or_
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from django.db.models import Q
from django.test import Client

from accounts.models import Agency, Company, User
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.forms.log import LogForm
from channels_mgmt.team.models import Channel
from tests.access.forms import Field, Form, Page
from tests.access.test_walk import address, own_urls
from tests.access.things import Things
from tests.cast import Cast
from tests.shares import in_share, lot, whole_or_share

pytestmark = pytest.mark.usefixtures("answers_alone")

WRITES = re.compile(r'^(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')
NOT_THEIRS = {"user", "by", "invited_by", "made_by", "given_by", "recorded_by", "author", "holder"}
"""Relations to people, who may be of several tenants."""
LEFT_ALONE = {"django_session", "usersessions_usersession", "accounts_auditentry"}
KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
WAYS_OUT = ("logout", "sessions/end-others", "lang=")
CALLED = {"user": "user", "to": "user", "person": "user", "holder": "user", "mentor": "user"}
CALLED |= {"reports_to": "department", "deputy": "contact"}
"""What fields ask for whose name is not that of the thing; one that is not known gets every foreign id."""
COUNTED = re.compile(r"(^|-)(edition|version|seen|year|[A-Z_]+_FORMS)$")
"""Hidden fields that hold a number of something, which names nothing: one foreign id is enough."""
NAMING = {"select", "radio", "checkbox", "hidden", "submit"}
"""Kinds of fields whose values name things. What is written freely names none: a share tries it at once."""
EVERYWHERE = {"agency", "brand"}
"""Parameters that every address is given."""
PEOPLE = ("rival", "other_cm", "other_contact")


@dataclass
class Foreign:
    """What belongs to the tenant that must not be touched, and the words by which it would show."""

    brand: Brand
    agency: Agency | None
    """None where the attacker is of the same one."""
    things: Things
    words: list[str]
    ids: list[str]
    of_kind: dict[str, list[str]]
    """The ids of each kind of thing, by the name of its table."""
    slugs: list[str]
    keys: dict[str, list[str]]
    """Those of each table."""

    def fitting(self, name: str, one: Field, written: set[str]) -> list[str]:
        """What a field may be made to hold that is not its own: of a list of ids, every foreign id; of a list
        of words, a slug; hidden, what is of the kind that it holds.
        """
        own = {*one.values, *one.chosen}
        if COUNTED.search(name) or one.kind not in NAMING:
            values = self.ids[:1]
        elif one.kind == "hidden":
            values = self.hidden_in_place_of(own, written)
        else:
            numbers = self.of_kind.get(CALLED.get(name, name), self.ids)
            values = numbers if any(value.isdigit() for value in own) else [self.slugs[0], self.ids[0]]
        return [value for value in values if value not in own]

    def hidden_in_place_of(self, own: set[str], written: set[str]) -> list[str]:
        """Keys for a key, ids for a number, else one of each."""
        if any(KEY.fullmatch(value) for value in own):
            return self.keys_of(written)
        if any(value.isdigit() for value in own):
            return self.ids
        return [*self.keys_of(set())[:1], *self.ids[:1], self.brand.slug]

    def keys_of(self, tables: set[str]) -> list[str]:
        """Those of these tables, where a form looks for its key; all where none is of these, and whole."""
        among = tables & set(self.keys) or self.keys
        return [key for table in sorted(among) for key in self.keys[table]]

    @property
    def asked_for(self) -> list[str]:
        """What parameters of addresses are given: they name brands, channels, departments, people."""
        channel = self.brand.channels.earliest("pk")
        department = self.brand.company.departments.earliest("pk")
        people = [self.things.by_route["people/<"].pk]
        named = [self.brand.slug, channel.slug, channel.pk, department.pk, *people]
        return list(dict.fromkeys(map(str, [self.brand.agency.slug, *named])))

    def rows(self, model: type[models.Model]) -> models.QuerySet[Any] | None:
        """The rows of a model that are of the tenant, or tied to anything of it."""
        ties = [tie for path, end in paths(model) for tie in self.ties(path, end)]
        return model._default_manager.filter(reduce(or_, ties)) if ties else None

    def ties(self, path: str, end: type[models.Model]) -> Iterator[Q]:
        wanted = {Brand: self.brand, Company: self.brand.company, Agency: self.agency}[end]
        if wanted is not None:
            yield Q(**{path or "pk": wanted if path else wanted.pk})

    def snapshot(self, tables: Iterable[str]) -> dict[str, list[tuple[Any, ...]]]:
        taken = {}
        for model in apps.get_models():
            if model._meta.db_table in tables and (rows := self.rows(model)) is not None:
                taken[model._meta.label] = sorted(rows.distinct().values_list(), key=repr)
        return taken


@cache
def paths(model: type[models.Model], depth: int = 3) -> tuple[tuple[str, type[models.Model]], ...]:
    """The ways from a model to a brand, a company or an agency, each relation taken where it leads."""
    if model in (Brand, Company, Agency):
        return (("", model),)
    found: list[tuple[str, type[models.Model]]] = []
    for one in model._meta.fields:
        target = one.related_model
        if not isinstance(target, type) or one.name in NOT_THEIRS or target is User or not depth:
            continue
        for rest, end in paths(target, depth - 1) if target is not model else ():
            found.append((f"{one.name}__{rest}" if rest else one.name, end))
    return tuple(found)


@contextmanager
def written_tables() -> Iterator[set[str]]:
    tables: set[str] = set()

    def note(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        if found := WRITES.match(str(sql)):
            tables.add(found[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield tables


class Attack:
    """One person with a foreign tenant's ids."""

    def __init__(self, user: User, own: Things, foreign: Foreign, *, whole: bool) -> None:
        self.user, self.own, self.foreign, self.whole = user, own, foreign, whole
        self.client = Client(raise_request_exception=False)
        self.client.force_login(user)
        self.tried = self.wrote = 0
        self.wrong: list[str] = []
        self.written: set[str] = set()
        """The tables that the last request wrote."""
        self.before = foreign.snapshot([model._meta.db_table for model in apps.get_models()])

    def headers(self, htmx: bool) -> dict[str, str]:
        slug = self.foreign.brand.slug
        there = f"http://testserver/b/{slug}/inbox/"
        interaction = self.foreign.things.by_route["interactions/"].pk
        told = {
            "Referer": there,
            "X-Forwarded-Host": f"{slug}.example",
            "X-Forwarded-For": "192.0.2.66",
            "X-Original-URL": f"/interactions/{interaction}/",
            "X-Rewrite-URL": f"/interactions/{interaction}/",
            "X-HTTP-Method-Override": "DELETE",
        }
        if htmx:
            told |= {"HX-Request": "true", "HX-Current-URL": there, "HX-Target": f"interaction-{interaction}"}
        return told

    def send(self, method: str, url: str, data: Any = None, *, htmx: bool = False) -> str:
        """Sends it and looks at what it did; gives back the text of the answer."""
        self.tried += 1
        said = f"{self.user.email} {method} {url} {data or ''}"
        with transaction.atomic(), written_tables() as tables:
            answer = getattr(self.client, method)(url, data, headers=self.headers(htmx))
            text = answer.getvalue().decode(errors="replace")
            self.written = tables - LEFT_ALONE
            if self.written:
                self.wrote += 1
                for label, rows in self.foreign.snapshot(self.written).items():
                    if rows != self.before.get(label, []):
                        self.wrong.append(f"{said}: changed {label}")
            transaction.set_rollback(True)
        if answer.status_code >= 500:
            self.wrong.append(f"{said}: {answer.status_code}")
        told = text + str(answer.headers)
        self.wrong += [f"{said}: shows “{word}”" for word in self.foreign.words if word in told]
        return text if answer.status_code == 200 and "html" in answer.get("Content-Type", "") else ""

    def pages(self) -> Iterator[tuple[str, Page]]:
        for route, _entry in own_urls():
            url = address(route, self.own)
            if any(way in url for way in WAYS_OUT):
                continue
            if text := self.send("get", url):
                yield url, Page(url, text)

    def run(self) -> None:
        queries: dict[str, set[str]] = {}
        sent: set[tuple[str, tuple[str, ...]]] = set()
        for url, page in list(self.pages()):
            queries.setdefault(urlsplit(url).path, set()).update(EVERYWHERE)
            for path, names in page.queries.items():
                queries.setdefault(path, set()).update(names)
            for form in page.forms:
                of_kind = form.method + re.sub(r"\d+", "N", form.action)
                mark = (of_kind, tuple(sorted(form.fields)))
                out = any(way in form.action for way in WAYS_OUT)
                if form.method == "post" and mark not in sent and not out:
                    sent.add(mark)
                    if self.whole or in_share(of_kind, of=2):
                        self.try_form(form)
                elif form.method == "get":
                    queries.setdefault(urlsplit(form.action).path, set()).update(form.fields)
        for path, names in queries.items():
            self.try_queries(path, sorted(names - {"lang"}))

    def try_form(self, form: Form) -> None:
        path = urlsplit(form.action).path
        usual = form.data()
        self.send("post", form.action, usual)
        written = set() if self.whole else self.written
        fields = {name: one for name, one in form.fields.items() if name != "csrfmiddlewaretoken"}
        free = [name for name, one in fields.items() if one.kind not in NAMING and not self.whole]
        if free:
            self.send("post", path, usual | dict.fromkeys(free, self.foreign.ids[:1]))
        for name, one in fields.items():
            if name in free:
                continue
            pressed = one.values if one.kind == "submit" else []
            theirs = self.some(self.foreign.fitting(name, one, written), path + name)
            for number, value in enumerate([*pressed, *theirs]):
                self.send("post", path, usual | {name: [value]}, htmx=bool(number % 2))

    def some(self, values: list[str], name: str) -> list[str]:
        """Whole all of them, else the one that falls to the name."""
        return values if self.whole or not values else [values[lot(name, len(values))]]

    def try_queries(self, path: str, names: list[str]) -> None:
        """All parameters at once hold the same foreign value: each is read by itself."""
        if path.startswith("/b/") and f"/b/{self.own.brand.slug}/" not in path:
            return
        values = self.foreign.asked_for if set(names) > EVERYWHERE else self.foreign.asked_for[:2]
        for number, value in enumerate(self.some(values, path)):
            self.send("get", path, dict.fromkeys(names, value), htmx=bool(number % 2))


def foreign_to(user: User, cast: Cast, theirs: Things) -> Foreign:
    """Wouri Mobile, with every id, slug and key by which its things are named."""
    brand, elsewhere = cast.brand, user == cast.rival
    rows: list[Any] = [brand, brand.company, brand.agency, *theirs.by_route.values(), *brand.channels.all()]
    rows += [*brand.routing_rules.all()[:2], *brand.company.departments.all()[:3], cast.contact]
    return Foreign(
        brand=brand,
        agency=cast.agency if elsewhere else None,
        things=theirs,
        words=["Wouri Mobile", "de wouri", *(["Kamer Com"] if elsewhere else [])],
        ids=sorted({str(row.pk) for row in rows}, key=int),
        of_kind=by_kind(rows),
        slugs=sorted({str(row.slug) for row in rows if getattr(row, "slug", "")}),
        keys=keys_by_table(rows),
    )


def by_kind(rows: Iterable[Any]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row._meta.model_name, []).append(str(row.pk))
    return found


def keys_by_table(rows: Iterable[Any]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in rows:
        if getattr(row, "key", None):
            found.setdefault(row._meta.db_table, []).append(str(row.key))
    return found


def attack_of(user: User, cast: Cast, furnished: dict[str, Things], *, whole: bool) -> Attack:
    own = cast.rival_brand if user == cast.rival else cast.other_brand
    theirs = foreign_to(user, cast, furnished[cast.brand.slug])
    return Attack(user, furnished[own.slug], theirs, whole=whole)


@whole_or_share
@pytest.mark.parametrize("name", PEOPLE)
def test_foreign_ids_change_and_show_nothing(
    name: str,
    whole: bool,
    cast: Cast,
    furnished: dict[str, Things],
    caplog: pytest.LogCaptureFixture,
    record_property: Callable[[str, object], None],
) -> None:
    caplog.set_level(logging.CRITICAL, logger="django")
    attack = attack_of(cast.people[name], cast, furnished, whole=whole)
    assert len(attack.before) > 15

    attack.run()

    record_property("requests with foreign ids", attack.tried)
    record_property("of these, requests that wrote something", attack.wrote)
    assert not attack.wrong, "\n".join(attack.wrong[:30])
    assert attack.tried > 100
    assert attack.wrote > 3


def test_a_hole_would_be_found(
    cast: Cast, furnished: dict[str, Things], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A form that takes a channel of any brand, in a database that does not look: the attack sees what it
    shows and what it changes.
    """
    monkeypatch.setattr("cmhub.lib.scope.in_scope", lambda execute, *statement: execute(*statement))
    attack = attack_of(cast.other_cm, cast, furnished, whole=True)
    usual = LogForm.__init__

    def careless(form: Any, *args: Any, **kwargs: Any) -> None:
        usual(form, *args, **kwargs)
        form.fields["channel"].queryset = Channel.objects.all()

    url = "/b/sanaga/inbox/log/"
    (form,) = [one for one in Page(url, attack.send("get", url)).forms if "text" in one.fields]
    attack.try_form(form)
    assert not attack.wrong
    monkeypatch.setattr(LogForm, "__init__", careless)
    rule = "channels_mgmt.inbox.services.logging._refuse_channel_of_another"
    monkeypatch.setattr(rule, lambda *_given: None)
    attack.try_form(form)
    assert any("changed inbox.Interaction" in wrong for wrong in attack.wrong), attack.wrong[:5]
    assert any("shows" in wrong for wrong in attack.wrong)
