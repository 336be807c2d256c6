"""The rules of ARCHITECTURE.md that a machine can hold."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FEATURES = ("sentiment", "readability", "actors", "terms")


def imports_of(path: Path) -> set[str]:
    """Top-level packages and modules a file imports, at any depth of its code."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def python_files(place: str) -> list[Path]:
    path = ROOT / place
    return [path] if path.is_file() else sorted(path.rglob("*.py"))


FORBIDDEN = [
    ("analysis", ("streamlit", "plotly", "dashboard")),
    ("dashboard/figures", ("streamlit",)),
    ("dashboard/exhibits.py", ("streamlit",)),
    ("dashboard/picture.py", ("streamlit",)),
    ("dashboard/views", ("plotly", "numpy")),
]


@pytest.mark.parametrize(
    ("path", "forbidden"),
    [(path, names) for folder, names in FORBIDDEN for path in python_files(folder)],
    ids=lambda value: str(value.relative_to(ROOT)) if isinstance(value, Path) else "",
)
def test_data_flows_one_way(path, forbidden):
    """Analysis draws nothing, figures know no page, views know no chart library."""
    crossing = {name for name in imports_of(path) if name.split(".")[0] in forbidden}
    assert not crossing


@pytest.mark.parametrize("path", python_files("dashboard"), ids=lambda path: path.name)
def test_colours_are_written_in_the_theme_only(path):
    """No hexadecimal or rgb colour stands outside dashboard/theme.py."""
    if path.name == "theme.py":
        assert re.search(r"#[0-9a-f]{6}", path.read_text(encoding="utf-8"))
        return
    strings = [
        node.value
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    colour = re.compile(r"^(?:#[0-9a-fA-F]{6}|rgba?\(\d.*)$")
    assert not [string for string in strings if colour.match(string)]


@pytest.mark.parametrize("path", python_files("dashboard/views"), ids=lambda path: path.name)
def test_views_do_no_arithmetic(path):
    """A view puts things on the page; sums and ratios belong to the analysis."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    arithmetic = [
        ast.unparse(node)
        for node in ast.walk(tree)
        if isinstance(node, ast.BinOp)
        and isinstance(node.op, ast.Add | ast.Sub | ast.Mult | ast.Div | ast.FloorDiv | ast.Mod)
    ]
    assert not arithmetic


def test_session_state_and_url_are_touched_in_one_place():
    """Only dashboard/inputs reads or writes the session and the URL."""
    touching = {
        path.parent.name if path.parent.name == "inputs" else path.name
        for path in python_files("dashboard")
        if re.search(r"st\.(session_state|query_params)", path.read_text(encoding="utf-8"))
    }
    assert touching <= {"inputs", "components.py"}


@pytest.mark.parametrize("feature", FEATURES)
def test_a_feature_is_one_name_in_four_folders(feature):
    """Whoever adds a feature is told which of its files is missing."""
    needed = [
        f"analysis/{feature}.py",
        f"dashboard/figures/{feature}.py",
        f"dashboard/views/{feature}.py",
        f"tests/test_{feature}.py",
    ]
    assert [name for name in needed if not (ROOT / name).exists()] == []


MANY_PARAMETERS = {"comparison.py: _pick"}
"""Functions that still take more than five; none is to be added."""


def test_no_function_takes_more_than_five_parameters():
    """What belongs together comes as one thing with a name."""
    many = {
        f"{path.name}: {node.name}"
        for folder in ("analysis", "dashboard")
        for path in python_files(folder)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
        and len([*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]) > 5
    }
    assert many - MANY_PARAMETERS == set()


def test_nothing_rounds_in_the_analysis():
    """Numbers stay exact until they are printed."""
    rounding = [
        path.name
        for path in python_files("analysis")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "round"
    ]
    assert rounding == []
