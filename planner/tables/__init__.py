"""Raw cells of a workbook or a folder of CSV files, and how each is read."""
