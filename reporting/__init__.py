"""What the work gave: figures, diagnoses, weekly reports, dashboards, exports."""
