"""Made-up dossiers as scans, with their truth."""
