"""The gallery of components at /components/, for whoever draws a page; only where DEBUG is on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from accounts.access import signed_in
from cmhub.lib.states import KINDS, NETWORKS, STATES
from cmhub.lib.svg import Chart


class SampleForm(forms.Form):
    """One field of each look."""

    name = forms.CharField(
        label=gettext_lazy("Name of the brand"), help_text=gettext_lazy("As the public knows it.")
    )
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)
    text = forms.CharField(label=gettext_lazy("Text"), widget=forms.Textarea, required=False)
    network = forms.ChoiceField(
        label=gettext_lazy("Network"),
        choices=[("facebook", "Facebook"), ("whatsapp", "WhatsApp")],
        widget=forms.RadioSelect(attrs={"class": "choices"}),
    )
    file = forms.FileField(label=gettext_lazy("File"), required=False)
    agreed = forms.BooleanField(label=gettext_lazy("The client agreed in writing"), required=False)


def sample_rows() -> list[dict[str, Any]]:
    now = timezone.now()
    return [
        {
            "author": "Mireille Ngo Bassong",
            "text": "Bonjour, mon transfert de 25 000 F de vendredi n'est jamais arrivé. J'ai écrit "
            "trois fois déjà, personne ne me répond. C'est comment ?",
            "network": "facebook",
            "channel": "Kamer Mobile",
            "kind": "complaint",
            "state": "waiting_escalated",
            "due": now - timedelta(hours=3, minutes=5),
            "at": now - timedelta(hours=26),
            "unread": True,
            "priority": pgettext("priority", "urgent"),
            "count": 4,
        },
        {
            "author": "@le_grand_douala",
            "text": "Le réseau est down à Bonamoussadi depuis ce matin, on fait comment pour travailler ?",
            "network": "x",
            "kind": "technical_problem",
            "state": "new",
            "due": now + timedelta(minutes=48),
            "at": now - timedelta(minutes=12),
            "unread": True,
        },
        {
            "author": "سميرة بن علي",
            "text": "السلام عليكم، كيف يمكنني تفعيل العرض الجديد؟ شكرا مسبقا",
            "network": "whatsapp",
            "channel": "Algérie",
            "kind": "question",
            "state": "in_progress",
            "due": now + timedelta(hours=5),
            "at": now - timedelta(hours=2),
            "holder": "Awa Diop",
            "watching": "Paul Biyong",
            "language": "ar",
        },
        {
            "author": "Serigne Fall",
            "text": "Merci pour la réactivité, problème réglé en une heure. Chapeau à l'équipe !",
            "network": "instagram",
            "kind": "praise",
            "state": "answered",
            "at": now - timedelta(days=1, hours=4),
        },
    ]


def sample_thread() -> list[dict[str, Any]]:
    now = timezone.now()
    return [
        {
            "direction": "in",
            "author": "Mireille Ngo Bassong",
            "at": now - timedelta(hours=26),
            "text": "Bonjour, mon transfert de 25 000 F de vendredi n'est jamais arrivé.\nC'est comment ?",
            "link": "https://example.org/",
        },
        {"direction": "event", "icon": "escalate", "at": now - timedelta(hours=25), "text": _("Passed on")},
        {
            "direction": "note",
            "author": "Awa Diop",
            "at": now - timedelta(hours=24),
            "text": "Cliente fidèle, déjà appelée une fois.",
        },
        {
            "direction": "out",
            "author": "Kamer Mobile",
            "by": "Awa Diop",
            "at": now - timedelta(hours=1),
            "text": "Bonjour Mireille, nous demandons au service concerné : réponse jeudi au plus tard.",
            "state": "open",
            "sender_note": _("holding reply"),
        },
    ]


def sample_charts() -> list[Chart]:
    days = ["lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."]
    weeks = [f"S{number}" for number in range(36, 48)]
    happened = _("Network outage: a cable is cut")
    opened, before = [42, 58, 51, 39, 66, 23, 12], [38, 41, 47, 52, 49, 30, 19]
    return [
        Chart(
            id="days",
            title=_("Interactions by day"),
            summary=_("Interactions by day, most of them on Friday."),
            labels=days,
            values=opened,
            before=before,
            target=45,
            figure={
                "data": [
                    {"type": "bar", "x": days, "y": before, "meta": {"role": "before"}},
                    {"type": "bar", "x": days, "y": opened, "meta": {"role": "now"}},
                ],
                "layout": {"barmode": "group", "showlegend": False},
            },
        ),
        Chart(
            id="weeks",
            kind="line",
            title=_("First response, median"),
            summary=_("First response, median, over twelve weeks."),
            labels=weeks,
            values=[95, 88, 91, None, 76, 70, 72, 64, 58, 61, 49, 42],
            target=60,
            unit="min",
            marks=[{"at": 5, "until": 7, "text": "1", "words": happened}],
            notes=[happened if 5 <= place <= 7 else "" for place in range(len(weeks))],
        ),
    ]


def sample_stats() -> list[dict[str, Any]]:
    up, down, flat = "up", "down", "flat"
    return [
        {
            "label": _("Response rate"),
            "value": "92 %",
            "href": "#inbox",
            "change": "+4 pts",
            "direction": up,
            "good": True,
            "target": "90 %",
            "sample": 291,
            "trend": [70, 74, 73, 80, 86, 88, 92],
        },
        {
            "label": _("First response, median"),
            "value": "42 min",
            "href": "#inbox",
            "change": "−7 min",
            "direction": down,
            "good": True,
            "target": "1 h",
            "sample": 268,
            "trend": [64, 58, 61, 49, 42],
        },
        {
            "label": _("Late escalations"),
            "value": "5",
            "href": "#table",
            "change": "+3",
            "direction": up,
            "good": False,
            "target": "0",
        },
        {"label": _("Satisfaction"), "value": None, "note": _("nobody was asked")},
        {"label": _("Followers"), "value": "128 400", "change": "+0,2 %", "direction": flat},
    ]


@signed_in
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component with sample data; `?toast` shows a message that can be undone."""
    if not settings.DEBUG:
        raise Http404
    if "toast" in request.GET:
        messages.success(request, _("The interaction is closed."), extra_tags="undo=/components/")
    now = timezone.now()
    form = SampleForm(request.POST or ({"email": "awa@"} if "errors" in request.GET else None))
    context = {
        "crumbs": [{"label": "Kamer Mobile", "url": "/"}, {"label": _("Components")}],
        "tabs": [
            {"label": _("Waiting"), "url": "?", "current": True, "count": 12},
            {"label": _("Mine"), "url": "?tab=mine", "count": 3},
            {"label": pgettext("tab", "All"), "url": "?tab=all"},
        ],
        "stats": sample_stats(),
        "charts": sample_charts(),
        "rows": [row | {"href": "#inbox"} for row in sample_rows()],
        "thread": sample_thread(),
        "chips": [{"label": _("complaint"), "remove_url": "?"}, {"label": "Facebook", "remove_url": "?"}],
        "lines": [
            {"name": _("customer service"), "count": 14, "seconds": 7500, "state": "late"},
            {"name": _("technical support"), "count": 6, "seconds": None, "state": "on_time"},
        ],
        "steps": [
            {"label": _("File"), "state": "done", "url": "#"},
            {"label": _("Columns"), "state": "current"},
            {"label": _("Taking in"), "state": "todo"},
        ],
        "states": STATES,
        "kinds": KINDS,
        "networks": NETWORKS,
        "people": ["Awa Diop", "Paul Biyong", "Karim Bouzid", "Mireille Ngo", "Serge Kouassi", "Nadia"],
        "sentiments": [("negative", _("negative")), ("neutral", _("neutral")), ("positive", _("positive"))],
        "form": form,
        "now": now,
        "soon": now + timedelta(minutes=48),
        "later": now + timedelta(hours=30),
        "hours_ago": now - timedelta(hours=3, minutes=5),
    }
    return render(request, "components/gallery.html", context)


urlpatterns = [path("components/", gallery, name="gallery")]
