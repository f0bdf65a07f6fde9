"""The clock of a list: working days of China, release dates, and the calendar of what is coming."""
