"""ketacli: patient information about ketamine treatment, in plain words. Imports nothing."""

__version__ = "0.1.0"
