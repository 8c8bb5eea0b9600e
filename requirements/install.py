"""Prepares the two environments, .venv and .venv-rasa. Standard library only, run by `make setup`.

What did not change is reused: an environment carries the digest of what it was made from. With --cache DIR a finished
environment is kept there by that digest, and copied from there into another checkout of the same machine.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "requirements"
GIB = 1024**3
SPACE_NEEDED = 7 * GIB
STAMP = "motcua-digest"


class SetupError(Exception):
    """What is missing, and what to do about it, in one line."""


def works(python: str, version: tuple[int, int]) -> bool:
    """Whether ``python`` runs (a pyenv shim may exist and refuse), has ``version`` and can make environments."""
    check = f"import sys, venv, ensurepip; sys.exit(sys.version_info[:2] != {version})"
    try:
        return subprocess.run([python, "-c", check], capture_output=True, timeout=30).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def output_of(*command: str) -> str:
    """The first line that a command prints, or nothing where it cannot be run."""
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=600).stdout.strip()
    except (OSError, subprocess.TimeoutExpired):
        return ""


def find_python310() -> str:
    """A Python 3.10 that works.

    Raises:
        SetupError: there is none, with what to install.
    """
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    candidates = ["python3.10", *(str(path / "bin" / "python") for path in sorted(pyenv.glob("3.10*"), reverse=True))]
    for candidate in candidates:
        if works(candidate, (3, 10)):
            return candidate
    if shutil.which("uv"):
        found = output_of("uv", "python", "find", "3.10")
        if not works(found, (3, 10)):
            output_of("uv", "python", "install", "3.10")
            found = output_of("uv", "python", "find", "3.10")
        if works(found, (3, 10)):
            return found
    raise SetupError(
        "Không tìm thấy Python 3.10 mà Rasa cần. Cài một trong các cách: 'apt-get install python3.10-venv', "
        "'pyenv install 3.10', 'uv python install 3.10'; rồi chạy lại. / Python 3.10 (needed by Rasa) was not found."
    )


def digest_of(python: str, requirements: Path) -> str:
    """Names an environment by what it is made from."""
    version = output_of(python, "-c", "import sys, platform; print(sys.version, platform.machine())")
    return hashlib.sha256(version.encode() + requirements.read_bytes()).hexdigest()[:16]


def is_ready(environment: Path, digest: str) -> bool:
    stamp = environment / STAMP
    return stamp.is_file() and stamp.read_text() == digest


def link_or_copy(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def copy_environment(source: Path, target: Path) -> None:
    """Copies an environment, and makes its commands start the Python of the copy."""
    aside = target.with_name(target.name + ".new")
    shutil.rmtree(aside, ignore_errors=True)
    shutil.copytree(source, aside, symlinks=True, copy_function=link_or_copy)
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


def pip_install(environment: Path, requirements: Path) -> None:
    """Installs locked requirements into an environment.

    Raises:
        SetupError: pip failed.
    """
    command = [str(environment / "bin" / "python"), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    command += [] if sys.stdout.isatty() else ["--quiet", "--progress-bar", "off"]
    if subprocess.run([*command, "-r", str(requirements)]).returncode:
        raise SetupError(
            f"pip không cài được {requirements.name} vào {environment}: xem lỗi ở trên, thường là do mạng hoặc nguồn "
            "gói; chạy lại sau khi sửa. / pip failed, see above."
        )


def install(python: str, environment: Path, requirements: Path) -> None:
    """Makes an environment and installs the locked requirements into it.

    Raises:
        SetupError: there is no room for it, or pip failed.
    """
    environment.parent.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(environment.parent).free
    if free < SPACE_NEEDED:
        raise SetupError(
            f"Không đủ chỗ trên đĩa: {environment.parent} còn {free / GIB:.1f} GiB, cần {SPACE_NEEDED / GIB:.0f} GiB. "
            "Dọn bớt rồi chạy lại. / Not enough disk space."
        )
    shutil.rmtree(environment, ignore_errors=True)
    subprocess.run([python, "-m", "venv", str(environment)], check=True)
    pip_install(environment, requirements)


def prepare(name: str, python: str, requirements: Path, cache: Path | None) -> None:
    """Makes the environment ``name`` unless it is there already."""
    environment = ROOT / name
    digest = digest_of(python, requirements)
    if is_ready(environment, digest):
        return
    started = time.monotonic()
    print(f"Đang chuẩn bị {name} (lần đầu mất vài phút) / preparing {name} …", flush=True)
    if cache:
        kept = cache / f"{name.lstrip('.')}-{digest}"
        if not is_ready(kept, digest):
            install(python, kept, requirements)
            (kept / STAMP).write_text(digest)
        copy_environment(kept, environment)
    else:
        install(python, environment, requirements)
        (environment / STAMP).write_text(digest)
    print(f"{name}: xong sau {time.monotonic() - started:.0f} giây", flush=True)


def add_development_tools() -> None:
    """Installs what tests and linters need into .venv, unless it is there already."""
    environment, requirements = ROOT / ".venv", REQUIREMENTS / "dev.txt"
    digest = hashlib.sha256(requirements.read_bytes()).hexdigest()[:16]
    stamp = environment / f"{STAMP}-dev"
    if stamp.is_file() and stamp.read_text() == digest:
        return
    pip_install(environment, requirements)
    stamp.write_text(digest)


def install_ourselves() -> None:
    """Puts the command ``motcua`` into .venv, reading the code from this checkout."""
    command = ROOT / ".venv" / "bin" / "motcua"
    if command.exists() and command.stat().st_mtime >= (ROOT / "pyproject.toml").stat().st_mtime:
        return
    pip = [str(ROOT / ".venv" / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if subprocess.run([*pip, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)]).returncode:
        raise SetupError("Không cài được lệnh motcua vào .venv: xem lỗi của pip ở trên. / pip failed, see above.")


def main() -> int:
    """Prepares both environments; 0 done, 2 when something is missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dev", action="store_true", help="with what tests and linters need")
    parser.add_argument("--cache", type=Path, help="folder that keeps finished environments by content")
    arguments = parser.parse_args()
    try:
        if sys.version_info < (3, 11):
            raise SetupError(
                f"Cần Python 3.11 trở lên, đang chạy {sys.version.split()[0]}: gọi 'make PYTHON=python3.11 …'. "
                "/ Python 3.11 or later is needed."
            )
        if not works(sys.executable, sys.version_info[:2]):
            raise SetupError(
                f"{sys.executable} thiếu mô-đun venv: 'apt-get install python3-venv' rồi chạy lại. / venv is missing."
            )
        prepare(".venv-rasa", find_python310(), REQUIREMENTS / "rasa.txt", arguments.cache)
        prepare(".venv", sys.executable, REQUIREMENTS / "app.txt", arguments.cache)
        if arguments.dev:
            add_development_tools()
        install_ourselves()
    except SetupError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
