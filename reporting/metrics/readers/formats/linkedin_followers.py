"""LinkedIn, followers gained by day: `Total followers` is the day's gain, of all three sorts."""

from django.utils.translation import gettext_lazy as _

from channels_mgmt.brands.choices import Network
from reporting.metrics.readers.declared import Format, Rows, column

FORMAT = Format(
    slug="linkedin_followers",
    label=_("LinkedIn: new followers by day"),
    rows=Rows.DAYS,
    network=str(Network.LINKEDIN),
    columns=(
        column("day", "Date"),
        column(
            "follows",
            "Total followers",
            fr=("Nombre total d’abonnés", "Total d’abonnés", "Total des abonnés", "Abonnés (total)"),
        ),
    ),
    needs=("day", "follows"),
    notes=("new_followers",),
)
