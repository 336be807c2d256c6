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


def test_readme_and_help_name_the_same_options():
    """None is named that there is not, and none is left for the reader to find out."""
    commands = (["-m", "analysis"], ["-m", "analysis", "verify"], ["-m", "dashboard"])
    helps = "".join(
        subprocess.run(
            [sys.executable, *command, "--help"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for command in commands
    )
    ours = re.findall(r"`(--[a-z-]+)", README)
    written = "\n".join(re.findall(r"-m (?:analysis|dashboard) .*", README))
    ours += re.findall(r"(?<=\s)(--[a-z-]+)", written)
    assert set(ours) == set(re.findall(r"(?<![\w-])--[a-z-]+", helps)) - {"--help"}
    for status in ("0", "2", "3"):
        assert re.search(rf"\b{status}\b", helps)


def test_the_python_example_of_the_readme_runs(tmp_path):
    """The lines for a notebook work as written, on two files of one's own."""
    [example] = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    for name in re.findall(r'Path\("(.+?)"\)', example):
        (tmp_path / name).with_suffix(".txt").write_text("Peace is good. War is bad.", "utf-8")
        example = example.replace(name, str((tmp_path / name).with_suffix(".txt")))
    names: dict = {}
    exec(example, names)
    assert names["report"].sentiment["side"].tolist()
