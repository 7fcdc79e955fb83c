"""Room of the diagnoses and of staffing adequacy."""
