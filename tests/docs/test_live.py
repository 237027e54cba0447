"""The page of the live workshop: its part for Django is put into a new project, where it does what the page says."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.docs.test_examples import blocks

PAGE = Path(__file__).resolve().parents[2] / "docs" / "live.md"
ASKED = """
from project.asgi import application, engine  # sets Django up

from django.contrib.auth.models import User
from django.test import Client
from starlette.testclient import TestClient

from tyopaja import commands

session = engine.start("arjen-kompassi", title="Hotelli Kaamos", locale="fi")
session.do(commands.Join(by="aino", called="Aino"))
theirs = Client()
theirs.force_login(User.objects.create_user("aino"))
path = f"/workshop/api/r/{session.id}/outlook"
with TestClient(application, base_url="http://localhost") as browser:
    assert browser.get("/admin/login/").status_code == 200
    assert browser.get(path).status_code == 401
    browser.cookies.set("sessionid", theirs.cookies["sessionid"].value)
    assert browser.get(path).json()["person"]["name"] == "Aino"
    assert browser.get(f"/workshop/r/{session.id}").status_code == 200
    theirs.logout()
    assert browser.get(path).status_code == 401
"""


def test_the_asgi_py_of_the_page_makes_a_new_project_of_django_s_let_its_users_in(tmp_path: Path) -> None:
    (source,) = (block for block in blocks(PAGE, "python") if block.startswith("# project/asgi.py"))
    environ = {**os.environ, "PYTHONPATH": str(tmp_path)}
    environ.pop("DJANGO_SETTINGS_MODULE", None)

    def run(*words: str) -> None:
        command = [sys.executable, *words]
        ran = subprocess.run(command, cwd=tmp_path, env=environ, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stdout + ran.stderr

    run("-m", "django", "startproject", "project", ".")
    (tmp_path / "project" / "asgi.py").write_text(source, encoding="utf-8")
    run("manage.py", "migrate", "--verbosity=0")
    run("-c", ASKED)
