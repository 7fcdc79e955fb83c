"""A report as files: one module for each format, over one description of the report's sections."""
