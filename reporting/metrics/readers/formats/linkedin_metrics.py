"""LinkedIn, a page by day: organic, sponsored and total of each; the totals are read."""

from django.utils.translation import gettext_lazy as _

from channels_mgmt.brands.choices import Network
from reporting.metrics.readers.declared import Format, Rows, column

FORMAT = Format(
    slug="linkedin_metrics",
    label=_("LinkedIn: days of a page"),
    rows=Rows.DAYS,
    network=str(Network.LINKEDIN),
    columns=(
        column("day", "Date"),
        column("impressions", "Impressions (total)", "Impressions (totales)"),
        column(
            "organic_reach",
            "Unique impressions (organic)",
            fr=("Impressions uniques (organique)", "Impressions uniques (organiques)"),
        ),
        column("clicks", "Clicks (total)", fr="Clics (total)"),
        column("reactions", "Reactions (total)", fr="Réactions (total)"),
        column("comments", "Comments (total)", fr="Commentaires (total)"),
        column("shares", "Reposts (total)", fr="Republications (total)"),
        column("engagement_rate", "Engagement rate (total)", fr="Taux d’engagement (total)"),
    ),
    needs=("day", "impressions", "clicks"),
)
