"""Breaks between the workload and its token: entries, agent, server, token files."""

import json
import os
import shutil

from doctor.chain import AUDIENCE, ID, PARENT, UID, spiffe
from doctor.environment import token_file
from doctor.front import Line
from doctor.judge import Break
from doctor.servers import until
from doctor.trust import exactly

IDENTITY = ("identity",)
OWN = (rf"\b(uid|unix:uid)\W{{0,2}} ?{UID}\b", rf"\b(gid|unix:gid)\W{{0,2}} ?{UID}\b")
"""What a workload knows of itself, as the agent sees it."""
UNKNOWN = ("ID",)
"""A workload without a token does not know which ID it should have."""


def nobody(chain):
    chain.no_entries()


def instead(*entry):
    """Replaces the entry by a wrong one."""
    def inject(chain):
        chain.no_entries()
        chain.entry(*entry)
    return inject


def other_parent(chain):
    chain.no_entries()
    chain.entry(ID, "spiffe://example.org/other-host")


def seconds_old(chain):
    """The agent asks the server every 5 seconds, but this answer takes longer, until the reader types the hint."""
    chain.no_entries()
    chain.line = Line(8082, 8081)
    chain.later(chain.line.close)
    chain.servers.set("agent", "server_port", '"8082"')
    chain.servers.restart("agent")
    chain.line.hold()
    chain.entry()


def arrives(chain):
    chain.line.release()


def server_down(chain):
    chain.servers.restart("agent")  # so that it has no token
    chain.servers.stop("server")


def jwt_disabled(chain):
    chain.servers.set("server", "disable_jwt_svids", "true")
    chain.servers.restart("server", "agent")
    until("the agent issues no token", lambda: chain.claims() is None)


def agent_stopped(chain):
    chain.servers.stop("agent")


def agent_banned(chain):
    agents = [line.split()[-1] for line in chain.servers.spire("agent", "list").splitlines() if line.startswith("SPIFFE ID")]
    chain.later(new_agent, chain)
    chain.servers.spire("agent", "ban", "-spiffeID", agents[0])
    until("the agent exits", lambda: chain.servers.pid("agent") is None)


def new_agent(chain):
    """Attests the agent again, with a new join token, which also has the alias."""
    servers = chain.servers
    servers.stop("agent")
    for line in servers.spire("agent", "list", "-banned", "true").splitlines():
        if line.startswith("SPIFFE ID"):
            servers.spire("agent", "evict", "-spiffeID", line.split()[-1])
    for entry in servers.entries():
        if spiffe(entry["spiffe_id"]) == PARENT:
            servers.spire("entry", "delete", "-entryID", entry["id"])
    shutil.rmtree(f"{servers.world}/agent")
    os.mkdir(f"{servers.world}/agent")
    token = servers.spire("token", "generate", "-spiffeID", PARENT).split()[1]
    servers.commands["agent"][servers.commands["agent"].index("-joinToken") + 1] = token
    servers.start("agent")


def socket_closed(chain):
    """Like a socket directory that only root may enter."""
    closed = f"{chain.folder}/private"
    os.mkdir(closed, 0o700)
    chain.later(shutil.rmtree, closed)
    os.symlink(f"{chain.world}/agent.sock", f"{closed}/agent.sock")
    chain.variables["SPIFFE_ENDPOINT_SOCKET"] = f"unix://{closed}/agent.sock"


def socket_mode(chain):
    path = f"{chain.world}/agent.sock"
    chain.later(os.chmod, path, 0o777)
    os.chmod(path, 0o700)


def socket_misspelt(chain):
    chain.variables["SPIFFE_ENDPOINT_SOCKET"] = f"unix://{chain.world}/agnet.sock"


def two_identities(chain):
    chain.entry("spiffe://example.org/other")

    def both():
        answer = chain.fetched()
        return answer.returncode == 0 and len(json.loads(answer.stdout)[0]["svids"]) == 2
    until("the agent issues both identities", both)


def unattested(chain):
    """The plugin of the agent fails for this process, although its entry is right."""
    text = chain.servers.read("agent").replace(
        "discover_workload_path = false", "discover_workload_path = true\n      workload_size_limit = 1")
    chain.servers.write("agent", text)
    chain.servers.restart("agent", ready=False)  # it cannot attest its own health check either
    until("the agent cannot attest", lambda: "attestation failed" in chain.fetched().stderr)


def file_of(text):
    """A token file with another content."""
    return lambda chain: token_file(chain, text(chain))


