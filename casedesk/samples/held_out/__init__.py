"""Dossiers that no reader was tuned on: other layouts, typefaces, names, stamps and papers than the usual ones."""
