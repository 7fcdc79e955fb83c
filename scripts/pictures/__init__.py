"""The pictures of the documents, taken of the running demonstration: ``make pictures``."""
