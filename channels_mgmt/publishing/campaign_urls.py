"""Campaigns and tests: the addresses of `publishing` that end in them."""

from django.urls import path

from channels_mgmt.publishing.views import campaigns, experiments

urlpatterns = [
    path("b/<slug:slug>/publishing/campaigns/", campaigns.campaigns, name="campaigns"),
    path("b/<slug:slug>/publishing/campaigns/new/", campaigns.campaign_new, name="campaign_new"),
    path("b/<slug:slug>/publishing/campaigns/<int:pk>/", campaigns.campaign, name="campaign"),
    path("b/<slug:slug>/publishing/campaigns/<int:pk>/edit/", campaigns.campaign_edit, name="campaign_edit"),
    path("b/<slug:slug>/publishing/campaigns/<int:pk>/end/", campaigns.campaign_end, name="campaign_end"),
    path(
        "b/<slug:slug>/publishing/campaigns/<int:pk>/posts/", campaigns.campaign_posts, name="campaign_posts"
    ),
    path("b/<slug:slug>/publishing/campaigns/<int:pk>/take/", campaigns.campaign_take, name="campaign_take"),
    path(
        "b/<slug:slug>/publishing/campaigns/<int:pk>/result/",
        campaigns.campaign_result,
        name="campaign_result",
    ),
    path("b/<slug:slug>/publishing/campaigns/<int:pk>/cost/", campaigns.campaign_cost, name="campaign_cost"),
    path("b/<slug:slug>/publishing/tests/", experiments.experiments, name="experiments"),
    path("b/<slug:slug>/publishing/tests/new/", experiments.experiment_new, name="experiment_new"),
    path("b/<slug:slug>/publishing/tests/<int:pk>/", experiments.experiment, name="experiment"),
    path(
        "b/<slug:slug>/publishing/tests/<int:pk>/edit/", experiments.experiment_edit, name="experiment_edit"
    ),
    path(
        "b/<slug:slug>/publishing/tests/<int:pk>/pass/", experiments.experiment_pass, name="experiment_pass"
    ),
    path(
        "b/<slug:slug>/publishing/tests/<int:pk>/posts/",
        experiments.experiment_posts,
        name="experiment_posts",
    ),
    path(
        "b/<slug:slug>/publishing/tests/<int:pk>/counts/",
        experiments.experiment_counts,
        name="experiment_counts",
    ),
]
