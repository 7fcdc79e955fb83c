"""PostgreSQL and Valkey from wheels, and the supervisor behind `make demo` and `make run`.

layout      where things are in CMHUB_HOME
processes   starting and ending children
postgres, valkey   the two servers
keeper      the process that runs both for as long as somebody uses them
lease       joining them: what `manage.py` does when no DATABASE_URL is set
supervisor  web, workers and beat on top

Nothing here is needed, nor imported, in production.
"""
