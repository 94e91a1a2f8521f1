"""Bundles the page's modules and styles into few files, when a wheel or sdist is made where Node and esbuild are.

The bundle lies in `static/bundle/` of what is made, never in the checkout. It is optional: without it the page loads
the modules as they are. A wheel that is made out of an sdist takes over the sdist's.
"""

import json
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BUNDLE = "static/bundle"

SCRIPT = """
const { buildSync } = require("esbuild");
const { basename, join } = require("path");
const { folder, builds } = JSON.parse(process.argv[1]);
for (const build of builds)
  for (const { path, contents } of buildSync({ ...build, write: false }).outputFiles)
    require("fs").writeFileSync(join(folder, basename(path)), contents);
"""
"""What Node runs: esbuild writes as if into the checkout, so that its maps lead to the modules beside the bundle."""


class BundleHook(BuildHookInterface):
    """What hatchling calls before and after it makes a wheel or an sdist."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Adds the bundle to what goes into the archive; an editable install has none."""
        self._folder = tempfile.TemporaryDirectory()
        root = Path(self.root)
        if version == "editable" or (root / BUNDLE).is_dir():
            return
        node = shutil.which("node")
        if node is None or not has_esbuild(node, root):
            self.app.display_info("The page's modules are not bundled: that takes Node and `npm ci`.")
            return
        bundle(node, root, self._folder.name)
        target = f"app/{BUNDLE}" if self.target_name == "wheel" else BUNDLE
        for path in sorted(Path(self._folder.name).iterdir()):
            build_data["force_include"][str(path)] = f"{target}/{path.name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Removes what was made on the way."""
        self._folder.cleanup()


def has_esbuild(node: str, root: Path) -> bool:
    """Whether the project's own esbuild runs here; what npm fetched may be for another system."""
    command = [node, "--input-type=commonjs", "--eval", 'require("esbuild").transformSync("")']
    installed = (root / "node_modules/esbuild").is_dir()
    return installed and subprocess.run(command, cwd=root, capture_output=True).returncode == 0


def bundle(node: str, root: Path, folder: str) -> None:
    """Writes main.js, page.css and what main.js imports, now or when it is wanted, with their maps into a folder.

    Raises CalledProcessError.
    """
    common = {
        "absWorkingDir": str(root),
        "bundle": True,
        "minify": True,
        "charset": "utf8",
        "sourcemap": "linked",
        "sourcesContent": False,
    }
    sheets = (root / "static/css/order.txt").read_text("utf-8").split()
    imports = "".join(f'@import "./css/{sheet}";\n' for sheet in sheets)
    styles = {"contents": imports, "loader": "css", "resolveDir": str(root / "static"), "sourcefile": "page.css"}
    builds = [
        {**common, "entryPoints": ["static/js/main.js"], "format": "esm", "splitting": True, "outdir": BUNDLE},
        {**common, "stdin": styles, "outfile": f"{BUNDLE}/page.css"},
    ]
    task = json.dumps({"folder": folder, "builds": builds})
    subprocess.run([node, "--input-type=commonjs", "--eval", SCRIPT, task], cwd=root, check=True)
