"""Pure functions: frames in, figures out. No model, request, template or clock of their own.

`frames`, `summaries` and `week` import pandas, which costs a web process about a second and 75 MB: import
them inside tasks and commands only. `comparison` and `charts` are light; `charts` imports plotly to draw.
"""
