from django.urls import path

from channels_mgmt.crisis.views import surge

app_name = "crisis"
urlpatterns = [
    path("b/<slug:slug>/surges/", surge.surges, name="surges"),
    path("surges/<int:pk>/", surge.surge, name="surge"),
    path("surges/<int:pk>/dismiss/", surge.dismiss, name="surge_dismiss"),
]
