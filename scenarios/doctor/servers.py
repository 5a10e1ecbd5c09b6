"""The servers of a real stack: stops, starts and reconfigures single ones."""

import contextlib
import filecmp
import json
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import time
import urllib.request

ADDRESS = "203.0.113.10"
LIMIT = 30  # seconds
CONFIGURED = {"server": "server.conf", "agent": "agent.conf", "provider": "oidc.conf"}
PROGRAMS = {
    "server": ("spire-server",), "agent": ("spire-agent",), "provider": ("oidc-discovery-provider",),
    "iam": ("versitygw", "iam"), "s3": ("versitygw", "posix"),
}


class NotReady(Exception):
    """A condition did not become true in time."""


def until(what, holds, limit=LIMIT):
    """Polls until the condition holds and returns its value.

    @throws NotReady after the limit in seconds"""
    end = time.monotonic() + limit
    while True:
        value = holds()
        if value:
            return value
        if time.monotonic() > end:
            raise NotReady(f"not within {limit} seconds: {what}")
        time.sleep(0.05)


class Servers:
    """The five servers of the stack in the directory `world`. Not thread-safe."""

    def __init__(self, world):
        self.world = os.path.realpath(world)
        self.tls = ssl.create_default_context(cafile=f"{self.world}/ca.pem")
        self.children, self.running = {}, {}
        self.commands = {name: self.command(self.pid(name)) for name in PROGRAMS}
        self.running = {name: self.read(name) for name in CONFIGURED}
        self.prepare()
        self.wanted = {name: self.read(name) for name in CONFIGURED}

    def prepare(self):
        """Differs from `real-stack up`: the issuer has its own certificate and sends the CA too, so that a new
        certificate of that CA has the same thumbprint; the agent asks the server each second."""
        with open(f"{self.world}/issuer.crt", "w") as chain:
            for part in ("server.crt", "ca.pem"):
                with open(f"{self.world}/{part}") as certificate:
                    chain.write(certificate.read())
        shutil.copy(f"{self.world}/server.key", f"{self.world}/issuer.key")
        shutil.copy(f"{self.world}/issuer.crt", f"{self.world}/issuer.crt.original")
        self.write("provider", self.read("provider").replace("/server.crt", "/issuer.crt").replace("/server.key", "/issuer.key"))
        self.write("agent", self.read("agent").replace("agent {", 'agent {\n  experimental {\n    sync_interval = "1s"\n  }', 1))
        for name in ("provider", "agent"):
            self.restart(name)

    # --- configuration

    def path(self, name):
        return f"{self.world}/{CONFIGURED[name]}"

    def read(self, name):
        with open(self.path(name)) as file:
            return file.read()

    def write(self, name, text):
        with open(self.path(name), "w") as file:
            file.write(text)

    def set(self, name, key, value):
        """Sets a key of the configuration file, or adds it to the first block.

        @param value as in the file, with its quotes; None removes the line"""
        text = self.read(name)
        line = re.compile(rf"^([ \t]*){key}\s*=.*\n", re.M)
        if value is None:
            text = line.sub("", text)
        elif line.search(text):
            text = line.sub(lambda found: f"{found[1]}{key} = {value}\n", text)
        elif name == "provider":
            text = f"{key} = {value}\n{text}"
        else:
            text = text.replace("{\n", f"{{\n  {key} = {value}\n", 1)
        self.write(name, text)

    # --- processes

    def pid(self, name):
        """Returns the process ID, or None if it is not running."""
        child = self.children.get(name)
        if child is not None and child.poll() is None:
            return child.pid
        for each in filter(str.isdigit, os.listdir("/proc")):
            with contextlib.suppress(OSError):
                words = self.command(each)
                program, *other = PROGRAMS[name]
                if words and os.path.basename(words[0]) == program and all(word in words for word in other):
                    with open(f"/proc/{each}/stat") as stat:
                        state = stat.read().rsplit(")", 1)[1].split()[0]
                    if state != "Z" and os.readlink(f"/proc/{each}/cwd") in (self.world, f"{self.world}/s3"):
                        return int(each)
        return None

    @staticmethod
    def command(pid):
        with open(f"/proc/{pid}/cmdline") as line:
            return line.read().split("\0")[:-1]

    def stop(self, name):
        pid = self.pid(name)
        if pid is None:
            return
        os.kill(pid, signal.SIGTERM)
        with contextlib.suppress(NotReady):
            until(f"{name} exits", lambda: self.pid(name) is None, 5)
        while (pid := self.pid(name)) is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            until(f"{name} is killed", lambda: self.pid(name) is None)

    def start(self, name, ready=True, **variables):
        """@param ready whether to wait until it answers
        @param variables environment variables in addition to those of the script"""
        with open(f"{self.world}/{name}-again.log", "a") as log:
            environment = os.environ | {"SSL_CERT_FILE": f"{self.world}/ca.pem"} | variables
            self.children[name] = subprocess.Popen(
                self.commands[name], cwd=self.world, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment)
        if name in CONFIGURED:
            self.running[name] = self.read(name)
        if ready:
            self.ready(name)

    def restart(self, *names, ready=True, **variables):
        for name in names:
            self.stop(name)
        for name in names:
            self.start(name, ready, **variables)

    def ready(self, name):
        def answers():
            if self.children[name].poll() is not None:
                with open(f"{self.world}/{name}-again.log") as log:
                    raise NotReady(f"{name} exited: {log.read()[-600:]}")
            return self.answers(name)

        until(f"{name} answers, see {self.world}/{name}-again.log", answers)

    def answers(self, name):
        if name == "provider":
            return accepts(443) or os.path.exists(f"{self.world}/provider.sock")
        if name in ("iam", "s3"):
            port = {"iam": 7078, "s3": 7077}[name]
            return accepts(port) and self.fetched(f"https://aws.example.org:{port}/healthz") is not None
        words = [f"spire-{name}", "healthcheck", "-socketPath", f"{self.world}/{name}.sock"]
        return subprocess.run(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0

    def fetched(self, url):
        """Returns the content, or None."""
        with contextlib.suppress(OSError):
            return urllib.request.urlopen(url, context=self.tls, timeout=5).read()
        return None

    def restore(self):
        """Restores the configuration and starts what is stopped."""
        changed = set()
        if not filecmp.cmp(f"{self.world}/issuer.crt.original", f"{self.world}/issuer.crt", shallow=False):
            shutil.copy(f"{self.world}/issuer.crt.original", f"{self.world}/issuer.crt")
            shutil.copy(f"{self.world}/server.key", f"{self.world}/issuer.key")
            changed.add("provider")
        for name, text in self.wanted.items():
            self.write(name, text)
        changed |= {name for name in CONFIGURED if self.running.get(name) != self.wanted[name]}
        stopped = {name for name in PROGRAMS if self.pid(name) is None}
        again = changed | stopped
        if "server" in again:
            again |= {"agent", "provider"}  # they cache tokens and keys
        self.restart(*(name for name in PROGRAMS if name in again))

    # --- SPIRE

    def spire(self, *words):
        """Returns the output of the SPIRE server's own command."""
        words = ["spire-server", *words, "-socketPath", f"{self.world}/server.sock"]
        return subprocess.run(words, check=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True).stdout

    def entries(self):
        return json.loads(self.spire("entry", "show", "-output", "json"))["entries"]


def accepts(port):
    with contextlib.suppress(OSError), socket.create_connection((ADDRESS, port), timeout=2):
        return True
    return False
