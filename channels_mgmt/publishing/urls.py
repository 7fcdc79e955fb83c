from django.urls import path

from channels_mgmt.publishing import views

app_name = "publishing"
urlpatterns = [
    path("b/<slug:slug>/publishing/", views.posts, name="list"),
    path("ideas/<int:pk>/", views.idea, name="idea"),
]
