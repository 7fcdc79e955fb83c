from django.urls import path

from channels_mgmt.escalations.views import (
    acts,
    detail,
    joining,
    late,
    life,
    lists,
    passing_on,
    relaying,
    routing,
)

app_name = "escalations"
urlpatterns = [
    path("b/<slug:slug>/escalations/", lists.escalations, name="list"),
    path("b/<slug:slug>/escalations/late/", late.late, name="late"),
    path("late/", late.all_late, name="all_late"),
    path("escalations/<int:pk>/", detail.escalation, name="detail"),
    path("escalations/<int:pk>/acknowledge/", acts.acknowledge, name="acknowledge"),
    path("escalations/<int:pk>/answer/", acts.answer, name="answer"),
    path("escalations/<int:pk>/relay/", acts.relay, name="relay"),
    path("escalations/<int:pk>/close/", acts.close, name="close"),
    path("escalations/<int:pk>/ask-back/", life.ask_back, name="ask_back"),
    path("escalations/<int:pk>/give/", life.give, name="give"),
    path("escalations/<int:pk>/further/", life.further, name="further"),
    path("escalations/<int:pk>/reopen/", life.reopen, name="reopen"),
    path("escalations/<int:pk>/transfer/", life.transfer, name="transfer"),
    path("escalations/<int:pk>/relay-all/", relaying.relay_all, name="relay_all"),
    path("escalations/<int:pk>/join/", joining.join_one, name="join"),
    path("escalations/<int:pk>/take-out/", joining.take_out, name="take_out"),
    path("b/<slug:slug>/escalations/join/", joining.join_many, name="join_many"),
    path("interactions/<int:pk>/pass-on/", passing_on.pass_on, name="pass_on"),
    path("interactions/<int:pk>/pass-on/plan/", passing_on.plan, name="pass_on_plan"),
    path("b/<slug:slug>/routing/", routing.rules, name="routing"),
    path("b/<slug:slug>/routing/new/", routing.rule_new, name="rule_new"),
    path("b/<slug:slug>/routing/<int:pk>/", routing.rule_edit, name="rule_edit"),
    path("b/<slug:slug>/routing/<int:pk>/move/", routing.rule_move, name="rule_move"),
    path("b/<slug:slug>/routing/<int:pk>/delete/", routing.rule_delete, name="rule_delete"),
]
