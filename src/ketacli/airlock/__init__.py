"""The airlock: owns the real terminal of a kiosk and runs each visit in a terminal of its own."""
