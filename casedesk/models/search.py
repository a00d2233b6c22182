"""What can be searched: one row a value of a case, as it is written and folded."""

from django.db import models


class SearchEntry(models.Model):
    """One value of a case: `place` says where it stands, `folded` is the text without accents (`search.folding`).

    `is_paper` marks what was read from the papers: only who may see papers finds by it. The index over
    `folded` is the database's own: FTS5 in SQLite (migration `search`), keys in PostgreSQL (`search_keys`).
    """

    case = models.ForeignKey("casedesk.Case", models.CASCADE, related_name="search_entries")
    place = models.CharField(max_length=60)
    is_paper = models.BooleanField(default=False)
    text = models.TextField()
    folded = models.TextField()

    def __str__(self) -> str:
        return f"{self.case_id} {self.place}"
