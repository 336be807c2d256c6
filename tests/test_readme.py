"""The README says what is so."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def command(name: str) -> str:
    found = re.search(rf"<!-- {name} command -->\n```\n(.+)\n```\n<!-- end -->", README)
    assert found
    return found[1]


def test_each_command_is_one_line_that_makes_its_own_environment():
    """A distribution's Python refuses to install outside a virtual environment."""
    for name in ("run", "test"):
        assert command(name).startswith("python3 -m venv .venv && .venv/bin/pip install")


def test_the_run_command_starts_what_is_there():
    """The files that the commands name exist."""
    for name in re.findall(r"\b[\w-]+\.(?:txt|py)\b", command("run") + command("test")):
        assert (ROOT / name).exists(), name


def test_links_and_pictures_lead_somewhere():
    """Every relative link of the README is a file of the repository."""
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", README):
        assert (ROOT / target).exists(), target


def test_every_version_is_bounded():
    """No requirement is open above: a fresh install in a year gets what was tested."""
    lines = "\n".join(
        (ROOT / name).read_text() for name in ("requirements.txt", "requirements-dev.txt")
    )
    names = [line.split("#")[0].strip() for line in lines.splitlines()]
    open_ended = [
        n for n in names if n and not n.startswith("-r") and "<" not in n and "==" not in n
    ]
    assert open_ended == []


def test_the_command_line_in_the_readme_runs(tmp_path):
    """The example of the README works as written."""
    example = re.search(r"-m (analysis .+?) --out out\n", README)
    assert example
    arguments = [sys.executable, "-m", *example[1].split(), "--out", str(tmp_path)]
    done = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "manifest.json").exists()
