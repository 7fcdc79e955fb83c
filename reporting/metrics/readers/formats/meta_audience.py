"""Meta Business Suite, Audience.csv: several tables of percentages, without a date and without a network."""

from django.utils.translation import gettext_lazy as _

from reporting.metrics.readers.declared import Block, Format, Rows

FORMAT = Format(
    slug="meta_audience",
    label=_("Meta Business Suite: audience"),
    rows=Rows.AUDIENCE,
    blocks=(
        Block("city", ("Top cities", "Principales villes", "Villes principales")),
        Block("country", ("Top countries", "Principaux pays", "Pays principaux")),
        Block("age_gender", ("Age & gender", "Âge et genre", "Âge et sexe"), across=False),
    ),
)
