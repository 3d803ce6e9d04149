"""The group therapy planner: one workbook in, this week's roster out."""
