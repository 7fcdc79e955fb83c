"""Sources and rules: which feeds are read, whom the brand watches, who is told of what."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import Right, person_of, requires
from channels_mgmt.brands.access import access_of, load_brand
from channels_mgmt.brands.models import Brand
from channels_mgmt.watch.access import load_competitor, load_rule, load_source
from channels_mgmt.watch.forms.settings import CompetitorForm, RuleForm, SourceForm
from channels_mgmt.watch.models import Competitor, Rule, Source
from channels_mgmt.watch.services import sources as services
from channels_mgmt.watch.services.competitors import drop_competitor, save_competitor
from channels_mgmt.watch.services.people import chain_of
from channels_mgmt.watch.services.rule_words import in_words, told_in_words
from channels_mgmt.watch.services.rules import delete_rule, rules_of, save_rule
from channels_mgmt.watch.tasks import read_feeds
from cmhub.lib.enqueue import enqueue
from cmhub.lib.htmx import get_or_post, redirect_to, render_page
from cmhub.lib.refusals import refusals_in


@require_safe
@requires(Right.WATCH_VIEW)
def overview(request: HttpRequest, slug: str) -> HttpResponse:
    brand = load_brand(request, slug)
    user = person_of(request)
    context = {
        "sources": Source.objects.visible_to(user).filter(brand=brand).select_related("competitor"),
        "competitors": Competitor.objects.visible_to(user).filter(brand=brand).watched(),
        "rules": [
            {"rule": rule, "conditions": in_words(rule), "told": told_in_words(rule)}
            for rule in rules_of(brand)
        ],
        "chain": chain_of(brand, timezone.now()),
        "may_manage": access_of(request).may(Right.WATCH_MANAGE),
    }
    return render_page(request, "watch/settings/page.html", context)


@get_or_post
@requires(Right.WATCH_MANAGE)
def source_new(request: HttpRequest, slug: str) -> HttpResponse:
    return source_page(request, load_brand(request, slug), None)


@get_or_post
@requires(Right.WATCH_MANAGE)
def source_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    source = load_source(request, slug, pk)
    return source_page(request, source.brand, source)


def source_page(request: HttpRequest, brand: Brand, source: Source | None) -> HttpResponse:
    form = SourceForm(request.POST or None, brand=brand, instance=source)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        key = values.pop("key", None)
        with refusals_in(form):
            saved = services.save_source(
                brand=brand, values=values, by=person_of(request), source=source, key=key
            )
            enqueue(read_feeds)
            messages.success(request, _("“%(name)s” is saved: it is read now.") % {"name": saved.name})
            return redirect_to(request, "watch:settings", brand.slug)
    return edit_page(request, form, "source", source)


@require_POST
@requires(Right.WATCH_MANAGE)
def source_pause(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    source = load_source(request, slug, pk)
    paused = request.POST.get("paused") == "1"
    services.pause(source=source, paused=paused, by=person_of(request))
    told = _("“%(name)s” is read no more.") if paused else _("“%(name)s” is read again.")
    messages.success(request, told % {"name": source.name})
    return redirect_to(request, "watch:settings", slug)


@require_POST
@requires(Right.WATCH_MANAGE)
def source_read(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    source = load_source(request, slug, pk)
    services.read_soon(source=source)
    enqueue(read_feeds)
    messages.success(request, _("“%(name)s” is being read.") % {"name": source.name})
    return redirect_to(request, "watch:settings", slug)


@require_POST
@requires(Right.WATCH_MANAGE)
def source_delete(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    source = load_source(request, slug, pk)
    services.delete_source(source=source, by=person_of(request))
    messages.success(request, _("“%(name)s” is taken out; what it brought stays.") % {"name": source.name})
    return redirect_to(request, "watch:settings", slug)


@get_or_post
@requires(Right.WATCH_MANAGE)
def competitor_new(request: HttpRequest, slug: str) -> HttpResponse:
    return competitor_page(request, load_brand(request, slug), None)


@get_or_post
@requires(Right.WATCH_MANAGE)
def competitor_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    competitor = load_competitor(request, slug, pk)
    return competitor_page(request, competitor.brand, competitor)


def competitor_page(request: HttpRequest, brand: Brand, competitor: Competitor | None) -> HttpResponse:
    form = CompetitorForm(request.POST or None, competitor=competitor)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            save_competitor(brand=brand, competitor=competitor, by=person_of(request), **form.cleaned_data)
            name = form.cleaned_data["name"]
            messages.success(request, _("News of %(name)s stand apart from now on.") % {"name": name})
            return redirect_to(request, "watch:settings", brand.slug)
    return edit_page(request, form, "competitor", competitor)


@require_POST
@requires(Right.WATCH_MANAGE)
def competitor_drop(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    competitor = load_competitor(request, slug, pk)
    drop_competitor(competitor=competitor, by=person_of(request))
    messages.success(request, _("%(name)s is watched no more.") % {"name": competitor.name})
    return redirect_to(request, "watch:settings", slug)


@get_or_post
@requires(Right.WATCH_MANAGE)
def rule_new(request: HttpRequest, slug: str) -> HttpResponse:
    return rule_page(request, load_brand(request, slug), None)


@get_or_post
@requires(Right.WATCH_MANAGE)
def rule_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    rule = load_rule(request, slug, pk)
    return rule_page(request, rule.brand, rule)


def rule_page(request: HttpRequest, brand: Brand, rule: Rule | None) -> HttpResponse:
    form = RuleForm(request.POST or None, brand=brand, at=timezone.now(), instance=rule)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            saved = save_rule(brand=brand, values=form.cleaned_data, by=person_of(request), rule=rule)
            messages.success(request, _("The rule “%(name)s” is saved.") % {"name": saved.name})
            return redirect_to(request, "watch:settings", brand.slug)
    return edit_page(request, form, "rule", rule)


@require_POST
@requires(Right.WATCH_MANAGE)
def rule_delete(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    rule = load_rule(request, slug, pk)
    delete_rule(rule=rule, by=person_of(request))
    messages.success(request, _("The rule “%(name)s” is deleted.") % {"name": rule.name})
    return redirect_to(request, "watch:settings", slug)


def edit_page(request: HttpRequest, form: Any, what: str, row: Any) -> HttpResponse:
    context = {"form": form, "what": what, "row": row}
    status = 422 if form.errors else 200
    return render_page(request, "watch/settings/edit.html", context, status=status)
