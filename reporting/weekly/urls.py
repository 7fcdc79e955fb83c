from django.urls import path

from reporting.weekly.views import (
    by_link,
    changes,
    definitions,
    delivery,
    following,
    quoting,
    reports,
    rows,
    writing,
)
from reporting.weekly.views import themes as theme_views

app_name = "weekly"
urlpatterns = [
    path("b/<slug:slug>/reports/", reports.reports, name="list"),
    path("b/<slug:slug>/reports/compute/", reports.compute, name="compute"),
    path("b/<slug:slug>/reports/figures/", definitions.definitions, name="definitions"),
    path("b/<slug:slug>/reports/recipients/", delivery.recipients, name="recipients"),
    path("b/<slug:slug>/reports/recipients/of/<int:person>/", delivery.recipient, name="recipient"),
    path("b/<slug:slug>/reports/recipients/<int:pk>/forget/", delivery.forget, name="forget"),
    path("b/<slug:slug>/reports/links/<int:pk>/revoke/", delivery.revoke_link, name="revoke_link"),
    path("b/<slug:slug>/reports/<str:week>/pdf/", delivery.download, {"kind": "pdf"}, name="pdf"),
    path("b/<slug:slug>/reports/<str:week>/xlsx/", delivery.download, {"kind": "xlsx"}, name="xlsx"),
    path("b/<slug:slug>/reports/<str:week>/csv/", delivery.download, {"kind": "csv"}, name="csv"),
    path("b/<slug:slug>/reports/<str:week>/json/", delivery.download, {"kind": "json"}, name="json"),
    path("b/<slug:slug>/reports/<str:week>/links/", delivery.make_link, name="make_link"),
    path("b/<slug:slug>/reports/<str:week>/changes/", changes.changes, name="changes"),
    path("b/<slug:slug>/reports/<str:week>/differences/", changes.differences, name="differences"),
    path("report/<str:token>/", by_link.by_link, name="by_link"),
    path("report/<str:token>/pdf/", by_link.file_by_link, name="file_by_link"),
    path("b/<slug:slug>/reports/<str:week>/", reports.report, name="report"),
    path("b/<slug:slug>/reports/<str:week>/write/", writing.write, name="write"),
    path("b/<slug:slug>/reports/<str:week>/write/frustrations/", following.tie, name="tie"),
    path(
        "b/<slug:slug>/reports/<str:week>/write/frustrations/<int:pk>/untie/", following.untie, name="untie"
    ),
    path("b/<slug:slug>/reports/<str:week>/write/<slug:part>/", writing.add, name="add"),
    path("reports/quote/<int:pk>/", quoting.quote, name="quote"),
    path("reports/quotations/<int:pk>/", quoting.quotation, name="quotation"),
    path("reports/quotations/<int:pk>/remove/", quoting.remove, name="remove_quotation"),
    path("reports/insights/<int:pk>/", rows.insight, name="insight"),
    path("reports/insights/<int:pk>/take-out/", rows.take_out_insight, name="take_out_insight"),
    path("reports/recommendations/<int:pk>/", rows.recommendation, name="recommendation"),
    path("reports/recommendations/<int:pk>/follow-up/", following.follow_up, name="follow_up"),
    path(
        "reports/recommendations/<int:pk>/take-out/",
        rows.take_out_recommendation,
        name="take_out_recommendation",
    ),
    path("reports/decisions/<int:pk>/", rows.decision, name="decision"),
    path("reports/decisions/<int:pk>/answer/", following.answer, name="answer"),
    path("reports/decisions/<int:pk>/take-out/", rows.take_out_decision, name="take_out_decision"),
    path("b/<slug:slug>/reports/<str:week>/themes/", theme_views.decide, name="themes"),
    path("b/<slug:slug>/reports/<str:week>/complete/", reports.complete, name="complete"),
    path("b/<slug:slug>/reports/<str:week>/send-back/", reports.send_back, name="send_back"),
    path("b/<slug:slug>/reports/<str:week>/publish/", reports.publish, name="publish"),
    path("b/<slug:slug>/reports/<str:week>/revise/", reports.revise, name="revise"),
]
