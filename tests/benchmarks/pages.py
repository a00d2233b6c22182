"""What each page takes over a large house: `python -m tests.benchmarks.pages [--cases N…] [--folder DIR]`.

Fills a database with N cases and their history (100,000 and 1,000,000 unless told) in SQLite and, where
`CASEDESK_TEST_DATABASE` names a server, in PostgreSQL; `--folder` keeps the SQLite files, and the databases
`casedesk_house_N` are kept too, so that the next run only measures. Then, side by side: each page's queries, median and
95th percentile of the server's time with one user, the median with 16 users against gunicorn, how it grew, and the
memory of an export of every row. The exit status is 1 where a figure falls short.
"""
