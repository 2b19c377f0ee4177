"""A calendar on which what ships is in date: no test begins to fail when a day has come."""

from datetime import date

from ketacli.library import Calendar

DAY = date(2026, 12, 1)
IN_DATE = Calendar(lambda: DAY)
