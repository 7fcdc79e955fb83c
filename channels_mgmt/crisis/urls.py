from django.urls import path

from channels_mgmt.crisis.views import acts, detail, lessons, opening, surge

app_name = "crisis"
urlpatterns = [
    path("b/<slug:slug>/crises/", detail.crises, name="list"),
    path("b/<slug:slug>/crises/open/", opening.open_new, name="open"),
    path("crises/<int:pk>/", detail.crisis, name="detail"),
    path("crises/<int:pk>/interactions/", detail.interactions, name="interactions"),
    path("crises/<int:pk>/acknowledge/", acts.acknowledge, name="acknowledge"),
    path("crises/<int:pk>/log/", acts.entry, name="entry"),
    path("crises/<int:pk>/level/", acts.level, name="level"),
    path("crises/<int:pk>/matter/", acts.matter, name="matter"),
    path("crises/<int:pk>/status/", acts.status, name="status"),
    path("crises/<int:pk>/statement/", acts.statement, name="statement"),
    path("crises/<int:pk>/decision/", acts.decision, name="decision"),
    path("crises/<int:pk>/task/", acts.task, name="task"),
    path("crises/<int:pk>/suspend/", acts.suspend, name="suspend"),
    path("crises/<int:pk>/lift/", acts.lift, name="lift"),
    path("crises/<int:pk>/contain/", acts.contain, name="contain"),
    path("crises/<int:pk>/rekindle/", acts.rekindle, name="rekindle"),
    path("crises/<int:pk>/end/", acts.end, name="end"),
    path("crises/<int:pk>/lesson/", lessons.lesson, name="lesson"),
    path("crises/<int:pk>/lesson/validate/", lessons.validate, name="validate"),
    path("crises/<int:pk>/lesson/action/", lessons.action, name="action"),
    path("crises/<int:pk>/lesson.pdf", lessons.as_pdf, name="pdf"),
    path("crises/told/<int:pk>/call/", acts.call, name="call"),
    path("crises/statements/<int:pk>/approve/", acts.approve, name="approve"),
    path("crises/statements/<int:pk>/published/", acts.published, name="published"),
    path("crises/decisions/<int:pk>/", acts.decide, name="decide"),
    path("crises/decisions/<int:pk>/withdraw/", acts.withdraw, name="withdraw"),
    path("crises/tasks/<int:pk>/done/", acts.task_done, name="task_done"),
    path("crises/actions/<int:pk>/done/", lessons.action_done, name="action_done"),
    path("b/<slug:slug>/surges/", surge.surges, name="surges"),
    path("surges/<int:pk>/", surge.surge, name="surge"),
    path("surges/<int:pk>/dismiss/", surge.dismiss, name="surge_dismiss"),
]
