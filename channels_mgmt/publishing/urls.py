from django.urls import path

from channels_mgmt.publishing.views import listing

app_name = "publishing"
urlpatterns = [
    path("b/<slug:slug>/publishing/", listing.posts, name="list"),
    path("ideas/<int:pk>/", listing.idea, name="idea"),
]
