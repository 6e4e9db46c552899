"""The Kubernetes base renders, is valid, and keeps its promises. Rendered offline; nothing is run."""

import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

BASE = Path(__file__).parents[2] / "deploy" / "k8s" / "base"
SERVICES = {
    "gateway", "hazard-registry", "reporting-whistleblower", "training-records", "enforcement",
}  # fmt: skip

pytestmark = pytest.mark.skipif(
    shutil.which("kubectl") is None, reason="kubectl is not installed, so nothing can be rendered"
)


@pytest.fixture(scope="module")
def objects() -> list[dict[str, Any]]:
    rendered = subprocess.run(  # noqa: S603 - a fixed command
        ["kubectl", "kustomize", str(BASE)],  # noqa: S607 - whichever is installed
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return list(yaml.safe_load_all(rendered))


def pods(objects: list[dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    for thing in objects:
        if thing["kind"] in {"Deployment", "Job"}:
            yield thing["metadata"]["name"], thing["spec"]["template"]["spec"]


def test_every_object_is_valid(objects: list[dict[str, Any]]) -> None:
    known = [thing for thing in objects if thing["kind"] != "HTTPRoute"]

    for thing in known:
        kubernetes_validate.validate(thing, "1.32", strict=True)
    assert len(known) > 30


def test_a_misspelt_field_would_be_found(objects: list[dict[str, Any]]) -> None:
    deployment = next(thing for thing in objects if thing["kind"] == "Deployment")
    wrong = {**deployment, "spec": {**deployment["spec"], "replicaz": 2}}

    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(wrong, "1.32", strict=True)


def test_every_service_has_an_api_a_worker_and_a_migration(objects: list[dict[str, Any]]) -> None:
    names = {name for name, _ in pods(objects)}

    parts = ("api", "worker", "migrate")
    assert names == {f"{service}-{part}" for service in SERVICES for part in parts}


def test_no_pod_runs_as_root_or_writes_to_its_image(objects: list[dict[str, Any]]) -> None:
    for name, pod in pods(objects):
        assert pod["securityContext"]["runAsNonRoot"] is True, name
        assert pod["automountServiceAccountToken"] is False, name
        for container in pod["containers"]:
            security = container["securityContext"]
            assert security["readOnlyRootFilesystem"] is True, name
            assert security["allowPrivilegeEscalation"] is False, name
            assert security["capabilities"] == {"drop": ["ALL"]}, name
            assert container["resources"]["limits"]["memory"], name
            assert not container["image"].endswith(":latest"), name
            assert ":" in container["image"], name


def test_each_service_reads_only_its_own_secrets(objects: list[dict[str, Any]]) -> None:
    for name, pod in pods(objects):
        service = name.rsplit("-", 1)[0]
        sources = pod["containers"][0]["envFrom"]
        assert sources[1]["secretRef"]["name"] == f"{service}-secrets"
        assert sources[0]["configMapRef"]["name"].startswith(f"{service}-settings")


def test_everything_is_probed_and_what_is_not_allowed_is_forbidden(
    objects: list[dict[str, Any]],
) -> None:
    for name, pod in pods(objects):
        probed = {"readinessProbe", "livenessProbe"} <= set(pod["containers"][0])
        assert probed or name.endswith("-migrate"), name
    policies = {o["metadata"]["name"] for o in objects if o["kind"] == "NetworkPolicy"}
    assert policies == {"nothing-else", *(f"{service}-edges" for service in SERVICES)}


def test_the_doors_figures_are_for_those_who_watch(objects: list[dict[str, Any]]) -> None:
    [api] = [pod for name, pod in pods(objects) if name == "gateway-api"]
    [edges] = [
        o["spec"]["ingress"]
        for o in objects
        if o["kind"] == "NetworkPolicy" and o["metadata"]["name"] == "gateway-edges"
    ]
    served = [
        o for o in objects if o["kind"] == "Service" and o["metadata"]["name"] == "gateway-api"
    ]

    assert {port["name"] for port in api["containers"][0]["ports"]} == {"http", "metrics"}
    [watching] = [rule for rule in edges if {"protocol": "TCP", "port": "metrics"} in rule["ports"]]
    assert "namespaceSelector" in watching["from"][0]
    assert all(p["targetPort"] != "metrics" for o in served for p in o["spec"]["ports"])


def test_demonstration_data_is_in_no_manifest() -> None:
    text = "".join(path.read_text() for path in BASE.parent.rglob("*.yaml"))

    assert "ZHIBEN_NATS_URL" in text
    assert "ZHIBEN_DEMO" not in text
    assert "ZHIBEN_TESTING" not in text


def test_every_image_has_a_recipe_that_installs_what_the_service_needs() -> None:
    root = BASE.parents[2]
    for service in SERVICES:
        folder = next(root.glob(f"**/{service}/pyproject.toml")).parent
        recipe = (folder / "Dockerfile").read_text()
        project = tomllib.loads((folder / "pyproject.toml").read_text())
        ours = {
            name for name in project["project"]["dependencies"] if (root / "libs" / name).is_dir()
        }
        assert {f"-e libs/{name}" for name in ours} <= set(_installed(recipe)), service


def _installed(recipe: str) -> list[str]:
    return re.findall(r"-e \S+", recipe)
