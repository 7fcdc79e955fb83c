from django.urls import path

from reporting.diagnoses.views import house, staffing

app_name = "diagnoses"
urlpatterns = [
    path("b/<slug:slug>/team/staffing/", staffing.staffing, name="staffing"),
    path("staffing/", house.all_staffing, name="all_staffing"),
]
