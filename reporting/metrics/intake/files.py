"""Where given files and refused lines lie."""

from cmhub.lib.file_runs import RunFiles

FILES = RunFiles("metrics")
