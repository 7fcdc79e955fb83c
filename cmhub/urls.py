from django.urls import include, path

urlpatterns = [
    path("", include("accounts.urls")),
    path("", include("channels_mgmt.brands.urls")),
    path("", include("channels_mgmt.protocol.urls")),
    path("", include("channels_mgmt.strategy.urls")),
    path("", include("channels_mgmt.team.urls")),
    path("", include("channels_mgmt.inbox.urls")),
    path("", include("channels_mgmt.watch.urls")),
    path("", include("channels_mgmt.publishing.urls")),
    path("", include("channels_mgmt.escalations.urls")),
    path("", include("channels_mgmt.crisis.urls")),
    path("", include("channels_mgmt.desk.urls")),
    path("", include("channels_mgmt.api.urls")),
    path("", include("reporting.annotations.urls")),
    path("", include("reporting.metrics.urls")),
    path("", include("reporting.diagnoses.urls")),
    path("", include("reporting.weekly.urls")),
    path("", include("reporting.dashboards.urls")),
    path("", include("cmhub.operations.urls")),
    path("", include("cmhub.gallery")),
]

handler500 = "cmhub.failing.failed"
