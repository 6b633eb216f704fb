"""Puts the documentation into the wheel, so that every instance can be read without a network.

Everything else about the package stands in pyproject.toml. Why so:
docs/decisions/0002-documentation-in-the-wheel.md.
"""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

HERE = Path(__file__).resolve().parent


class WithDocumentation(build_py):
    """Builds the package and lays `docs/` beside its rooms; an editable install reads the checkout."""

    def run(self) -> None:
        super().run()
        if self.editable_mode:
            return
        target = Path(self.build_lib) / "konbit" / "docs"
        shutil.rmtree(target, ignore_errors=True)
        for page in sorted((HERE / "docs").rglob("*.md")):
            copy = target / page.relative_to(HERE / "docs")
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(page, copy)


setup(cmdclass={"build_py": WithDocumentation})
