"""Change the rules in one place at a time, and see whether a test notices: docs/mutants.md.

    python -m tests.mutants words --sample 600 --seed 1

The library is mutmut, in an environment of its own. It leaves functions with a decorator alone, so decorators are
written as assignments first, in a copy of this checkout. It forks a process for each mutant: what was computed before,
and is kept, would hide the mutant there, so that it is forgotten.
"""

import argparse
import ast
import functools
import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from hypothesis import Phase, settings

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".cache" / "mutants"
APPS = ("agencies", "agreements", "alerts", "catalogue", "desk", "opendata", "pages", "spacecoop")
OPTIONS = (
    *("-p", "tests.mutants", "--hypothesis-profile=mutants"),
    "--noconftest",  # no database
    *("-p", "no:cacheprovider", "-p", "no:unraisableexception"),  # half of what a process takes
)


class Group(NamedTuple):
    """Modules, and the tests that hold them; which of these, in the words of pytest's `-m`."""

    modules: tuple[str, ...]
    tests: tuple[str, ...]
    which: str = "not thorough and not django_db"


GROUPS = {
    "status": Group(
        tuple(f"agreements/{name}.py" for name in ("status", "happened", "foreseen", "facts", "evidence")),
        tuple(
            f"tests/agreements/test_{name}.py"
            for name in ("status", "status_table", "timeline", "foreseen", "happened", "reasons")
        ),
        "not django_db and not hypothesis",  # what is generated takes nine tenths of the time
    ),
    "dates": Group(("spacecoop/dates.py",), ("tests/spacecoop/test_dates.py", "tests/spacecoop/test_date_words.py")),
    "words": Group(
        ("spacecoop/date_words/*.py",), ("tests/spacecoop/test_date_words.py", "tests/desk/reading/test_dates.py")
    ),
    "filters": Group(("spacecoop/filters.py",), ("tests/spacecoop/test_filters.py",)),
}
CONFIGURATION = """[mutmut]
source_paths={apps}
only_mutate={modules}
do_not_mutate_patterns={texts}
also_copy={others}
pytest_add_cli_args_test_selection={tests}
pytest_add_cli_args={options}
process_isolation=forkserver
timeout_constant=4.0
timeout_multiplier=4.0
"""

# As a plugin of pytest, in each process of the library's

# Not to look for the simplest failure: one is enough.
settings.register_profile(
    "mutants", phases=[Phase.explicit, Phase.generate], deadline=None, derandomize=True, database=None
)


def pytest_sessionstart():
    """Forget what the functions of ours keep."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in APPS:
            for value in vars(module).values():
                if type(value) is functools._lru_cache_wrapper:
                    value.cache_clear()


def pytest_runtest_setup():
    """Let each test call all that it rests on, while the library notes which tests call a function."""
    if os.environ.get("MUTANT_UNDER_TEST") == "stats":
        pytest_sessionstart()


def pytest_collection_modifyitems(items):
    """Begin with what is quick."""
    items.sort(key=lambda item: hasattr(item.obj, "hypothesis"))


# As a command


def prepare(group, folder):
    """Copy this checkout into an empty folder, with what the library is to do there."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    names = [name for name in listed.stdout.split("\0") if name]
    shutil.rmtree(folder, ignore_errors=True)
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, folder / name)
    for path in modules_of(group, folder):
        path.write_text(undecorated(path.read_text()))
    others = sorted({name.partition("/")[0] for name in names} - {*APPS, "tests", ".ci"})
    lists = {
        "apps": APPS,
        "modules": group.modules,
        "texts": [r"gettext(_lazy)?\("],
        "others": others,
        "tests": group.tests,
        "options": (*OPTIONS, "-m", group.which),
    }
    told = {name: "".join(f"\n    {value}" for value in values) for name, values in lists.items()}
    (folder / "setup.cfg").write_text(CONFIGURATION.format(**told))


def modules_of(group, folder):
    return sorted(path for pattern in group.modules for path in folder.glob(pattern))


def undecorated(code):
    """Return code in which a decorator of a function is an assignment behind it."""
    lines = code.splitlines()
    functions = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.FunctionDef)]
    for function in sorted(functions, key=lambda function: -function.lineno):
        decorators = [ast.unparse(decorator) for decorator in function.decorator_list]
        if not decorators or "classmethod" in decorators:
            continue
        value = functools.reduce("{1}({0})".format, reversed(decorators), function.name)
        lines.insert(function.end_lineno, f"{' ' * function.col_offset}{function.name} = {value}")
        first = function.decorator_list[0].lineno
        lines[first - 1 : function.lineno - 1] = [""] * (function.lineno - first)
    return "\n".join(lines) + "\n"


def chosen(group, folder, size, seed):
    """Return the names of a sample of the mutants; all of them if they are no more."""
    from mutmut.mutation.file_mutation import mutate_file_contents
    from mutmut.utils.format_utils import get_mutant_name

    names = [
        get_mutant_name(path.relative_to(folder), name)
        for path in modules_of(group, folder)
        for name in mutate_file_contents(str(path), path.read_text()).mutant_names
    ]
    print(f"{len(names)} mutants")  # noqa: T201
    return random.Random(seed).sample(sorted(names), size) if size and size < len(names) else []  # noqa: S311


def survivors(folder):
    """Yield (name, outcome, difference) of each mutant that was not killed; print how many there are of each kind."""
    from mutmut.mutation.diff_apply import get_diff_for_mutant
    from mutmut.stats import status_by_exit_code

    outcomes = {}
    for path in sorted(folder.glob("mutants/**/*.meta")):
        codes = json.loads(path.read_text())["exit_code_by_key"]
        outcomes |= {name: (status_by_exit_code[code], path) for name, code in codes.items() if code is not None}
    kinds = [outcome for outcome, _ in outcomes.values()]
    print({kind: kinds.count(kind) for kind in sorted(set(kinds))})  # noqa: T201
    for name, (outcome, path) in outcomes.items():
        if outcome != "killed":
            module = path.relative_to(folder / "mutants").with_suffix("")
            yield name, outcome, get_diff_for_mutant(name, path=module)


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("group", choices=GROUPS)
    parser.add_argument("--sample", type=int, help="how many mutants; all if it is not given")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    group, folder = GROUPS[asked.group], FOLDER / asked.group
    prepare(group, folder)
    os.chdir(folder)  # the library reads its configuration there
    names = chosen(group, folder, asked.sample, asked.seed)
    mutmut = Path(sys.executable).with_name("mutmut")
    subprocess.run([mutmut, "run", "--max-children", "1", *names], check=True)
    for name, outcome, difference in survivors(folder):
        print(f"\n# {name}: {outcome}\n{difference}")  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
