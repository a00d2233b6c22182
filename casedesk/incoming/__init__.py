"""Mail that comes in: fetched, kept, joined to its case, its files made papers; nothing here answers a mail."""
