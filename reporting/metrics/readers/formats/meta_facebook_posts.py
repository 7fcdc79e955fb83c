"""Meta Business Suite, posts of a Facebook page.

Columns vary from file to file, up to one for each country. Dates are month first, in French files too as far
as is known: there, days up to the twelfth are asked.
"""

from django.utils.translation import gettext_lazy as _

from channels_mgmt.brands.choices import Network
from reporting.metrics.readers.dates import MONTH_FIRST
from reporting.metrics.readers.declared import Format, Rows, column

FORMAT = Format(
    slug="meta_facebook_posts",
    label=_("Meta Business Suite: Facebook posts"),
    rows=Rows.POSTS,
    network=str(Network.FACEBOOK),
    english_order=MONTH_FIRST,
    ids=r"\d+(?:_\d+)?",
    columns=(
        column("post_id", "Post ID", fr="Identifiant de la publication"),
        column("account", "Page name", "Page ID", fr=("Nom de la page", "ID de la Page")),
        column("title", "Title", fr="Titre"),
        column("text", "Description"),
        column("published", "Publish time", fr="Heure de publication"),
        column("permalink", "Permalink", fr="Permalien"),
        column("kind", "Post type", fr="Type de publication"),
        column("day", "Date"),
        column("views", "Views", fr="Vues"),
        column("impressions", "Impressions"),
        column("reach", "Reach", "IMPRESSION:UNIQUE_USERS", fr="Couverture"),
        column("engagements", "Reactions, Comments and Shares", fr="Réactions, commentaires et partages"),
        column("reactions", "Reactions", fr="Réactions"),
        column("comments", "Comments", fr="Commentaires"),
        column("shares", "Shares", fr="Partages"),
        column("clicks", "Total clicks", fr="Total des clics"),
        column("link_clicks", "Link Clicks", fr=("Clics sur un lien", "Clics sur le lien")),
        column("other_clicks", "Other Clicks", fr="Autres clics"),
        column("watch_seconds", "Seconds viewed", fr="Secondes visionnées"),
        column("average_watch_seconds", "Average Seconds viewed", fr="Moyenne de secondes visionnées"),
    ),
    needs=("post_id", "account"),
)
