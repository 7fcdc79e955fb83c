"""Tables that people send and take away: CSV in the encodings and separators that occur, and XLSX."""

from cmhub.lib.tabular.errors import ROW_PROBLEMS, TableError, row_problem
from cmhub.lib.tabular.table import Row, Table, open_table, unpacked

__all__ = ["ROW_PROBLEMS", "Row", "Table", "TableError", "open_table", "row_problem", "unpacked"]
