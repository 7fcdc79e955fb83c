from allauth.account import views
from django.urls import include, path, re_path

from accounts.views import people, setup

people_urls = (
    [
        path("people/", people.people, name="list"),
        path("people/new/", people.person_new, name="new"),
    ],
    "people",
)

accounts_urls = ([path("setup/<str:token>/", setup.set_up, name="setup")], "accounts")

# Of the library's pages those that the product uses: people do not change their own address, by which an
# agency knows them.
own_account_urls = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("signup/", views.signup, name="account_signup"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("password/set/", views.password_set, name="account_set_password"),
    path("password/reset/", views.password_reset, name="account_reset_password"),
    path("password/reset/done/", views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]

urlpatterns = [
    path("", include(people_urls)),
    path("", include(accounts_urls)),
    *own_account_urls,
]
