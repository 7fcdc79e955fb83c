"""Where given files and refused lines lie."""

from cmhub.lib.file_runs import RunFiles

FILES = RunFiles("intake")
refused_path = FILES.refused_path
