"""Counts of acknowledgements, without a person in them, in a file that shows what was changed."""
