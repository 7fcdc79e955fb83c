from django.urls import path

from channels_mgmt.escalations.views import acts, detail, lists, matrix, passing_on, routing, rule

app_name = "escalations"
urlpatterns = [
    path("b/<slug:slug>/escalations/", lists.escalations, name="list"),
    path("escalations/<int:pk>/", detail.escalation, name="detail"),
    path("escalations/<int:pk>/acknowledge/", acts.acknowledge, name="acknowledge"),
    path("escalations/<int:pk>/answer/", acts.answer, name="answer"),
    path("escalations/<int:pk>/relay/", acts.relay, name="relay"),
    path("escalations/<int:pk>/close/", acts.close, name="close"),
    path("interactions/<int:pk>/pass-on/", passing_on.pass_on, name="pass_on"),
    path("interactions/<int:pk>/pass-on/plan/", passing_on.plan, name="pass_on_plan"),
    path("b/<slug:slug>/routing/", routing.rules, name="routing"),
    path("b/<slug:slug>/routing/matrix/", matrix.matrix, name="matrix"),
    path("b/<slug:slug>/routing/order/", routing.order, name="order"),
    path("b/<slug:slug>/routing/new/", rule.rule_new, name="rule_new"),
    path("b/<slug:slug>/routing/<int:pk>/", rule.rule_edit, name="rule_edit"),
    path("b/<slug:slug>/routing/<int:pk>/move/", routing.rule_move, name="rule_move"),
    path("b/<slug:slug>/routing/<int:pk>/delete/", routing.rule_delete, name="rule_delete"),
]
