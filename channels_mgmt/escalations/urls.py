from django.urls import path

from channels_mgmt.escalations.views import (
    acts,
    by_link,
    contact,
    detail,
    files,
    links,
    lists,
    passing_on,
    routing,
)

app_name = "escalations"
urlpatterns = [
    path("b/<slug:slug>/escalations/", lists.escalations, name="list"),
    path("escalations/<int:pk>/", detail.escalation, name="detail"),
    path("escalations/<int:pk>/acknowledge/", acts.acknowledge, name="acknowledge"),
    path("escalations/<int:pk>/answer/", acts.answer, name="answer"),
    path("escalations/<int:pk>/relay/", acts.relay, name="relay"),
    path("escalations/<int:pk>/close/", acts.close, name="close"),
    path("escalations/<int:pk>/contact/", contact.act, name="contact"),
    path("escalations/<int:pk>/links/new/", links.link_new, name="link_new"),
    path("answer-links/<int:pk>/", links.link, name="link"),
    path("answer-links/<int:pk>/revoke/", links.link_revoke, name="link_revoke"),
    path("answer-files/<int:pk>/", files.file, name="file"),
    path("answer/<str:token>/", by_link.by_link, name="by_link"),
    path("answer/<str:token>/files/<int:pk>/", by_link.file_by_link, name="file_by_link"),
    path("interactions/<int:pk>/pass-on/", passing_on.pass_on, name="pass_on"),
    path("interactions/<int:pk>/pass-on/plan/", passing_on.plan, name="pass_on_plan"),
    path("b/<slug:slug>/routing/", routing.rules, name="routing"),
    path("b/<slug:slug>/routing/new/", routing.rule_new, name="rule_new"),
    path("b/<slug:slug>/routing/<int:pk>/", routing.rule_edit, name="rule_edit"),
    path("b/<slug:slug>/routing/<int:pk>/move/", routing.rule_move, name="rule_move"),
    path("b/<slug:slug>/routing/<int:pk>/delete/", routing.rule_delete, name="rule_delete"),
]
