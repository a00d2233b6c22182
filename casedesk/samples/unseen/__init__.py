"""Dossiers of a third kind, to measure with: no reader was tuned on them, nor were they looked at while it was."""
