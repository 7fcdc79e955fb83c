from django.urls import path

from channels_mgmt.brands.views import brand, contacts

app_name = "brands"
urlpatterns = [
    path("brands/new/", brand.new, name="new"),
    path("b/<slug:slug>/settings/", brand.settings, name="settings"),
    path(
        "b/<slug:slug>/departments/<slug:department>/contacts/new/", contacts.contact_new, name="contact_new"
    ),
    path("b/<slug:slug>/contacts/<int:pk>/leave/", contacts.contact_leave, name="contact_leave"),
]
