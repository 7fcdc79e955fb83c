from django.urls import path

from reporting.annotations.views import annotations

app_name = "annotations"
urlpatterns = [
    path("b/<slug:slug>/timeline/", annotations.timeline, name="timeline"),
    path("b/<slug:slug>/timeline/new/", annotations.new, name="new"),
    path("b/<slug:slug>/timeline/<int:pk>/", annotations.change, name="change"),
    path("b/<slug:slug>/timeline/<int:pk>/stand/", annotations.stand, name="stand"),
]
