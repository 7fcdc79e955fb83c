from django.urls import path

from channels_mgmt.protocol.views import entries, gaps

app_name = "protocol"
urlpatterns = [
    path("b/<slug:slug>/protocol/", entries.entries, name="list"),
    path("b/<slug:slug>/protocol/new/", entries.entry_new, name="new"),
    path("b/<slug:slug>/protocol/gaps/", gaps.gaps, name="gaps"),
    path("b/<slug:slug>/protocol/gaps/<int:pk>/not-needed/", gaps.not_needed, name="gap_not_needed"),
    path("b/<slug:slug>/protocol/gaps/<int:pk>/open/", gaps.needed_again, name="gap_open"),
    path("b/<slug:slug>/protocol/<int:pk>/", entries.entry, name="entry"),
    path("b/<slug:slug>/protocol/<int:pk>/edit/", entries.entry_edit, name="edit"),
]
