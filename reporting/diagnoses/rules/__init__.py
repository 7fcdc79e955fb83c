"""The nine diagnoses: one module each, plain values in, plain values out."""
