"""The web clients are built when their sources change, and only then."""

import json
from pathlib import Path

import pytest
from launcher import web_clients
from launcher.speech import Refused
from launcher.web_clients import build_web_clients

BUILD = """
import { appendFileSync, mkdirSync } from 'node:fs'
mkdirSync('dist', { recursive: true })
appendFileSync('dist/built.txt', 'once ')
"""


@pytest.fixture
def web(tmp_path: Path) -> Path:
    """A workspace that needs no package, whose build counts how often it ran."""
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts" / "build.mjs").write_text(BUILD)
    (tmp_path / "package.json").write_text(json.dumps({"name": "some-web", "private": True}))
    locked = {"name": "some-web", "lockfileVersion": 3, "packages": {"": {"name": "some-web"}}}
    (tmp_path / "package-lock.json").write_text(json.dumps(locked))
    (tmp_path / "node_modules").mkdir()
    try:
        web_clients.node_command()
    except Refused as refusal:
        pytest.skip(str(refusal))
    return tmp_path


def test_it_builds_once_and_again_after_a_change(web: Path) -> None:
    assert build_web_clients(web)
    assert not build_web_clients(web)
    (web / "packages").mkdir()
    (web / "packages" / "words.ts").write_text("export const a = 1")
    assert build_web_clients(web)
    assert not build_web_clients(web)

    assert (web / "dist" / "built.txt").read_text() == "once once "


def test_a_build_that_fails_is_told_and_tried_again(web: Path) -> None:
    (web / "scripts" / "build.mjs").write_text("throw new Error('no such colour')")

    for _ in range(2):
        with pytest.raises(Refused) as raised:
            build_web_clients(web)
        assert "no such colour" in raised.value.zh


def test_an_old_node_is_none(tmp_path: Path) -> None:
    old = tmp_path / "node"
    old.write_text("#!/bin/sh\necho v18.20.4\n")
    old.chmod(0o755)

    assert not web_clients._is_new_enough(str(old))
    assert not web_clients._is_new_enough(str(tmp_path / "nowhere"))
