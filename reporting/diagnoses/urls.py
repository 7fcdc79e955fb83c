from django.urls import path

from reporting.diagnoses.views import staffing

app_name = "diagnoses"
urlpatterns = [
    path("b/<slug:slug>/team/staffing/", staffing.staffing, name="staffing"),
]
