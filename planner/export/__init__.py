"""What leaves the planner: the roster workbook, the JSON object and the text summary."""
