"""One output of every session: a file each, by all processors, and from where it stopped when it is asked for again.

Knows the façade and nothing below it; who shows how far it is, and what went wrong, is told. Loaded in parts, since
a command that writes one file needs no processes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tyopaja.exporting.many import export_all
    from tyopaja.exporting.orders import Order, Outcome

__all__ = ["Order", "Outcome", "export_all"]


def __getattr__(name: str) -> Any:
    if name == "export_all":
        from tyopaja.exporting.many import export_all

        return export_all
    if name in __all__:
        from tyopaja.exporting import orders

        return getattr(orders, name)
    raise AttributeError(f"module 'tyopaja.exporting' has no attribute {name!r}")
