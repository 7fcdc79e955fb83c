from allauth.account import views
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as elsewhere
from allauth.socialaccount.providers.google import views as google
from allauth.socialaccount.providers.microsoft import views as microsoft
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path, re_path

from accounts.views import (
    employment,
    failures,
    hearing,
    house,
    invitations,
    learning,
    notices,
    people,
    sessions,
    setup,
    skills,
)

people_urls = (
    [
        path("people/", people.people, name="list"),
        path("people/new/", people.person_new, name="new"),
        path("people/second-factor/", people.second_factor, name="second_factor"),
        path("people/invitations/<int:pk>/again/", people.invitation_again, name="invitation_again"),
        path("people/invitations/<int:pk>/revoke/", people.invitation_revoke, name="invitation_revoke"),
    ],
    "people",
)

skills_urls = (
    [
        path("people/skills/", skills.matrix, name="matrix"),
        path("people/<int:person>/skills/", skills.person, name="person"),
        path("people/<int:person>/skills/new/", skills.skill_new, name="new"),
        path("people/<int:person>/skills/<int:pk>/delete/", skills.skill_delete, name="delete"),
        path(
            "people/<int:person>/certifications/new/",
            learning.certification_new,
            name="certification_new",
        ),
        path(
            "people/<int:person>/certifications/<int:pk>/delete/",
            learning.certification_delete,
            name="certification_delete",
        ),
        path("people/<int:person>/trainings/new/", learning.training_new, name="training_new"),
        path(
            "people/<int:person>/trainings/<int:pk>/followed/",
            learning.training_followed,
            name="training_followed",
        ),
        path(
            "people/<int:person>/trainings/<int:pk>/delete/",
            learning.training_delete,
            name="training_delete",
        ),
        path("people/<int:person>/employment/new/", employment.employment_new, name="employment_new"),
        path("people/<int:person>/employment/<int:pk>/", employment.employment, name="employment"),
        path("people/<int:person>/leave/new/", employment.leave_new, name="leave_new"),
        path("people/<int:person>/leave/<int:pk>/cancel/", employment.leave_cancel, name="leave_cancel"),
    ],
    "skills",
)

house_urls = (
    [
        path("house/", house.settings, name="settings"),
        path("house/territories/new/", house.territory_new, name="territory_new"),
        path("house/territories/<int:pk>/", house.territory, name="territory"),
        path("house/territories/<int:pk>/holidays/", house.holiday, name="holiday"),
        path("house/corrections/<int:pk>/undo/", house.holiday_undo, name="holiday_undo"),
    ],
    "house",
)

notifications_urls = (
    [
        path("notifications/", notices.notices, name="list"),
        path("notifications/count/", notices.count, name="count"),
        path("notifications/read/", notices.all_read, name="all_read"),
        path("notifications/unread/", notices.all_unread, name="unread"),
        path("notifications/<int:pk>/", notices.notice, name="notice"),
        path("notifications/<int:pk>/read/", notices.notice_read, name="read"),
        path("notifications/failed/", failures.failed, name="failed"),
        path("notifications/failed/<int:pk>/handled/", failures.failed_handled, name="failed_handled"),
        path("notifications/failed/<int:pk>/again/", failures.failed_again, name="failed_again"),
    ],
    "notifications",
)

accounts_urls = (
    [
        path("setup/<str:token>/", setup.set_up, name="setup"),
        path("invitations/<str:token>/", invitations.invitation, name="invitation"),
        path("session-ended/", sessions.session_ended, name="session_ended"),
        path("account/sessions/", sessions.sessions, name="sessions"),
        path("account/sessions/end-others/", sessions.sessions_end_others, name="sessions_end_others"),
        path("account/sessions/<int:pk>/end/", sessions.session_end, name="session_end"),
        path("account/notifications/", hearing.hearing, name="hearing"),
        path("account/notifications/worker.js", hearing.worker, name="push_worker"),
        path("account/notifications/phones/", hearing.phone_add, name="phone_add"),
        path("account/notifications/phones/try/", hearing.phone_try, name="phone_try"),
        path("account/notifications/phones/<int:pk>/remove/", hearing.phone_remove, name="phone_remove"),
    ],
    "accounts",
)

# Of the library's pages those that the product uses: people do not change their own address, by which an
# agency knows them.
own_account_urls = [
    path("login/", views.login, name="account_login"),
    path("login/code/", login_not_required(factors.authenticate), name="mfa_authenticate"),
    path("login/passkey/", login_not_required(passkeys.login_webauthn), name="mfa_login_webauthn"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("signup/", views.signup, name="account_signup"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("reauthenticate/code/", factors.reauthenticate, name="mfa_reauthenticate"),
    path("reauthenticate/passkey/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
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

second_factor_urls = [
    path("account/security/", factors.index, name="mfa_index"),
    path("account/security/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("account/security/app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("account/security/codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("account/security/codes/new/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path(
        "account/security/codes/download/",
        recovery.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("account/security/passkeys/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("account/security/passkeys/new/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("account/security/passkeys/<int:pk>/remove/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
    path("account/security/passkeys/<int:pk>/edit/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
]

elsewhere_urls = [
    path("login/elsewhere/cancelled/", elsewhere.login_cancelled, name="socialaccount_login_cancelled"),
    path("login/elsewhere/error/", elsewhere.login_error, name="socialaccount_login_error"),
    path("login/elsewhere/unknown/", views.signup, name="socialaccount_signup"),
]
PROVIDERS = {"google": google, "microsoft": microsoft}
for _name in settings.SOCIALACCOUNT_PROVIDERS:
    elsewhere_urls += [
        path(f"login/{_name}/", PROVIDERS[_name].oauth2_login, name=f"{_name}_login"),
        path(f"login/{_name}/callback/", PROVIDERS[_name].oauth2_callback, name=f"{_name}_callback"),
    ]

urlpatterns = [
    path("", include(people_urls)),
    path("", include(skills_urls)),
    path("", include(house_urls)),
    path("", include(notifications_urls)),
    path("", include(accounts_urls)),
    *own_account_urls,
    *second_factor_urls,
    *elsewhere_urls,
]
