"""Drawings that are computed: the same picture for the same width, every time, in ASCII."""
