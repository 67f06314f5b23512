"""Exit 0 when a PostgreSQL on 127.0.0.1:5432 lets the user postgres in."""

import sys

import psycopg

try:
    psycopg.connect("host=127.0.0.1 port=5432 user=postgres dbname=postgres connect_timeout=3").close()
except psycopg.OperationalError as error:
    sys.exit(str(error))
