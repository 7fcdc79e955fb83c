from django.urls import path

from reporting.weekly.views import definitions, reports, writing

app_name = "weekly"
urlpatterns = [
    path("b/<slug:slug>/reports/", reports.reports, name="list"),
    path("b/<slug:slug>/reports/compute/", reports.compute, name="compute"),
    path("b/<slug:slug>/reports/figures/", definitions.definitions, name="definitions"),
    path("b/<slug:slug>/reports/<str:week>/", reports.report, name="report"),
    path("b/<slug:slug>/reports/<str:week>/write/", writing.write, name="write"),
    path("b/<slug:slug>/reports/<str:week>/complete/", reports.complete, name="complete"),
    path("b/<slug:slug>/reports/<str:week>/send-back/", reports.send_back, name="send_back"),
    path("b/<slug:slug>/reports/<str:week>/publish/", reports.publish, name="publish"),
    path("b/<slug:slug>/reports/<str:week>/revise/", reports.revise, name="revise"),
]
