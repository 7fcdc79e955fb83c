from django.urls import include, path

from accounts.views import people, setup

people_urls = (
    [
        path("people/", people.people, name="list"),
        path("people/new/", people.person_new, name="new"),
    ],
    "people",
)

accounts_urls = ([path("setup/<str:token>/", setup.set_up, name="setup")], "accounts")

urlpatterns = [
    path("", include(people_urls)),
    path("", include(accounts_urls)),
    path("", include("allauth.account.urls")),
]
