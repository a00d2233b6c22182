"""Filters for the letters' templates."""
