from django.urls import path

from cmhub.operations import views

app_name = "operations"
urlpatterns = [
    path("operations/", views.page, name="page"),
    path("operations/failed/<int:pk>/retry/", views.retry, name="retry"),
]
