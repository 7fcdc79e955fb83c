"""One search over the knowledge of the house: what was found, by where it is, and why."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override, pgettext

from accounts.access import Right
from channels_mgmt.brands.services.finding import find
from channels_mgmt.desk.knowledge import House, direct_lines
from channels_mgmt.protocol.models import EntryVersion
from channels_mgmt.strategy.choices import Duty, Section
from channels_mgmt.strategy.models import Strategy
from cmhub.lib.likeness import is_like, stem, wanted_words
from cmhub.lib.text import excerpt, fold, listed

MOST_WORDS = 8
"""Words of a question that are looked for; nobody types more."""
SHOWN = 12
"""Results shown of one part."""
SNIPPET = 180
WORD = re.compile(r"\w+")

Words = str | Promise


@dataclass(frozen=True)
class Passage:
    """A piece of text with what it is called, in which words are looked for."""

    called: Words
    text: str
    shown: bool = True


@dataclass(frozen=True)
class Hit:
    """Something that was found: what it is, the text around the words, why, and where it stands."""

    title: str
    url: str
    why: str
    snippet: str = ""
    lines: Sequence[Any] = ()


@dataclass(frozen=True)
class Group:
    """What one part of the house has; `more` are those that are not shown."""

    label: str
    icon: str
    hits: list[Hit]
    more: int = 0


def search(house: House, question: str) -> list[Group]:
    """The parts in which something was found, those with rights alone; nothing for an empty question."""
    wanted = wanted_words(question)[:MOST_WORDS]
    if not wanted:
        return []
    slug = house.brand.slug
    found = [
        _group(_("Response protocol"), "shield", _best(_situations(house, wanted))),
        _group(_("Briefings"), "news", _best(_briefings(house, wanted))),
        _group(pgettext("knowledge", "Strategy"), "flag", _best(_strategy(house, wanted))),
        _group(_("Scope charter"), "checks", _best(_charter(house, wanted))),
        _group(
            _("Who deals with what"), "phone", [*_best(_directory(house, wanted)), *_people(house, question)]
        ),
        _group(pgettext("knowledge", "Rota"), "clock", _best(_shifts(house, wanted, slug))),
    ]
    return [group for group in found if group.hits]


def _group(label: str, icon: str, hits: list[Hit]) -> Group:
    return Group(label, icon, hits[:SHOWN], max(len(hits) - SHOWN, 0))


Found = tuple[int, Hit]
"""How many of the wanted words a hit has, and the hit."""


def _best(found: Iterable[Found]) -> list[Hit]:
    """Those that have as many of the words as any other of their part."""
    hits = list(found)
    most = max((count for count, _hit in hits), default=0)
    return [hit for count, hit in hits if count == most]


def _situations(house: House, wanted: Sequence[str]) -> Iterable[Found]:
    for version in house.situations:
        passages = [
            Passage(_("situation"), version.situation, shown=False),
            Passage(_("answer in French"), version.answer_fr),
            Passage(_("answer in English"), version.answer_en),
            Passage(pgettext("situation", "description"), version.description),
            Passage(_("conditions"), version.conditions),
            Passage(_("theme"), version.theme, shown=False),
            Passage(_("kind"), _either_language(EntryVersion, "kind", version.kind), shown=False),
        ]
        url = reverse("protocol:entry", args=[house.brand.slug, version.entry_id])
        yield from _hit(version.situation, url, passages, wanted)


def _briefings(house: House, wanted: Sequence[str]) -> Iterable[Found]:
    """Of what is confidential only the title: who opens its text is on record."""
    for briefing in house.briefings:
        passages = [Passage(_("title"), briefing.title, shown=False)]
        if not briefing.is_confidential:
            passages.append(Passage(_("text"), briefing.text))
        url = reverse("strategy:briefing", args=[house.brand.slug, briefing.pk])
        yield from _hit(briefing.title, url, passages, wanted)


TEXTS: dict[Section, tuple[str, ...]] = {
    Section.GOAL: ("goal_words", "company_strategy"),
    Section.PRESENCE: ("site_findings", "staff_findings", "content_findings"),
    Section.MISSION: ("mission", "audience"),
    Section.TONE: ("tone", "says", "does_not_say"),
    Section.NETWORKS: ("networks_apart",),
    Section.CRISIS: ("crisis_words",),
}
"""The texts of each section of a strategy."""


def _strategy(house: House, wanted: Sequence[str]) -> Iterable[Found]:
    document = house.strategy
    if document is None:
        return
    url = reverse("strategy:strategy", args=[house.brand.slug])
    for section, names in TEXTS.items():
        for name in names:
            text = getattr(document.strategy, name)
            title = str(Strategy._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
            if text:
                called = [Passage(_("title"), _label_in_both(name), shown=False), Passage(_("text"), text)]
                yield from _hit(capfirst(title), f"{url}#{section.value}", called, wanted)
    for persona in document.personas:
        told = [persona.task, persona.drives, persona.frustrations]
        passages = [Passage(_("name"), persona.name, shown=False), *(Passage(_("persona"), t) for t in told)]
        title = _("Persona: %(name)s") % {"name": persona.name}
        yield from _hit(title, f"{url}#{Section.PERSONAS.value}", passages, wanted)
    for community in document.communities:
        passages = [Passage(_("name"), community.name, shown=False), Passage(_("codes"), community.codes)]
        yield from _hit(community.name, f"{url}#{Section.TONE.value}", passages, wanted)
    for plan in document.networks:
        passages = [Passage(_("network"), str(plan), shown=False), Passage(_("reason"), plan.reason)]
        yield from _hit(str(plan), f"{url}#{Section.NETWORKS.value}", passages, wanted)
    for person in document.decision_makers:
        name = person.name  # type: ignore[attr-defined]
        passages = [Passage(_("name"), name), Passage(_("what they decide"), person.decides)]
        yield from _hit(name, f"{url}#{Section.CRISIS.value}", passages, wanted)


DUTY_WORDS: dict[str, Words] = {
    Duty.WRITING: gettext_lazy("posts, texts, captions, calendar"),
    Duty.ANSWERING: gettext_lazy("comments, private messages, questions"),
    Duty.MODERATING: gettext_lazy("insults, hide, delete, block"),
    Duty.ANIMATING: gettext_lazy("contests, polls, lives, community"),
    Duty.WATCHING: gettext_lazy("monitoring, competitors, mentions, rumours"),
    Duty.DESIGN: gettext_lazy("logo, visuals, posters, banners, photos, videos"),
    Duty.SITE: gettext_lazy("web site, page, online shop"),
    Duty.ADVERTISING: gettext_lazy("sponsored posts, campaigns, budget, boost"),
    Duty.SELLING: gettext_lazy("orders, prices, quotes, leads"),
    Duty.CUSTOMER_SERVICE: gettext_lazy("complaints, refunds, accounts"),
    Duty.TECH_SUPPORT: gettext_lazy("breakdowns, bugs, network, settings"),
}
"""What people call the work of a duty, beside its name."""
CHARTER_WORDS = gettext_lazy("scope charter, job description, duties, who does what, scope")
DIRECTORY_WORDS = gettext_lazy("directory, contacts, phone numbers, departments, address book")


def _charter(house: House, wanted: Sequence[str]) -> Iterable[Found]:
    """Each duty by its name, by what people call it, by whose it is and by what was decided."""
    if not house.charter:
        return
    url = reverse("strategy:charter", args=[house.brand.slug])
    yield from _named(_("Scope charter"), url, CHARTER_WORDS, wanted)
    for line in house.charter:
        passages = [
            Passage(pgettext("charter", "duty"), _in_both(line.duty.label), shown=False),
            Passage(_("what it is called"), _in_both(DUTY_WORDS.get(line.duty, "")), shown=False),
            Passage(_("decision"), line.decision.words if line.decision else ""),
        ]
        yield from _hit(line.words, f"{url}#{line.duty.value}", passages, wanted)


def _directory(house: House, wanted: Sequence[str]) -> Iterable[Found]:
    if house.may(Right.DIRECTORY_VIEW):
        url = reverse("brands:directory", args=[house.brand.slug])
        yield from _named(_("Directory"), url, DIRECTORY_WORDS, wanted)


def _named(title: str, url: str, words: Words, wanted: Sequence[str]) -> Iterable[Found]:
    """A page, by what people call it in either language."""
    return _hit(title, url, [Passage(_("title"), _in_both(words), shown=False)], wanted)


def _shifts(house: House, wanted: Sequence[str], slug: str) -> Iterable[Found]:
    seen = set()
    for shift in house.shifts:
        if shift.user_id not in seen:
            seen.add(shift.user_id)
            passages = [Passage(_("name"), shift.user.name, shown=False)]
            yield from _hit(shift.user.name, reverse("team:rota", args=[slug]), passages, wanted)


def _people(house: House, question: str) -> list[Hit]:
    """Departments and experts, as the directory finds them."""
    if not house.may(Right.DIRECTORY_VIEW):
        return []
    answer = find(house.brand, question, house.departments, house.contacts, house.experts)
    departments = {department.pk: department for department in house.departments}
    experts = {expert.pk: expert for expert in house.experts}
    url = reverse("brands:directory", args=[house.brand.slug])
    hits = [
        Hit(
            department.name,
            f"{url}#{department.slug}",
            listed(why),
            lines=direct_lines(house.contacts, department)[:2],
        )
        for pk, why in answer.departments.items()
        if (department := departments.get(pk))
    ]
    return hits + [Hit(experts[pk].name, f"{url}#experts", listed(why)) for pk, why in answer.experts.items()]


def _hit(title: str, url: str, passages: Iterable[Passage], wanted: Sequence[str]) -> Iterable[Found]:
    """One hit, where any passage has one of the words."""
    had: set[str] = set()
    where: list[str] = []
    snippet = ""
    for passage in passages:
        words, first = _words_in(passage.text, wanted)
        if not words:
            continue
        had |= words
        where.append(str(passage.called))
        if passage.shown and not snippet:
            snippet = _around(passage.text, first)
    if had:
        places = pgettext("between the items of a list", ", ").join(dict.fromkeys(where))
        yield len(had), Hit(title, url, _("found in: %(places)s") % {"places": places}, snippet)


def _words_in(text: str, wanted: Sequence[str]) -> tuple[set[str], int]:
    """Which of the wanted words the text has, and where the first one stands."""
    had: set[str] = set()
    first = -1
    known: dict[str, list[str]] = {}
    for found in WORD.finditer(text):
        word = found[0]
        if word not in known:
            there = stem(fold(word))
            known[word] = [one for one in wanted if is_like(one, there)]
        if known[word] and first < 0:
            first = found.start()
        had.update(known[word])
    return had, first


def _around(text: str, first: int) -> str:
    """The text from a few words before the place on."""
    start = max(first - SNIPPET // 3, 0)
    if start:
        space = text.find(" ", start, first)
        start = space + 1 if space >= 0 else first
    return ("…" if start else "") + excerpt(text[start:], SNIPPET)


@lru_cache
def _label_in_both(name: str) -> str:
    """What a text of the strategy is called in either language."""
    label = Strategy._meta.get_field(name).verbose_name  # type: ignore[union-attr]
    return _in_both(label)


@lru_cache
def _either_language(model: type[EntryVersion], name: str, value: str) -> str:
    labels = dict(model._meta.get_field(name).choices or ())  # type: ignore[union-attr]
    return _in_both(labels[value]) if value in labels else ""


def _in_both(label: Words) -> str:
    told = []
    for language in ("fr", "en"):
        with override(language):
            told.append(str(label))
    return " ".join(told)
