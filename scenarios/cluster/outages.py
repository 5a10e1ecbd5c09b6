"""Outages of prove-cluster, and the time until all has recovered without help."""

import datetime
import json
import time
from dataclasses import dataclass

from cluster.stack import Failed
from cluster.steps import token_times


def agent_deleted(cluster):
    """agent's pod deleted"""
    cluster.kubectl("delete", "pod", "--namespace", "spire-agent", "--selector", "app.kubernetes.io/name=spire-agent")


def server_deleted(cluster):
    """server's pod deleted"""
    cluster.kubectl("delete", "pod", "--namespace", "spire", "spire-server-0")


def kubelet_killed(cluster):
    """kubelet killed"""
    cluster.node("kill", "kubelet")


def containerd_killed(cluster):
    """containerd killed"""
    cluster.node("kill", "containerd")


def rebooted(cluster):
    """node rebooted"""
    cluster.node("reboot")


OUTAGES = (agent_deleted, server_deleted, kubelet_killed, containerd_killed, rebooted)
WORKLOADS = (
    ("spire", "statefulset", "spire-server"), ("spire-agent", "daemonset", "spire-agent"),
    ("spire", "deployment", "oidc-discovery-provider"), ("shop", "deployment", "orders"), ("shop", "deployment", "reports"))


@dataclass
class Recovery:
    """Times in seconds since the outage began.

    @param ready until all pods were ready, each program had used S3, and server and kubelet responded
    @param token until a token in a workload's file had been issued after the outage
    @param gap longest time without a success of any program
    @param failed failed attempts of all programs"""

    name: str
    ready: float
    token: float
    gap: float
    failed: int


def measured(outage, cluster, watch):
    """Causes an outage, and waits until all has recovered.

    @throws Failed if that takes longer than five minutes, or a program got wrong credentials"""
    name, began = outage.__doc__, time.time()
    outage(cluster)
    happened = time.time()

    def ready():
        return (
            watch.working(happened)
            and all(cluster.available(*each) for each in WORKLOADS)
            and (outage is not rebooted or started_since(cluster, began))
            and cluster.tool("entry", "list")
            and token_times(cluster, "orders"))

    cluster.until(f"all is ready after: {name}", ready, 300)
    ready_after = time.time() - began
    cluster.until(f"a new token after: {name}", lambda: token_times(cluster, "orders")[0] >= happened, 300)
    token_after = time.time() - began
    if found := watch.wrong():
        raise Failed(f"wrong credentials after: {name}: {found}")
    return Recovery(name, ready_after, token_after, *watch.gap(began))


def started_since(cluster, when):
    """Returns whether all containers are ready and were started after that time. Until kubelet has reported them, their
    status is that from before a reboot."""
    for pod in json.loads(cluster.kubectl("get", "pods", "--all-namespaces", "-o", "json"))["items"]:
        status = pod["status"]
        for each in [*status.get("containerStatuses", []), *status.get("initContainerStatuses", [])]:
            started = each["state"].get("running", {}).get("startedAt", "1970-01-01T00:00:00Z")
            if not each["ready"] or datetime.datetime.fromisoformat(started).timestamp() < when - 1:
                return False
    return True
