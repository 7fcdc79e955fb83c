from django.urls import path

from channels_mgmt.desk.views import (
    brand,
    errata,
    guide,
    home,
    interaction,
    knowledge,
    leaving,
    own_data,
    personal_data,
    record,
    setup,
)

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("log/", home.log, name="log"),
    path("b/<slug:slug>/", brand.brand, name="brand"),
    path("b/<slug:slug>/setup/", setup.setup, name="setup"),
    path("b/<slug:slug>/setup/gaps/", setup.gaps, name="setup_gaps"),
    path("b/<slug:slug>/setup/networks/", setup.networks, name="setup_networks"),
    path("b/<slug:slug>/setup/territories/", setup.territories, name="setup_territories"),
    path(
        "b/<slug:slug>/setup/territories/<int:territory>/up/",
        setup.territory_up,
        name="setup_territory_up",
    ),
    path(
        "b/<slug:slug>/setup/territories/<int:territory>/leave/",
        setup.territory_leave,
        name="setup_territory_leave",
    ),
    path("b/<slug:slug>/setup/<slug:step>/not-needed/", setup.not_needed, name="setup_not_needed"),
    path("b/<slug:slug>/setup/<slug:step>/needed/", setup.needed_again, name="setup_needed"),
    path("b/<slug:slug>/knowledge/", knowledge.knowledge, name="knowledge"),
    path("b/<slug:slug>/personal-data/", personal_data.overview, name="personal_data"),
    path("b/<slug:slug>/personal-data/copy/", personal_data.copy, name="personal_data_copy"),
    path("b/<slug:slug>/personal-data/erase/", personal_data.erase, name="personal_data_erase"),
    path("b/<slug:slug>/personal-data/retention/", personal_data.retention, name="personal_data_retention"),
    path("guide/", guide.guide_of, name="guide"),
    path("guide/<slug:reader>/", guide.guide_of, name="guide_of"),
    path("people/me/data/", own_data.copy, name="own_data"),
    path("people/<int:person>/leaving/", leaving.leaving, name="leaving"),
    path("record/", record.record, name="record"),
    path("record/export/", record.record_export, name="record_export"),
    path("record/<int:pk>/", record.record_line, name="record_line"),
    path("record/<str:kind>/<int:pk>/", record.record_of, name="record_of"),
    path("interactions/<int:pk>/", interaction.interaction, name="interaction"),
    path("interactions/<int:pk>/erratum/", errata.erratum, name="erratum"),
]
