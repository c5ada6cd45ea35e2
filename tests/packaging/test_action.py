"""The GitHub Action is sound, and its steps do in a shell what the inputs say."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft7Validator
from scratch_repository import ARCHETYPE, BAD, GOOD, ROOT, clean_environment, write

SCHEMA = ROOT / "tests" / "data" / "report_schemas" / "github-action.schema.json"
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS: dict[str, dict[str, Any]] = {step["name"]: step for step in ACTION["runs"]["steps"]}
_EXPRESSION = re.compile(r"\$\{\{ (inputs|steps)\.([\w.-]+) \}\}")


class Job:
    """A job on a machine of its own: a checkout, and the files through which its steps speak."""

    def __init__(self, folder: Path, **inputs: str) -> None:
        self.folder = folder
        self.inputs = {name: str(one.get("default", "")) for name, one in ACTION["inputs"].items()}
        self.inputs |= {name.replace("_", "-"): value for name, value in inputs.items()}
        self.outputs: dict[str, str] = {}
        write(folder, {"scenelang.toml": "", **ARCHETYPE})
        for name in ("output", "summary.md"):
            (folder / name).write_text("", encoding="utf-8")

    def run(self, name: str) -> subprocess.CompletedProcess[str]:
        """Runs a step as the runner would, and keeps its outputs."""
        step = STEPS[name]
        environment = clean_environment(
            GITHUB_OUTPUT=str(self.folder / "output"),
            GITHUB_STEP_SUMMARY=str(self.folder / "summary.md"),
            GITHUB_WORKSPACE=str(self.folder),
            RUNNER_TEMP=str(self.folder),
            **{key: self._filled(value) for key, value in step.get("env", {}).items()},
        )
        bash = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
        cwd = self.folder / self._filled(step.get("working-directory", "."))
        done = subprocess.run(bash, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
        lines = (self.folder / "output").read_text(encoding="utf-8").splitlines()
        self.outputs = dict(line.split("=", 1) for line in lines)
        return done

    def _filled(self, value: str) -> str:
        def known(match: re.Match[str]) -> str:
            if match[1] == "inputs":
                return self.inputs[match[2]]
            return self.outputs.get(match[2].rsplit(".", 1)[1], "")

        return _EXPRESSION.sub(known, value)


def test_the_action_is_what_github_reads() -> None:
    Draft7Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(ACTION)
    assert ACTION["runs"]["using"] == "composite"
    assert {"paths", "args", "version", "output-format"} <= set(ACTION["inputs"])


def test_no_input_is_spliced_into_a_shell() -> None:
    for step in STEPS.values():
        assert "${{" not in step.get("run", ""), step["name"]
        assert ("run" in step) == (step.get("shell") == "bash")


def test_findings_are_annotated_summarised_and_fail_the_job(tmp_path: Path) -> None:
    (tmp_path / "my scenes").mkdir()
    (tmp_path / "my scenes" / "pot.scene").write_text(BAD, encoding="utf-8")
    job = Job(tmp_path, paths="my scenes\n", args="--color never")
    linted = job.run("Lint")
    assert linted.returncode == 0, linted.stderr
    assert linted.stdout.startswith("::error file=my scenes/pot.scene,line=3,endLine=3,col=12,endColumn=20,")
    assert (tmp_path / "summary.md").read_text(encoding="utf-8").startswith("## scenelang: 1 error\n")
    assert job.outputs == {"exit-code": "1"}
    assert job.run("Pass or fail").returncode == 1


def test_sound_scenes_pass_and_code_scanning_gets_its_report(tmp_path: Path) -> None:
    (tmp_path / "kettle.scene").write_text(GOOD, encoding="utf-8")
    job = Job(tmp_path, paths="kettle.scene", sarif="true", output_format="json", output_file="found.json")
    assert job.run("Lint").returncode == 0
    assert job.outputs["exit-code"] == "0"
    assert json.loads(Path(job.outputs["sarif"]).read_text(encoding="utf-8"))["runs"][0]["results"] == []
    assert json.loads((tmp_path / "found.json").read_text(encoding="utf-8"))["diagnostics"] == []
    assert job.run("Pass or fail").returncode == 0


def test_a_check_that_cannot_be_carried_out_fails_with_two_and_sends_nothing(tmp_path: Path) -> None:
    job = Job(tmp_path, paths="gone", sarif="true")
    assert job.run("Lint").returncode == 0
    assert job.outputs == {"exit-code": "2"}
    assert job.run("Pass or fail").returncode == 2


def test_words_of_an_input_are_arguments_and_never_commands(tmp_path: Path) -> None:
    (tmp_path / "kettle.scene").write_text(GOOD, encoding="utf-8")
    job = Job(tmp_path, paths='kettle.scene\n$(touch paths)\n"; touch paths; "', args="--color $(touch args)")
    job.run("Lint")
    assert not (tmp_path / "paths").exists()
    assert not (tmp_path / "args").exists()
    assert job.outputs["exit-code"] == "2"


def test_what_is_installed_is_what_the_inputs_name(tmp_path: Path) -> None:
    bin_folder = tmp_path / "bin"
    bin_folder.mkdir()
    (bin_folder / "python").write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n', encoding="utf-8")
    (bin_folder / "python").chmod(0o755)

    def installed(**inputs: str) -> str:
        job = Job(tmp_path, **inputs)
        step = STEPS["Install scenelang"]
        script = f"PATH={shlex.quote(str(bin_folder))}:$PATH\n{step['run']}"
        environment = clean_environment(**{key: job._filled(value) for key, value in step["env"].items()})
        done = subprocess.run(
            ["bash", "-eo", "pipefail", "-c", script],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.splitlines()[-1]

    assert installed() == "scenelang"
    assert installed(version="==0.1.0") == "scenelang==0.1.0"
    assert installed(version="==0.1.0", source="./dist/a b.whl") == "./dist/a b.whl"
