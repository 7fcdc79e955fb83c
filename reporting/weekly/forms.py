from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from reporting.weekly.choices import Area
from reporting.weekly.qualitative import lines

AREAS = {
    Area.PRODUCT: _("What was learned about the products"),
    Area.SERVICE: _("What was learned about the service"),
    Area.IMAGE: _("What was learned about the image"),
}


def _text(label: Any, rows: int, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        help_text=hint,
        widget=forms.Textarea({"rows": rows, "data-autogrow": ""}),
    )


class QualitativeForm(forms.Form):
    """The qualitative half, one entry a line; a quotation is what follows a bar: `insight | quotation`."""

    reading_fr = _text(_("What you read in the numbers (French)"), 4)
    reading_en = _text(_("What you read in the numbers (English)"), 2)
    product = _text(AREAS[Area.PRODUCT], 3, _("One a line. A quotation that shows it goes after a bar: |"))
    service = _text(AREAS[Area.SERVICE], 3)
    image = _text(AREAS[Area.IMAGE], 3)
    errata = _text(_("Errors made and corrected"), 2, _("One a line."))
    recommendations = _text(_("Recommendations"), 3, _("One a line."))
    decisions_asked = _text(_("Decisions asked of the executive"), 2, _("One a line."))

    @classmethod
    def initial_of(cls, qualitative: dict[str, Any]) -> dict[str, str]:
        reading = qualitative.get("reading", {})
        values = {f"reading_{language}": reading.get(language, "") for language in ("fr", "en")}
        for area in Area.values:
            values[area] = "\n".join(_insight_line(one) for one in qualitative["insights"][area])
        for name in ("errata", "recommendations", "decisions_asked"):
            values[name] = "\n".join(one["text"] for one in qualitative.get(name, []))
        return values

    def qualitative(self) -> dict[str, Any]:
        """What was written, in the shape that a report keeps."""
        data = self.cleaned_data
        return {
            "reading": {"fr": data["reading_fr"], "en": data["reading_en"]},
            "insights": {area: [_insight(line) for line in lines(data[area])] for area in Area.values},
            "errata": [{"text": line} for line in lines(data["errata"])],
            "recommendations": [{"text": line} for line in lines(data["recommendations"])],
            "decisions_asked": [{"text": line} for line in lines(data["decisions_asked"])],
        }


def _insight(line: str) -> dict[str, str]:
    text, _bar, quote = line.partition("|")
    return {"text": text.strip(), "quote": quote.strip()}


def _insight_line(insight: dict[str, str]) -> str:
    return f"{insight['text']} | {insight['quote']}" if insight.get("quote") else insight["text"]


class RevisionForm(forms.Form):
    what_changed = forms.CharField(label=_("What changes, and why"), max_length=1000)
