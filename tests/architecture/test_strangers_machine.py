"""Nothing in the repository knows the machine it was written on."""

import re
import tomllib
from collections.abc import Iterator

from tests.architecture.tree import ROOT, File, files, findings, told

READABLE = {
    *("py", "md", "txt", "toml", "html", "css", "js", "svg", "csv", "po", "json", "yaml", "yml"),
    *("sh", "in", "cfg", "Makefile", "Dockerfile", "run", "LICENSE"),
}
# Put together from parts, so that this file passes its own check.
FOLDERS = [*(f"/{name}/" for name in ("work", "root", "tmp", "home", "Users")), "C:" + r"\Users"]
HOSTS = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("registry", "npmjs"),
        ("anaconda", "org"),
        ("deb", "debian"),
    )
]
FOLDER = re.compile(rf"(?<![\w./~-])(?:{'|'.join(re.escape(folder) for folder in FOLDERS)})")
OWN_NAMES = ("127.0.0.1", "localhost", "[::1]", "testserver")
WITH_PORT = re.compile(r"https?://(?:[^/\s@\"']+@)?([\w.\-]+|\[::1\]):\d+")
INDEX = re.compile(r"--(?:extra-)?index-url|--find-links|--trusted-host|--default-index|^-[if]\s")
REQUIREMENT = re.compile(r"^([A-Za-z0-9][\w.\-]*)(\[[^\]]*\])?==\S+")


def machine_path(file: File) -> Iterator[str]:
    for number, line in enumerate(file.text.splitlines(), start=1):
        if FOLDER.search(line):
            yield (
                f"{file.path}:{number}: a folder of one machine. On every other machine it is not "
                "there: use a path relative to the file, a setting, or the system's own folder for "
                "temporary files."
            )


def registry_host(file: File) -> Iterator[str]:
    for number, line in enumerate(file.text.splitlines(), start=1):
        strange = [host for host in WITH_PORT.findall(line) if host not in OWN_NAMES]
        if strange or any(host in line for host in HOSTS):
            yield (
                f"{file.path}:{number}: names the host of a registry or a server with a port. "
                "Where packages come from is decided by the one who installs."
            )


def unlocked(file: File) -> Iterator[str]:
    """Requirements without a hash, and indexes named in a lock."""
    for entry in re.split(r"(?<!\\)\n", file.text):
        head = entry.strip()
        if INDEX.search(head):
            yield f"{file.path}: {head.split()[0]} names an index. Remake it with `make lock`."
        elif REQUIREMENT.match(head) and "--hash=sha256:" not in head:
            yield f"{file.path}: {head.split()[0]} has no hash. Remake it with `make lock`."


def readable_files() -> list[File]:
    found = files("*")
    return [file for file in found if file.name.rpartition(".")[2] in READABLE]


def locks() -> list[File]:
    return files("*.txt", under="requirements")


def test_no_file_names_a_folder_of_one_machine():
    found = findings(machine_path, readable_files())
    assert not found, told(found)


def test_no_file_names_the_host_of_a_registry():
    found = findings(registry_host, readable_files())
    assert not found, told(found)


def test_every_locked_package_has_a_hash_and_no_lock_names_an_index():
    assert locks()
    found = findings(unlocked, locks())
    assert not found, told(found)


def test_every_dependency_is_locked():
    locked = {name for file in locks() for name in locked_names(file)}
    with (ROOT / "pyproject.toml").open("rb") as opened:
        project = tomllib.load(opened)
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    names = {canonical(re.split(r"[\[<>=~!; ]", name)[0]) for name in wanted}
    assert not names - locked, f"Not in the lock; run `make lock`: {sorted(names - locked)}"


def locked_names(file: File) -> set[str]:
    heads = (REQUIREMENT.match(line) for line in file.text.splitlines())
    return {canonical(head.group(1)) for head in heads if head}


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_the_checks_see_folders_and_hosts():
    for folder in FOLDERS:
        assert list(machine_path(File("a.md", f"Look into {folder}x"))), folder
    assert not list(machine_path(File("a.md", f"docs{FOLDERS[0]}x, ..{FOLDERS[1]}x, /data")))
    for host in HOSTS:
        assert list(registry_host(File("a.md", f"https://{host}/simple"))), host
    port = 3141
    assert list(registry_host(File("a.toml", f'url = "http://10.0.0.7:{port}/simple"')))
    assert not list(registry_host(File("a.md", "http://127.0.0.1:8000/ https://example.org/")))


def test_the_lock_check_sees_a_missing_hash_and_an_index():
    fine = "a==1 \\\n    --hash=sha256:00\n    # via b\nb[c]==2 \\\n    --hash=sha256:11\n"
    assert not list(unlocked(File("requirements/a.txt", fine)))
    assert locked_names(File("requirements/a.txt", fine)) == {"a", "b"}
    assert list(unlocked(File("requirements/a.txt", "a==1\n")))
    option = "-" * 2 + "index-url"
    assert list(unlocked(File("requirements/a.txt", f"{option} somewhere\n{fine}")))
