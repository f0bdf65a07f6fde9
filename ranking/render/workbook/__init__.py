"""An edition as an Excel workbook: one module a sheet, put together in ``book``."""

from ranking.render.workbook.book import workbook as workbook
