from django.urls import path

from reporting.diagnoses.views import all_diagnoses, diagnoses, house, staffing

app_name = "diagnoses"
urlpatterns = [
    path("b/<slug:slug>/diagnoses/", diagnoses.diagnoses, name="diagnoses"),
    path("b/<slug:slug>/diagnoses/thresholds/", diagnoses.thresholds, name="thresholds"),
    path("b/<slug:slug>/team/staffing/", staffing.staffing, name="staffing"),
    path("staffing/", house.all_staffing, name="all_staffing"),
    path("diagnoses/", all_diagnoses.all_diagnoses, name="all_diagnoses"),
]
