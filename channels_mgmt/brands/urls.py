from django.urls import path

from channels_mgmt.brands.views import (
    brand,
    contacts,
    departments,
    directory,
    exceptional_days,
    experts,
    reach,
)

app_name = "brands"
urlpatterns = [
    path("brands/new/", brand.new, name="new"),
    path("b/<slug:slug>/settings/", brand.settings, name="settings"),
    path("b/<slug:slug>/directory/", directory.directory, name="directory"),
    path("b/<slug:slug>/directory/chart/", directory.chart, name="chart"),
    path("b/<slug:slug>/directory/check/", directory.check, name="check"),
    path("b/<slug:slug>/departments/new/", departments.department_new, name="department_new"),
    path("b/<slug:slug>/departments/<slug:department>/", departments.department, name="department"),
    path(
        "b/<slug:slug>/departments/<slug:department>/close/",
        departments.department_close,
        name="department_close",
    ),
    path(
        "b/<slug:slug>/departments/<slug:department>/reopen/",
        departments.department_reopen,
        name="department_reopen",
    ),
    path(
        "b/<slug:slug>/departments/<slug:department>/days/",
        exceptional_days.days_write,
        name="department_days",
    ),
    path(
        "b/<slug:slug>/departments/<slug:department>/days/back/",
        exceptional_days.day_take_back,
        name="department_day_back",
    ),
    path(
        "b/<slug:slug>/departments/<slug:department>/contacts/new/", contacts.contact_new, name="contact_new"
    ),
    path("b/<slug:slug>/contacts/<int:pk>/", contacts.contact, name="contact"),
    path("b/<slug:slug>/contacts/<int:pk>/move/", contacts.contact_move, name="contact_move"),
    path("b/<slug:slug>/contacts/<int:pk>/leave/", contacts.contact_leave, name="contact_leave"),
    path("b/<slug:slug>/contacts/<int:pk>/reached/", directory.reached, name="reached"),
    path("b/<slug:slug>/contacts/<int:pk>/absences/new/", contacts.absence_new, name="absence_new"),
    path("b/<slug:slug>/absences/<int:pk>/cancel/", contacts.absence_cancel, name="absence_cancel"),
    path("b/<slug:slug>/experts/new/", experts.expert_new, name="expert_new"),
    path("b/<slug:slug>/experts/<int:pk>/", experts.expert, name="expert"),
    path("b/<slug:slug>/experts/<int:pk>/leave/", experts.expert_leave, name="expert_leave"),
    path("reach/<str:token>/", reach.reach, name="reach"),
]
