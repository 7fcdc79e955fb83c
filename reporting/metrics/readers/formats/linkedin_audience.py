"""LinkedIn, followers by place, job and company: sheets of the followers' workbook."""

from django.utils.translation import gettext_lazy as _

from channels_mgmt.brands.choices import Network
from reporting.metrics.readers.declared import Format, Rows, column

PARTS = {
    "location": (_("LinkedIn: followers by place"), "Location", "Lieu"),
    "job_function": (_("LinkedIn: followers by job"), "Job function", "Fonction"),
    "seniority": (_("LinkedIn: followers by seniority"), "Seniority", "Niveau hiérarchique"),
    "industry": (_("LinkedIn: followers by industry"), "Industry", "Secteur"),
    "company_size": (_("LinkedIn: followers by size of company"), "Company size", "Taille de l’entreprise"),
}
FORMATS = tuple(
    Format(
        slug=f"linkedin_{dimension}",
        label=label,
        rows=Rows.AUDIENCE,
        network=str(Network.LINKEDIN),
        dimension=dimension,
        columns=(
            column("segment", english, fr=french),
            column(
                "followers",
                "Total followers",
                fr=("Nombre total d’abonnés", "Total d’abonnés", "Total des abonnés", "Abonnés (total)"),
            ),
        ),
        needs=("segment", "followers"),
        seen=False,
    )
    for dimension, (label, english, french) in PARTS.items()
)
