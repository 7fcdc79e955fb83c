"""Meta Business Suite, one figure of an account by day: Views.csv, Reach.csv, Interactions.csv…

UTF-16 with `sep=,`, then a title that says the figure and at times the network. The hour of a day is that of
American summer time: only the day counts. Days can be missing.
"""

from django.utils.translation import gettext_lazy as _

from channels_mgmt.brands.choices import Network
from reporting.metrics.readers.declared import PRIMARY, Format, Rows, column

FACEBOOK, INSTAGRAM = str(Network.FACEBOOK), str(Network.INSTAGRAM)

FORMAT = Format(
    slug="meta_days",
    label=_("Meta Business Suite: days of an account"),
    rows=Rows.DAYS,
    columns=(
        column("day", "Date"),
        column(PRIMARY, "Primary", fr=("Principal", "Principale")),
    ),
    needs=("day", PRIMARY),
    titles={
        "Views": ("views", ""),
        "Vues": ("views", ""),
        "Reach": ("reach", ""),
        "Couverture": ("reach", ""),
        "Facebook reach": ("reach", FACEBOOK),
        "Couverture Facebook": ("reach", FACEBOOK),
        "Couverture sur Facebook": ("reach", FACEBOOK),
        "Instagram reach": ("reach", INSTAGRAM),
        "Couverture Instagram": ("reach", INSTAGRAM),
        "Couverture sur Instagram": ("reach", INSTAGRAM),
        "Viewers": ("viewers", ""),
        "Spectateurs": ("viewers", ""),
        "Content interactions": ("engagements", ""),
        "Interactions": ("engagements", ""),
        "Interactions avec le contenu": ("engagements", ""),
        "Interactions avec les contenus": ("engagements", ""),
        "Visits": ("visits", ""),
        "Visites": ("visits", ""),
        "Facebook visits": ("visits", FACEBOOK),
        "Visites Facebook": ("visits", FACEBOOK),
        "Visites sur Facebook": ("visits", FACEBOOK),
        "Instagram profile visits": ("visits", INSTAGRAM),
        "Visites du profil Instagram": ("visits", INSTAGRAM),
        "Visites de profil Instagram": ("visits", INSTAGRAM),
        "Follows": ("follows", ""),
        "Followers en plus": ("follows", ""),
        "Facebook follows": ("follows", FACEBOOK),
        "Followers Facebook en plus": ("follows", FACEBOOK),
        "Instagram follows": ("follows", INSTAGRAM),
        "Followers Instagram en plus": ("follows", INSTAGRAM),
        "Unfollows": ("unfollows", ""),
        "Link clicks": ("link_clicks", ""),
        "Clics sur un lien": ("link_clicks", ""),
        "Clics sur le lien": ("link_clicks", ""),
        "Facebook link clicks": ("link_clicks", FACEBOOK),
        "Clics sur un lien Facebook": ("link_clicks", FACEBOOK),
        "Clics sur le lien Facebook": ("link_clicks", FACEBOOK),
        "Instagram link clicks": ("link_clicks", INSTAGRAM),
        "Clics sur un lien Instagram": ("link_clicks", INSTAGRAM),
        "Clics sur le lien Instagram": ("link_clicks", INSTAGRAM),
    },
)
