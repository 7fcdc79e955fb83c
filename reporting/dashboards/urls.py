from django.urls import path

from reporting.dashboards.views import (
    competitors,
    executive,
    house,
    own,
    portfolio,
    results,
    rows,
    trends,
    year,
)

app_name = "dashboards"
urlpatterns = [
    path("dashboards/executive/", executive.executive, name="executive"),
    path("dashboards/brands/", house.house, name="house"),
    path("dashboards/mine/", own.week, name="own_week"),
    path("dashboards/mine/rows/", rows.own, name="own_rows"),
    path("dashboards/department/", own.department, name="department"),
    path("dashboards/department/rows/", rows.department, name="department_rows"),
    path("portfolio/", portfolio.portfolio, name="portfolio"),
    path("portfolio/year/", portfolio.year, name="portfolio_year"),
    path("b/<slug:slug>/trends/", trends.trends, name="trends"),
    path("b/<slug:slug>/year/", year.year, name="year"),
    path("b/<slug:slug>/publishing/results/", results.ranking, name="results"),
    path("b/<slug:slug>/publishing/results/earned/", results.earned, name="earned"),
    path("b/<slug:slug>/publishing/results/competitors/", competitors.beside, name="competitors"),
    path("b/<slug:slug>/publishing/results/competitors/log/", competitors.log, name="competitor_log"),
    path("b/<slug:slug>/publishing/results/competitors/file/", competitors.file, name="competitor_file"),
]
