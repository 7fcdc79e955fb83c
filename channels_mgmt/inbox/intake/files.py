"""Where given files and refused lines lie."""

from cmhub.lib.file_runs import RunFiles

FILES = RunFiles("intake")
given_path, refused_path = FILES.given_path, FILES.refused_path
