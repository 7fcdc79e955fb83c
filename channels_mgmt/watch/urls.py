from django.urls import path

from channels_mgmt.watch.views import acts, entries, items, log, settings

app_name = "watch"
urlpatterns = [
    path("b/<slug:slug>/watch/", items.items, name="list"),
    path("b/<slug:slug>/watch/log/", log.log, name="log"),
    path("b/<slug:slug>/watch/log/worker.js", log.log_worker, name="log_worker"),
    path("b/<slug:slug>/watch/to-sort/", entries.to_sort, name="to_sort"),
    path("b/<slug:slug>/watch/competitors/", entries.competitors, name="competitors"),
    path("b/<slug:slug>/watch/sort/", entries.sort, name="sort_entries"),
    path("b/<slug:slug>/watch/put-back/", entries.back, name="put_back"),
    path("b/<slug:slug>/watch/rules/", settings.overview, name="settings"),
    path("b/<slug:slug>/watch/rules/new/", settings.rule_new, name="rule_new"),
    path("b/<slug:slug>/watch/rules/<int:pk>/", settings.rule_edit, name="rule_edit"),
    path("b/<slug:slug>/watch/rules/<int:pk>/delete/", settings.rule_delete, name="rule_delete"),
    path("b/<slug:slug>/watch/sources/new/", settings.source_new, name="source_new"),
    path("b/<slug:slug>/watch/sources/<int:pk>/", settings.source_edit, name="source_edit"),
    path("b/<slug:slug>/watch/sources/<int:pk>/pause/", settings.source_pause, name="source_pause"),
    path("b/<slug:slug>/watch/sources/<int:pk>/read/", settings.source_read, name="source_read"),
    path("b/<slug:slug>/watch/sources/<int:pk>/delete/", settings.source_delete, name="source_delete"),
    path("b/<slug:slug>/watch/competitors/new/", settings.competitor_new, name="competitor_new"),
    path("b/<slug:slug>/watch/competitors/<int:pk>/", settings.competitor_edit, name="competitor_edit"),
    path("b/<slug:slug>/watch/competitors/<int:pk>/drop/", settings.competitor_drop, name="competitor_drop"),
    path("watch/<int:pk>/", items.item, name="item"),
    path("watch/<int:pk>/acknowledge/", acts.acknowledge, name="acknowledge"),
    path("watch/<int:pk>/said/", acts.said, name="said"),
    path("watch/<int:pk>/decide/", acts.decide, name="decide"),
    path("watch/<int:pk>/decide-for/", acts.decide_for, name="decide_for"),
    path("watch/<int:pk>/read/", acts.read, name="read"),
    path("watch/<int:pk>/file/", acts.file_item, name="file"),
    path("watch/<int:pk>/reopen/", acts.reopen, name="reopen"),
    path("watch/<int:pk>/idea/", acts.idea, name="idea"),
    path("watch/<int:pk>/sort/", acts.sort, name="sort"),
    path("watch/pictures/<int:pk>/", items.picture, name="picture"),
    path("watch/pictures/<int:pk>/small/", items.picture, {"small": True}, name="picture_small"),
]
