from django.urls import path

from channels_mgmt.desk.views import brand, home, interaction, leaving, own_data, personal_data, record

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("b/<slug:slug>/", brand.brand, name="brand"),
    path("b/<slug:slug>/personal-data/", personal_data.overview, name="personal_data"),
    path("b/<slug:slug>/personal-data/copy/", personal_data.copy, name="personal_data_copy"),
    path("b/<slug:slug>/personal-data/erase/", personal_data.erase, name="personal_data_erase"),
    path("b/<slug:slug>/personal-data/retention/", personal_data.retention, name="personal_data_retention"),
    path("people/me/data/", own_data.copy, name="own_data"),
    path("people/<int:person>/leaving/", leaving.leaving, name="leaving"),
    path("record/", record.record, name="record"),
    path("record/export/", record.record_export, name="record_export"),
    path("record/<int:pk>/", record.record_line, name="record_line"),
    path("record/<str:kind>/<int:pk>/", record.record_of, name="record_of"),
    path("interactions/<int:pk>/", interaction.interaction, name="interaction"),
]
