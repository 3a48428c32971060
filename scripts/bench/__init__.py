"""Measuring readers of pages side by side. Entry point: scripts/bench-read."""
