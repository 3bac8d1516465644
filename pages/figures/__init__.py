"""Figures: what charts and pages count, as tables for programs."""
