from django.urls import path

from channels_mgmt.inbox.views import acts, agreed, approvals, intake, lists, log

app_name = "inbox"
urlpatterns = [
    path("b/<slug:slug>/inbox/", lists.inbox, name="list"),
    path("b/<slug:slug>/inbox/log/", log.log, name="log"),
    path("b/<slug:slug>/inbox/import/", intake.give_file, name="import"),
    path("b/<slug:slug>/inbox/import/<int:pk>/", intake.run, name="intake_run"),
    path("b/<slug:slug>/inbox/import/<int:pk>/refused/", intake.refused, name="intake_refused"),
    path("b/<slug:slug>/inbox/import/questions/<int:pk>/", intake.decide, name="adoption"),
    path("b/<slug:slug>/approvals/", approvals.approvals, name="approvals"),
    path("b/<slug:slug>/approvals/rule/", approvals.rule, name="approval_rule"),
    path("approvals/<int:pk>/", approvals.approval, name="approval"),
    path("approvals/<int:pk>/decide/", approvals.decide, name="approval_decide"),
    path("approvals/<int:pk>/publish/", approvals.publish, name="approval_publish"),
    path("approvals/<int:pk>/publish-alone/", approvals.publish_alone, name="approval_publish_alone"),
    path("approvals/<int:pk>/withdraw/", approvals.withdraw, name="approval_withdraw"),
    path("promises/<int:pk>/release/", acts.release_promise, name="promise_release"),
    path("interactions/<int:pk>/answer/", acts.answer, name="answer"),
    path("interactions/<int:pk>/agreed/", agreed.agreed, name="agreed"),
    path("interactions/<int:pk>/no-agreed-answer/", agreed.gap, name="gap"),
    path("interactions/<int:pk>/classify/", acts.classify, name="classify"),
    path("interactions/<int:pk>/hold/", acts.hold, name="hold"),
    path("interactions/<int:pk>/release/", acts.release, name="release"),
    path("interactions/<int:pk>/close/", acts.close, name="close"),
    path("interactions/<int:pk>/reopen/", acts.reopen, name="reopen"),
    path("interactions/<int:pk>/set-aside/", acts.set_aside, name="set_aside"),
    path("interactions/<int:pk>/note/", acts.note, name="note"),
    path("interactions/<int:pk>/messages/", acts.message, name="message"),
]
