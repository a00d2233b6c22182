"""What a mail from outside says: parsed within budgets, sorted, its sender judged; nothing here knows a case."""
