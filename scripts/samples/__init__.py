"""The sample documents: drawn, printed, signed, scanned. Entry point: scripts/make-samples."""
