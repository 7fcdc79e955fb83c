from django.urls import path

from reporting.metrics.views import exports, figures

app_name = "metrics"
HOME = "b/<slug:slug>/publishing/figures/"
urlpatterns = [
    path(HOME, figures.overview, name="overview"),
    path(f"{HOME}give/", exports.give_file, name="give"),
    path(f"{HOME}files/<int:pk>/", exports.run, name="run"),
    path(f"{HOME}files/<int:pk>/refused/", exports.refused, name="refused"),
    path(f"{HOME}enter/", figures.enter, name="enter"),
    path(f"{HOME}of/<slug:channel>/", figures.days, name="days"),
    path(f"{HOME}history/<int:pk>/", figures.history, name="history"),
]
