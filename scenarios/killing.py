"""Kills programs while they write: waits until a temporary file appears in a directory (inotify(7)), and kills
the program after a random fraction of the time of a write."""

import collections
import ctypes
import os
import random
import select
import signal
import struct
import subprocess
import threading
import time

KILLS = int(os.environ.get("KILLS", "200"))
AT_ONCE = 4
CREATED, MOVED_TO = 0x100, 0x80
PATIENCE = 60
LIBRARY = ctypes.CDLL(None, use_errno=True)


class Folder:
    """Watches for files that appear in a directory."""

    def __init__(self, path):
        self.events = LIBRARY.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
        if LIBRARY.inotify_add_watch(self.events, path.encode(), CREATED | MOVED_TO) < 0:
            raise OSError(ctypes.get_errno(), path)
        self.seen = collections.deque()

    def forget(self):
        """Discards all events until now."""
        self.read(0)
        self.seen.clear()

    def read(self, seconds):
        if not select.select([self.events], [], [], seconds)[0]:
            return
        data = os.read(self.events, 65536)
        while data:
            _, mask, _, length = struct.unpack_from("iIII", data)
            self.seen.append((mask, data[16 : 16 + length].rstrip(b"\0").decode()))
            data = data[16 + length :]

    def wait(self, mask, ending="", seconds=PATIENCE):
        """Waits for an event of a file whose name has that ending. Returns whether it occurred in time."""
        end = time.monotonic() + seconds
        while True:
            while self.seen:
                happened, name = self.seen.popleft()
                if happened & mask and name.endswith(ending):
                    return True
            if (left := end - time.monotonic()) <= 0:
                return False
            self.read(left)


class Work:
    """A program that is killed repeatedly. It has its own directory.

    Subclasses define `name`, `folder`, `command()`, `reset()` (called before each start), `faults()` (called
    after each kill) and `finish()` (a run that must succeed and clean up)."""

    def __init__(self):
        self.killed = self.within = 0
        self.found, self.longest = [], 0.0

    def reset(self):
        pass

    def run(self, kills, seed):
        chance, folder = random.Random(seed), Folder(self.folder)
        writing = self.time_of_a_write(folder)
        while self.killed < kills:
            self.reset()
            before = temporaries(self.folder)
            folder.forget()
            program = subprocess.Popen(self.command(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            if self.await_writes(1 + chance.randrange(self.writes), folder, program):
                time.sleep(chance.uniform(0, writing))
            self.killed += program.poll() is None
            program.send_signal(signal.SIGKILL)
            program.wait()
            self.within += bool(temporaries(self.folder) - before)
            self.found += self.faults()

    def await_writes(self, count, folder, program):
        """Waits for that many writes. Returns False if the program exits before."""
        end = time.monotonic() + PATIENCE
        while count > 0:
            if folder.wait(CREATED, ".tmp", 0.5):
                count -= 1
            elif program.poll() is not None:
                return False
            elif time.monotonic() > end:
                self.found.append("nothing was written for a minute")
                return False
        return True

    def time_of_a_write(self, folder):
        """Returns the time from the creation of the temporary file to its rename, in seconds. Kills occur within it."""
        self.reset()
        folder.forget()
        program = subprocess.Popen(self.command(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        folder.wait(CREATED, ".tmp")
        began = time.monotonic()
        folder.wait(MOVED_TO)
        took = time.monotonic() - began
        program.kill()
        program.wait()
        return min(max(took, 0.002), 0.05)

    def age(self):
        """Sets back the times of temporary files, as if the last kill was some minutes ago."""
        for name in temporaries(self.folder):
            os.utime(f"{self.folder}/{name}", (time.time() - 300,) * 2)


def temporaries(folder):
    return {name for name in os.listdir(folder) if name.endswith(".tmp")}


def report(works):
    """Runs all programs, prints the results, and returns the faults."""
    began = time.monotonic()
    threads = [threading.Thread(target=work.run, args=(KILLS // len(works), seed)) for seed, work in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took, found = time.monotonic() - began, []
    for work in works:
        work.age()
        work.finish()
        found += work.found + work.faults() + [f"stale temporary file: {name}" for name in temporaries(work.folder)]
    killed, within = sum(work.killed for work in works), sum(work.within for work in works)
    print(f"{works[0].name}: {killed} kills in {took:.0f} s, {within} of them during a write; faults: {len(found)}", flush=True)
    for fault in found[:10]:
        print("  " + fault)
    return found
