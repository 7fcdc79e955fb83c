from django.urls import path

from reporting.metrics.views import campaigns, experiments, exports, figures, funnel, posts

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
    path("posts/<int:pk>/figures/", posts.post_figures, name="post"),
    path("posts/<int:pk>/figures/enter/", posts.enter, name="post_enter"),
    path(
        "b/<slug:slug>/publishing/campaigns/<int:pk>/figures/",
        campaigns.campaign_figures,
        name="campaign_figures",
    ),
    path("b/<slug:slug>/publishing/tests/sample/", experiments.experiment_sample, name="experiment_sample"),
    path(
        "b/<slug:slug>/publishing/tests/<int:pk>/figures/",
        experiments.experiment_result,
        name="experiment_result",
    ),
    path(
        "b/<slug:slug>/publishing/tests/<int:pk>/conclude/",
        experiments.experiment_conclude,
        name="experiment_conclude",
    ),
    path("b/<slug:slug>/publishing/funnel/", funnel.funnel, name="funnel"),
    path("b/<slug:slug>/publishing/funnel/weeks/", funnel.weeks, name="funnel_weeks"),
    path("b/<slug:slug>/publishing/funnel/import/", funnel.give_file, name="funnel_import"),
    path("b/<slug:slug>/publishing/funnel/import/<int:pk>/", funnel.file, name="funnel_file"),
]
