"""What a host may want otherwise."""

from __future__ import annotations

from attrs import frozen


@frozen(kw_only=True)
class Settings:
    """Limits and times of one application."""

    origins: tuple[str, ...] = ()
    """Further origins that may send commands, `https://example.org`; the application's own always may."""
    hosts: tuple[str, ...] = ()
    """The names under which it may be asked for, without a port; any when empty."""
    address: str = ""
    """The address that people come by, `https://example.org/paja`, for codes and QR codes; that of whoever asks for
    them when empty."""
    body: int = 1_000_000
    """The largest body of a request in bytes, pictures excepted."""
    picture: int = 20_000_000
    """The largest picture in bytes."""
    rate: float = 20.0
    """Commands a second of one person, after the first `burst`."""
    burst: int = 300
    """Commands that one person may send at once: what an outbox held that was offline."""
    guesses: int = 10
    """Wrong codes a minute from one address."""
    guesses_in_all: int = 300
    """Wrong codes a minute from everywhere."""
    export_seconds: float = 60.0
    """How long making a file may take."""
    export_queue: int = 4
    """How many files of a room may be waited for."""
    ring: int = 2000
    """Frames that are kept for listeners who are behind; who is further behind starts anew."""
    beat: float = 1.0
    """Seconds between two signs of life on a stream."""
    connections: int = 600
    """Streams that are open at once in one room."""
    per_person: int = 8
    """Streams of one person that are open at once; the oldest ends."""
    proxied: bool = False
    """Whether a proxy of ours stands in front, so that `X-Forwarded-For` and `X-Forwarded-Proto` are believed."""
