from django.urls import path

from channels_mgmt.strategy.views import briefings, by_link, charter, life, pages, values, writing

app_name = "strategy"

urlpatterns = [
    path("b/<slug:slug>/strategy/", pages.strategy, name="strategy"),
    path("b/<slug:slug>/strategy/draft/", writing.draft, name="draft"),
    path("b/<slug:slug>/strategy/draft/<str:section>/", writing.section, name="section"),
    path("b/<slug:slug>/strategy/versions/", pages.versions, name="versions"),
    path("b/<slug:slug>/strategy/compare/", pages.comparison, name="compare"),
    path("b/<slug:slug>/strategy/submit/", life.submit, name="submit"),
    path("b/<slug:slug>/strategy/withdraw/", life.withdraw, name="withdraw"),
    path("b/<slug:slug>/strategy/validate/", life.validate, name="validate"),
    path("b/<slug:slug>/strategy/links/new/", life.link, name="link"),
    path("b/<slug:slug>/strategy/links/<int:pk>/revoke/", life.revoke, name="revoke"),
    path("b/<slug:slug>/strategy/read/", pages.read, name="read"),
    path("b/<slug:slug>/strategy/charter/", charter.charter, name="charter"),
    path("b/<slug:slug>/strategy/charter/<str:duty>/", charter.duty, name="duty"),
    path("b/<slug:slug>/strategy/figures/<int:pk>/", values.values, name="values"),
    path("b/<slug:slug>/strategy/<int:version>/", pages.version, name="version"),
    path("b/<slug:slug>/strategy/<int:version>/pdf/", pages.as_pdf, name="pdf"),
    path("b/<slug:slug>/briefings/", briefings.briefings, name="briefings"),
    path("b/<slug:slug>/briefings/new/", briefings.briefing_new, name="briefing_new"),
    path("b/<slug:slug>/briefings/<int:pk>/", briefings.briefing, name="briefing"),
    path("b/<slug:slug>/briefings/<int:pk>/read/", briefings.read, name="briefing_read"),
    path("b/<slug:slug>/briefings/<int:pk>/correct/", briefings.briefing_correct, name="briefing_correct"),
    path("b/<slug:slug>/briefings/<int:pk>/withdraw/", briefings.briefing_withdraw, name="briefing_withdraw"),
    path("b/<slug:slug>/briefings/<int:pk>/put-back/", briefings.briefing_put_back, name="briefing_put_back"),
    path("strategy/validate/<str:token>/", by_link.by_link, name="by_link"),
]
