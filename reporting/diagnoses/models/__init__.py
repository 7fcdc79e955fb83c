from reporting.diagnoses.models.reading import DiagnosisReading
from reporting.diagnoses.models.staffing import StaffingReading
from reporting.diagnoses.models.threshold import DiagnosisThreshold

__all__ = ["DiagnosisReading", "DiagnosisThreshold", "StaffingReading"]
