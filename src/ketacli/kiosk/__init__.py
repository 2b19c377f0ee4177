"""The kiosk: one visit after another, full screen or as a plain stream."""
