"""Reading what a coordinator typed: program workbooks and folders of CSV files."""
