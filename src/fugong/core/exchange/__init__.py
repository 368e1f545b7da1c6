"""Import and export as one service: a context declares columns and one action, the rest is done here.

In: a file is received (``actions.importing``), read in a limited child process (``reading``), judged row by row
(``judging``), shown with its problems, confirmed, taken over in one transaction by a job (``actions.working``), and
may be taken back for a day. Out: any list exactly as it is shown (``actions.exporting``).
How to: docs/howto/exchange.md.
"""

from fugong.core.exchange.actions import exporting, importing, working
from fugong.core.exchange.declared import Import, ListExport, Values, declare, subjects_of
from fugong.core.exchange.models import ExportFile, ImportBatch
from fugong.core.exchange.queries import history_of_import, places_in_files
from fugong.core.exchange.rules.columns import Column, Repeated, Unchanged, coded, text
from fugong.core.exchange.spooling import MEDIA_TYPES
from fugong.core.exchange.workbooks import workbook

__all__ = [
    "MEDIA_TYPES", "Column", "ExportFile", "Import", "ImportBatch", "ListExport", "Repeated", "Unchanged", "Values",
    "coded", "declare", "exporting", "history_of_import", "importing", "places_in_files", "subjects_of", "text",
    "workbook", "working",
]  # fmt: skip