def two_audiences(chain):
    return chain.servers.spire("jwt", "mint", "-spiffeID", ID, "-audience", AUDIENCE, "-audience", "vault")


def certificate(chain):
    with open(f"{chain.world}/server.crt") as file:
        return file.read()


IN_CONTAINER = r"run the program in a container with (the|these) selectors"
"""The fix of an entry for a container. A command that makes it fit this process would allow more processes."""
STOPPED = "refused|not running|nothing listens|does not answer|no process|no (SPIFFE agent )?socket"

BREAKS = [
    Break("no entry", nobody, IDENTITY, ("no (registration )?entry", *OWN[:1]), seen=OWN, unknown=UNKNOWN),
    Break("entry below another parent", other_parent, IDENTITY, exactly("spiffe://example.org/other-host", PARENT),
          seen=OWN, unknown=UNKNOWN),
    Break("entry for another user", instead(ID, PARENT, ["unix:uid:4243"]), IDENTITY, (r"\buid\b[^;\n]*\b4243\b", r"\buid\b[^;\n]*\b4242\b"),
          seen=OWN, unknown=UNKNOWN),
    Break("entry for a container", instead(ID, PARENT, ["docker:label:app:s3", "unix:uid:4242"]), IDENTITY,
          (r"docker:label:app:s3", r"container"), seen=OWN, unknown=UNKNOWN, by_hand=IN_CONTAINER),
    Break("entry for a pod", instead(ID, PARENT, ["k8s:ns:prod", "k8s:sa:s3-app"]), IDENTITY,
          ("k8s:ns:prod", "k8s:sa:s3-app", *OWN[:1]), seen=OWN, unknown=UNKNOWN, by_hand=IN_CONTAINER),
    Break("entry with a group that the caller lacks", instead(ID, PARENT, ["unix:uid:4242", "unix:gid:100"]), IDENTITY,
          (r"\bgid\b[^;\n]*\b100\b", rf"\bgid\b[^;\n]*\b{UID}\b"), seen=OWN, unknown=UNKNOWN),
    Break("entry seconds old", seconds_old, IDENTITY,
          (*exactly(ID), r"\bago\b|\bold\b|\bage\b|just (been )?(created|registered)|created (\d|at)", "--wait"),
          seen=OWN + ("--wait",), unknown=UNKNOWN, meanwhile=arrives),
    Break("the server is stopped", server_down, ("identity", "token", "agent", "entry"), ("SPIRE server", "agent"),
          by_hand="start|systemctl|SPIRE server"),
    Break("JWT-SVIDs are disabled", jwt_disabled, ("token", "identity", "agent"),
          ("disable_jwt_svids|JWT-SVIDs are disabled|disabled",)),
    Break("the agent is stopped", agent_stopped, ("agent",), (STOPPED, "agent.sock"),
          by_hand="start|systemctl|running"),
    Break("the agent is banned", agent_banned, ("agent",), ("banned", "agent.sock"), seen=(STOPPED, "agent.sock"),
          by_hand="attest|evict|join token|unban|start"),
    Break("the socket's directory is closed", socket_closed, ("agent",),
          ("permission|denied|not allowed|cannot (enter|access)", f"private|uid {UID}"),
          by_hand="permission|chmod|mode|group|directory"),
    Break("the socket is not writable", socket_mode, ("agent",), ("permission|denied|not allowed", r"agent\.sock"),
          by_hand="permission|chmod|mode|group"),
    Break("the socket's path is misspelt", socket_misspelt, ("agent",),
          (r"agnet\.sock", "SPIFFE_ENDPOINT_SOCKET", "does not exist|no such|not found|no (SPIFFE agent )?socket"),
          by_hand="SPIFFE_ENDPOINT_SOCKET|--workload-socket", alone=True),
    Break("two identities", two_identities, IDENTITY, exactly("spiffe://example.org/other", ID) + ("--spiffe-id",),
          alone=True),
    Break("the agent cannot attest the caller", unattested, ("agent", "identity", "token"), ("attest", "log"),
          by_hand="log"),
    Break("token with two audiences", file_of(two_audiences), ("token",), exactly(AUDIENCE, "vault"),
          by_hand="one audience|audience", alone=True),
    Break("a certificate instead of a token", file_of(certificate), ("token",),
          ("certificate|PEM|X.509|not a (JWT|token)", "token-file"),
          by_hand="token", alone=True),
]
