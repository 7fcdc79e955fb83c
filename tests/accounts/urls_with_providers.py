"""The addresses as they are where Google and Microsoft are configured."""

from allauth.socialaccount.providers.google import views as google
from allauth.socialaccount.providers.microsoft import views as microsoft
from django.urls import include, path

urlpatterns = [
    path("", include("cmhub.urls")),
    path("login/google/", google.oauth2_login, name="google_login"),
    path("login/google/callback/", google.oauth2_callback, name="google_callback"),
    path("login/microsoft/", microsoft.oauth2_login, name="microsoft_login"),
    path("login/microsoft/callback/", microsoft.oauth2_callback, name="microsoft_callback"),
]
