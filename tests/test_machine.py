"""What a machine or a person at the keyboard does to a build: one line and an exit code, no traceback, and the old package or the new one whole."""

import os
import resource
import signal
import subprocess
import time
from contextlib import contextmanager

import duckdb
import pytest

from benchmarks.corpus import write_corpus
from scripts.package import publish
from scripts.package.database import SqlError, closed_database, in_time
from scripts.validate.validate import validate
from tests.conftest import REAL, copy_of, package_bytes, tallies
from tests.edits import LATER, value
from tests.hostile import kills
from tests.test_build import COMMAND, run_build

AGAIN = "No data was changed. Fix this and run the command again."
INTERRUPTED = "interrupted. No data was changed. Run the command again.\n"


def keys_work():
    """What is started in the background does not hear the keyboard, nor does what it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def start(root, **options):
    pipes = dict(stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=REAL.root, preexec_fn=keys_work)
    return subprocess.Popen([*COMMAND, str(root)], **pipes | options)


def ended(process):
    """(exit code, stderr) of a process that must not have left a traceback."""
    _, error = process.communicate(timeout=120)
    assert "Traceback" not in error, error
    return process.returncode, error


@contextmanager
def mounted(folder, options):
    """A small file system of its own in a folder; skips where mounting is not permitted."""
    folder.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], capture_output=True).returncode:
        pytest.skip("mounting a file system is not permitted here")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def changed(project):
    """The bytes of the old package, and a change that makes another one."""
    old = package_bytes(project)
    value("9")(project.root / LATER)
    return old


def assert_whole(project, *packages):
    """The package is one of these, nothing hinders the next build, and that one is valid."""
    publish.finish(project)
    assert package_bytes(project) in packages
    run = run_build(project.root)
    assert (run.returncode, run.stderr) == (0, "")
    assert validate(project, with_standard=False) == []
    assert sorted(path.name for path in project.work.iterdir()) == ["lock"]


# the disk


@pytest.mark.parametrize("size", [1_000, 40_000], ids=str)
def test_a_file_that_may_not_grow(project, size):
    old = changed(project)
    limit = {"preexec_fn": lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))}
    code, error = ended(start(project.root, **limit))
    assert (code, error.count("\n")) == (1, 1)
    assert error.startswith("stopped: ") and error.endswith(f"File too large. {AGAIN}\n")
    assert package_bytes(project) == old
    assert_whole(project, old)


def test_a_full_disk(built, tmp_path):
    used = sum(path.stat().st_size + 4096 for path in built.root.rglob("*"))
    with mounted(tmp_path / "small", f"size={used + 2_000_000}"):
        project = copy_of(built, tmp_path / "small" / "project")
        old, filler = changed(project), tmp_path / "small" / "filler"
        filler.write_bytes(b"0" * (os.statvfs(filler.parent).f_bavail * 4096 - 100_000))
        assert ended(start(project.root)) == (1, f"stopped: No space left on device. {AGAIN}\n")
        assert package_bytes(project) == old
        filler.unlink()
        assert_whole(project, old)


def test_a_read_only_target(built, tmp_path):
    with mounted(tmp_path / "fixed", "size=50m"):
        project = copy_of(built, tmp_path / "fixed" / "project")
        old = changed(project)
        subprocess.run(["mount", "-o", "remount,ro", str(tmp_path / "fixed")], check=True)
        assert ended(start(project.root)) == (1, f"stopped: {project.work / 'lock'}: Read-only file system. {AGAIN}\n")
        subprocess.run(["mount", "-o", "remount,rw", str(tmp_path / "fixed")], check=True)
        assert_whole(project, old)


# files that change


def test_a_curated_file_that_vanishes_during_the_build(project):
    """A link that leads nowhere is what a file is like that was listed and is gone when it is read."""
    old, path = changed(project), project.root / LATER
    path.rename(path.parent / "gone")
    path.symlink_to(path.parent / "vanished.json")
    code, error = ended(start(project.root))
    assert code == 1
    assert f"{LATER}: cannot be read (No such file or directory); restore the file or its permissions\n" in error
    path.unlink()
    (path.parent / "gone").rename(path)
    assert_whole(project, old)


@pytest.mark.slow
def test_files_that_come_and_go_during_builds(project):
    """Whenever a file vanishes, the build reports it, or takes the file or its absence; it never breaks."""
    old, path = changed(project), project.root / LATER
    text = path.read_bytes()
    for n in range(3):
        process = start(project.root)
        while process.poll() is None:
            path.unlink(missing_ok=True)
            time.sleep(0.002 * n)
            path.write_bytes(text)
            time.sleep(0.002)
        assert ended(process)[0] in (0, 1)
    run_build(project.root)
    assert package_bytes(project) != old
    assert_whole(project, package_bytes(project))


def test_a_working_folder_that_was_removed(project, tmp_path):
    here = tmp_path / "here"
    here.mkdir()
    removed = {"cwd": here, "preexec_fn": here.rmdir, "env": os.environ | {"PYTHONPATH": f"{REAL.root}:{REAL.root}/dpcheck/src"}}
    assert ended(start(project.root, **removed)) == (1, f"stopped: the working folder was removed. {AGAIN}\n")


# several at once


def test_of_builds_at_once_one_builds_and_the_others_report_it(project):
    changed(project)
    results = [ended(process) for process in [start(project.root) for _ in range(3)]]
    assert {code for code, _ in results} <= {0, 1} and (0, "") in results
    assert {error for code, error in results if code} <= {"another build is running here; wait for it to end\n"}
    assert_whole(project, package_bytes(project))


# signals


def duration(project):
    """Seconds that a build takes here and now."""
    begun = time.monotonic()
    assert run_build(project.root).returncode == 0
    return time.monotonic() - begun


def test_an_interrupt_from_the_keyboard(project):
    changed(project)
    lasts, new, said = duration(project), package_bytes(project), []
    for moment in (0.2, 0.5, 0.7, 0.9):  # while Python starts, when nothing can be said yet; imports, reads and writes
        process = start(project.root)
        time.sleep(lasts * moment)
        process.send_signal(signal.SIGINT)
        code, error = ended(process)
        assert (code, error) in ((-signal.SIGINT, INTERRUPTED), (1, INTERRUPTED), (-signal.SIGINT, ""), (0, ""))
        said.append(error)
    assert INTERRUPTED in said
    assert_whole(project, new)


SAID_BY_DUCKDB = [
    (duckdb.InterruptException("INTERRUPT Error: Interrupted!"), SqlError),  # by another than the keyboard
    (duckdb.InvalidInputException("counting the rows of the object registered as 't' failed: KeyboardInterrupt: "), KeyboardInterrupt),
    (duckdb.InvalidInputException("counting the rows of the object registered as 't' failed: TimeoutError: [Errno 62] late"), TimeoutError),
    (duckdb.InvalidInputException("counting the rows of the object registered as 't' failed: ValueError: "), SqlError),
]


@pytest.mark.parametrize(("error", "wanted"), SAID_BY_DUCKDB)
def test_what_ends_a_command_while_a_check_runs_is_no_fault_of_the_check(error, wanted):
    with pytest.raises(wanted), closed_database({}) as database, in_time(database):
        raise error


@pytest.mark.slow
def test_a_hundred_kills(project):
    has_held, _, counted = kills(project, 100)
    tallies.append(f"100 kills of a build: {counted}")
    assert has_held, counted


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """A corpus that two processes read."""
    return write_corpus(REAL, tmp_path_factory.mktemp("large") / "p", 3000)


def readers(process):
    """The processes that read for a build."""
    listing = subprocess.run(["ps", "-ww", "-o", "pid=", "-o", "args=", "--ppid", str(process.pid)], capture_output=True, text=True)
    return [int(line.split()[0]) for line in listing.stdout.splitlines() if "spawn_main" in line]


def reading(project):
    """A build whose reading processes are at work."""
    process = start(project.root, start_new_session=True)
    until = time.monotonic() + 60
    while len(readers(process)) < 2 and time.monotonic() < until:
        time.sleep(0.02)
    return process, readers(process)


def all_ended(pids):
    until = time.monotonic() + 30
    while any(os.path.exists(f"/proc/{pid}") for pid in pids) and time.monotonic() < until:
        time.sleep(0.1)
    return not any(os.path.exists(f"/proc/{pid}") for pid in pids)


two_cores = pytest.mark.skipif(len(os.sched_getaffinity(0)) < 2, reason="one core reads alone")


@pytest.mark.slow
@two_cores
def test_an_interrupt_while_two_processes_read(large):
    process, pids = reading(large)
    os.killpg(process.pid, signal.SIGINT)  # a terminal sends it to all of them
    assert ended(process) == (-signal.SIGINT, INTERRUPTED)
    assert all_ended(pids)


@pytest.mark.slow
@two_cores
def test_the_reading_processes_end_with_a_killed_build(large):
    process, pids = reading(large)
    process.kill()
    process.communicate()
    assert all_ended(pids)
    with publish.staging(large):  # nobody holds the lock
        pass


@pytest.mark.slow
@two_cores
def test_a_killed_reading_process_stops_the_build(large):
    process, pids = reading(large)
    for pid in pids:
        os.kill(pid, signal.SIGKILL)
    assert ended(process) == (1, f"stopped: a process was killed or ran out of memory. {AGAIN}\n")
