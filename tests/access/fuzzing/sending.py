"""What is made of a form and of an address to be sent."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from urllib.parse import urlsplit

from tests.access.forms import Field, Form
from tests.access.fuzzing.probes import BODIES, EVERYTHING, HEADERS, KINDS, LONG, METHODS, TEXTS
from tests.access.fuzzing.visiting import FORM, Asked, encoded

Pairs = list[tuple[str, str | bytes]]
EVERYWHERE = ["page", "agency", "brand", "next", "seen", "sort", "q"]
"""Parameters that any address may be given."""


def probe(one: Field, draw: Random) -> str | bytes:
    """For a field; of one that offers values half of the time another one that is offered."""
    fitting = KINDS.get(one.kind, tuple(one.values))
    return draw.choice(fitting if fitting and draw.random() < 0.5 else EVERYTHING)


def usual(form: Form) -> Pairs:
    return [(name, value) for name, values in form.data().items() for value in values]


def one_wrong(form: Form, name: str, draw: Random) -> Pairs:
    """All as it should be but for one field, so that what looks at it last is reached."""
    return [
        *((key, value) for key, value in usual(form) if key != name),
        (name, probe(form.fields[name], draw)),
    ]


def all_wrong(form: Form, draw: Random) -> Pairs:
    return [(name, probe(one, draw)) for name, one in form.fields.items()]


def misshapen(form: Form, draw: Random) -> Pairs:
    """Fields that are missing, come twice, are lists, or that nobody knows."""
    given = usual(form)
    ways = draw.randrange(4)
    if ways == 0:
        return draw.sample(given, len(given) // 2)
    if ways == 1:
        return given + [(name, draw.choice(TEXTS)) for name, _value in given]
    if ways == 2:
        return [(f"{name}[]", value) for name, value in given] + [
            (f"{name}[0][$ne]", "1") for name, _v in given
        ]
    return [
        *given,
        ("is_superuser", "on"),
        ("agency", "1"),
        ("id", "1"),
        ("pk", "1"),
        ("__proto__", "1"),
        ("", "1"),
    ]


def of_a_form(form: Form, draw: Random, singles: int) -> Iterator[Asked]:
    """So many of its fields wrong by themselves, all at once, misshapen, and what is no form at all."""
    kinds = {name: one.kind for name, one in form.fields.items()}
    names = [name for name, kind in kinds.items() if kind != "submit" and name != "csrfmiddlewaretoken"]
    for name in draw.sample(names, min(singles, len(names))):
        yield sent(form, one_wrong(form, name, draw), draw)
    yield sent(form, all_wrong(form, draw), draw)
    yield sent(form, misshapen(form, draw), draw)
    path = urlsplit(form.action).path
    if draw.random() < 0.5:
        kind, body = draw.choice(BODIES)
        yield Asked("POST", path, body=body, kind=kind)
    else:
        yield Asked(draw.choice(METHODS), path, body=encoded(usual(form)).encode())


def sent(form: Form, pairs: Pairs, draw: Random) -> Asked:
    path, headers = urlsplit(form.action).path, draw.choice(HEADERS) if draw.random() < 0.4 else {}
    if form.method == "get":
        return Asked("GET", path, encoded(short(pairs)), headers=headers)
    return Asked("POST", path, body=encoded(pairs).encode(), kind=FORM, headers=headers)


def of_an_address(path: str, names: list[str], draw: Random) -> Iterator[Asked]:
    """Its parameters wrong, some twice, headers odd; and its own parts wrong."""
    asked_for = [*names, *EVERYWHERE]
    chosen = draw.sample(asked_for, min(len(asked_for), draw.randint(2, 6)))
    pairs: Pairs = [(name, draw.choice(TEXTS)) for name in (*chosen, *draw.sample(chosen, 1))]
    yield Asked("GET", path, encoded(short(pairs)), headers=draw.choice(HEADERS))
    yield Asked("GET", path, "&".join(("=", "%", "%zz=%ff", f"{draw.choice(asked_for)}[]=1", "a" * 2000)))
    parts = path.strip("/").split("/")
    wrong = draw.choice(("%ff", "%2e%2e", "0", "-1", "9" * 30, "%D9%A3", "zqx%0d%0a", "a" * 900, "%3Czqx%3E"))
    parts[draw.randrange(len(parts))] = wrong
    yield Asked("GET", f"/{'/'.join(parts)}/")


def short(pairs: Pairs) -> Pairs:
    """Without what is longer than any server takes in an address."""
    return [(name, value if value not in LONG else value[:3000]) for name, value in pairs]
