"""Test pages with exact truth: composed, drawn, spoilt. Entry point: scripts/make-pages."""
