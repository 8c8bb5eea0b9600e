"""The two environments, .venv and .venv-rasa: made from locked requirements, reused while these stay the same.

An environment carries the digest of what it was made from. A cache keeps finished ones by that digest; they are copied
from there into another checkout of the same machine.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

from requirements.lanes import Lane, SetupError

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "requirements"
APP, RASA = ROOT / ".venv", ROOT / ".venv-rasa"
GIB = 1024**3
SPACE_NEEDED = 7 * GIB
STAMP = "motcua-digest"


def works(python: str, version: tuple[int, int]) -> bool:
    """Say whether ``python`` runs (a pyenv shim may exist and refuse), has ``version`` and can make environments."""
    check = f"import sys, venv, ensurepip; sys.exit(sys.version_info[:2] != {version})"
    try:
        return subprocess.run([python, "-c", check], capture_output=True, timeout=30).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def find_python310() -> str:
    """Give a Python 3.10 that works.

    Raises:
        SetupError: there is none, with what to install.
    """
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    candidates = ["python3.10", *(str(path / "bin" / "python") for path in sorted(pyenv.glob("3.10*"), reverse=True))]
    for candidate in candidates:
        if works(candidate, (3, 10)):
            return candidate
    if shutil.which("uv"):
        found = _output_of("uv", "python", "find", "3.10")
        if not works(found, (3, 10)):
            _output_of("uv", "python", "install", "3.10")
            found = _output_of("uv", "python", "find", "3.10")
        if works(found, (3, 10)):
            return found
    raise SetupError(
        "Không tìm thấy Python 3.10 mà Rasa cần. Cài một trong các cách: 'apt-get install python3.10-venv', "
        "'pyenv install 3.10', 'uv python install 3.10'; rồi chạy lại. / Python 3.10 (needed by Rasa) was not found."
    )


def digest_of(python: str, requirements: Path) -> str:
    """Name an environment by what it is made from."""
    version = _output_of(python, "-c", "import sys, platform; print(sys.version, platform.machine())")
    return hashlib.sha256(version.encode() + requirements.read_bytes()).hexdigest()[:16]


def prepare(lane: Lane, python: str, environment: Path, requirements: Path, cache: Path | None) -> None:
    """Make an environment unless it is there already.

    Args:
        lane: runs the commands.
        python: the Python that it is made with.
        environment: the folder of the environment.
        requirements: the locked requirements.
        cache: the folder that keeps finished environments, None for none.

    Raises:
        SetupError: there is no room for it, or a command failed.
    """
    digest = digest_of(python, requirements)
    if _is_ready(environment, digest):
        return
    made = cache / f"{environment.name.lstrip('.')}-{digest}" if cache else environment
    if not _is_ready(made, digest):
        # Few modules are ever imported, and Python compiles those then. What is kept is compiled once for all copies.
        _make(lane, python, made, requirements, *([] if cache else ["--no-compile"]))
        (made / STAMP).write_text(digest)
    if made != environment:
        copy_environment(made, environment)


def add_development_tools(lane: Lane) -> None:
    """Install what tests and linters need into .venv, unless it is there already.

    Raises:
        SetupError: pip failed.
    """
    requirements, stamp = REQUIREMENTS / "dev.txt", APP / f"{STAMP}-dev"
    digest = hashlib.sha256(requirements.read_bytes()).hexdigest()[:16]
    if not stamp.is_file() or stamp.read_text() != digest:
        pip_install(lane, APP, requirements)
        stamp.write_text(digest)


def add_command(lane: Lane) -> None:
    """Put the command ``motcua`` into .venv, reading the code from this checkout.

    Raises:
        SetupError: pip failed.
    """
    command = APP / "bin" / "motcua"
    if command.exists() and command.stat().st_mtime >= (ROOT / "pyproject.toml").stat().st_mtime:
        return
    lane.call(
        [*_pip(APP), "--no-deps", "--no-build-isolation", "--editable", ROOT],
        lambda _said, seconds: f"cài lệnh motcua: {seconds} giây",
        "Không cài được lệnh motcua vào .venv. / pip failed:",
    )


def pip_install(lane: Lane, environment: Path, requirements: Path, *options: str) -> None:
    """Install locked requirements into an environment.

    Raises:
        SetupError: pip failed.
    """
    total = sum("==" in line for line in requirements.read_text().splitlines())
    lane.call(
        [*_pip(environment), *options, "-r", requirements],
        lambda said, seconds: f"cài {environment.name}: {_how_far(said, environment, total)}, {seconds} giây",
        f"pip không cài được {requirements.name} vào {environment}, thường là do mạng hoặc nguồn gói; chạy lại sau khi "
        "sửa. / pip failed:",
    )


def copy_environment(source: Path, target: Path) -> None:
    """Copy an environment, and make its commands start the Python of the copy."""
    aside = target.with_name(target.name + ".new")
    shutil.rmtree(aside, ignore_errors=True)
    shutil.copytree(source, aside, symlinks=True, copy_function=_link_or_copy)
    for script in (aside / "bin").iterdir():
        if script.is_symlink() or not script.is_file():
            continue
        content = script.read_bytes()
        if str(source).encode() in content:
            script.unlink()
            script.write_bytes(content.replace(str(source).encode(), str(target).encode()))
            script.chmod(0o755)
    shutil.rmtree(target, ignore_errors=True)
    aside.rename(target)


def _make(lane: Lane, python: str, environment: Path, requirements: Path, *options: str) -> None:
    environment.parent.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(environment.parent).free
    if free < SPACE_NEEDED:
        raise SetupError(
            f"Không đủ chỗ trên đĩa: {environment.parent} còn {free / GIB:.1f} GiB, cần {SPACE_NEEDED / GIB:.0f} GiB. "
            "Dọn bớt rồi chạy lại. / Not enough disk space."
        )
    shutil.rmtree(environment, ignore_errors=True)
    lane.call(
        [python, "-m", "venv", environment],
        lambda _said, seconds: f"tạo {environment.name}: {seconds} giây",
        f"Không tạo được môi trường {environment} bằng {python}. / venv failed:",
    )
    pip_install(lane, environment, requirements, *options)


def _how_far(said: str, environment: Path, total: int) -> str:
    """Tell how far pip is: it collects all packages first, then installs them, and says nothing while it does."""
    if "Installing collected packages" not in said:
        return f"tải {min(said.count('Collecting '), total)}/{total} gói"
    installed = sum(1 for _ in (environment / "lib").glob("python*/site-packages/*.dist-info"))
    return f"đặt {min(installed, total)}/{total} gói"


def _pip(environment: Path) -> list[str | Path]:
    options = ["--disable-pip-version-check", "--no-input", "--progress-bar", "off"]
    return [environment / "bin" / "python", "-m", "pip", "install", *options]


def _is_ready(environment: Path, digest: str) -> bool:
    stamp = environment / STAMP
    return stamp.is_file() and stamp.read_text() == digest


def _link_or_copy(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _output_of(*command: str) -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=600).stdout.strip()
    except (OSError, subprocess.TimeoutExpired):
        return ""
