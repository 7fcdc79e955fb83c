from django.urls import path

from channels_mgmt.team.views import board

app_name = "team"
urlpatterns = [
    path("b/<slug:slug>/team/", board.board, name="board"),
    path("b/<slug:slug>/team/assign/", board.assign_person, name="assign"),
    path("b/<slug:slug>/team/<int:pk>/end/", board.end, name="end"),
    path("b/<slug:slug>/channels/new/", board.channel_new, name="channel_new"),
]
