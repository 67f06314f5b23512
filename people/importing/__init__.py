"""Reading personnel files: bytes to a table, a table to rows that are right and problems that are named. No ORM."""
