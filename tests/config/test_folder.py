import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from emptychair.config.folder import SecretKey, kept_key, prepare_folder


def test_the_key_is_made_once_and_read_by_its_owner_only(tmp_path):
    folder = tmp_path / "data"
    key = kept_key(folder)
    assert len(key) >= 50
    assert kept_key(folder) == key
    assert stat.S_IMODE((folder / "secret-key").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [path.name for path in folder.iterdir()] == ["secret-key"]


def test_many_that_start_together_end_with_one_key(tmp_path):
    with ThreadPoolExecutor(16) as pool:
        keys = set(pool.map(lambda _: kept_key(tmp_path), range(64)))
    assert len(keys) == 1


def test_a_key_of_the_environment_writes_no_file(tmp_path):
    assert str(SecretKey("given", tmp_path / "data")) == "given"
    assert not (tmp_path / "data").exists()


def test_an_existing_folder_keeps_its_mode(tmp_path):
    tmp_path.chmod(0o755)
    prepare_folder(tmp_path)
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755


def test_starting_django_for_a_report_writes_nothing(tmp_path):
    code = "from emptychair.config.start import start_django; start_django(writes=False)"
    environ = {"EMPTYCHAIR_DATA": str(tmp_path / "data"), "PATH": "/usr/bin:/bin"}
    subprocess.run([sys.executable, "-c", code], env=environ, check=True, timeout=60)
    assert not (tmp_path / "data").exists()
