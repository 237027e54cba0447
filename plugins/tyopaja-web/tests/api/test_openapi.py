"""The API is what its document says, also under blows."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tyopaja_web.api.openapi import OPERATIONS, document
from tyopaja_web.application import WAYS

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]

if TYPE_CHECKING:
    from conftest import Served


def test_every_route_of_the_api_is_documented_and_nothing_else() -> None:
    served = {(way.path.removeprefix("/api/r/{room}"), way.method) for way in WAYS if way.path.startswith("/api/r/")}
    assert served == {(path, method.upper()) for path, found in OPERATIONS.items() for method in found}


def test_the_document_is_served_and_knows_under_which_path(house: Served) -> None:
    assert house.stranger().ask("GET", "/api/openapi.json").json == document("")
    assert document("/paja")["servers"] == [{"url": "/paja"}]


@pytest.mark.filterwarnings("ignore")
def test_whatever_is_sent_the_api_answers_as_documented_and_never_fails(
    house: Served, room: str, caplog: pytest.LogCaptureFixture
) -> None:
    found = document("")
    # A stream never ends, which is what it is for; it is tried by itself.
    found["paths"] = {path: one for path, one in found["paths"].items() if not path.endswith("/live")}
    base, headers = f"http://127.0.0.1:{house.port}", house.leader(room).headers()
    for one in schemathesis.openapi.from_dict(found).get_all_operations():
        operation: Any = one
        _try(operation.ok(), base, headers, room)
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert house.guest(room).add("Jatketaan", id="on")["status"] == "done"


def _try(operation: Any, base: str, headers: dict[str, str], room: str) -> None:
    """Some cases of one operation, in the room and elsewhere."""

    @settings(
        max_examples=8,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def hold(case: Any) -> None:
        case.path_parameters["room"] = room
        case.query = {**(case.query or {}), "face": "lead"}
        if "wait" in case.query:
            case.query["wait"] = 0
        response = case.call(base_url=base, headers=headers, timeout=10)
        case.validate_response(response, checks=CHECKS)

    hold()
