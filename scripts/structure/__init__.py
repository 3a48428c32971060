"""PDF/A cases of our own making, and how a checker agrees with their verdicts. Entry point: scripts/check-corpus."""
