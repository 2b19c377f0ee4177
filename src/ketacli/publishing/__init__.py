"""The site that a clinic publishes: which files it has, how they are made, how it is renewed."""
