from django.urls import path

from reporting.dashboards.views import competitors, executive, results

app_name = "dashboards"
urlpatterns = [
    path("dashboards/executive/", executive.executive, name="executive"),
    path("b/<slug:slug>/publishing/results/", results.ranking, name="results"),
    path("b/<slug:slug>/publishing/results/earned/", results.earned, name="earned"),
    path("b/<slug:slug>/publishing/results/competitors/", competitors.beside, name="competitors"),
    path("b/<slug:slug>/publishing/results/competitors/log/", competitors.log, name="competitor_log"),
    path("b/<slug:slug>/publishing/results/competitors/file/", competitors.file, name="competitor_file"),
]
