from django.urls import path

from channels_mgmt.team.views import access, board, person, skills

app_name = "team"
urlpatterns = [
    path("b/<slug:slug>/team/", board.board, name="board"),
    path("b/<slug:slug>/team/assign/", board.assign_person, name="assign"),
    path("b/<slug:slug>/team/skills/", skills.skills, name="skills"),
    path("b/<slug:slug>/team/skills/propose/", skills.skills_propose, name="skills_propose"),
    path("b/<slug:slug>/team/skills/<int:pk>/remove/", skills.skill_unneeded, name="skill_unneeded"),
    path("b/<slug:slug>/team/<int:pk>/end/", board.end, name="end"),
    path("b/<slug:slug>/channels/new/", board.channel_new, name="channel_new"),
    path("b/<slug:slug>/access/", access.brand_access, name="access"),
    path("b/<slug:slug>/access/new/", access.role_new, name="role_new"),
    path("b/<slug:slug>/access/invite/", access.invite_person, name="invite"),
    path("b/<slug:slug>/access/<int:pk>/", access.role, name="role"),
    path("people/me/", person.me, name="me"),
    path("people/<int:pk>/", person.person, name="person"),
    path("people/<int:pk>/roles/new/", person.role_new, name="person_role_new"),
    path("memberships/<int:pk>/", person.membership, name="membership"),
]
