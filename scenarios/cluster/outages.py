"""Outages of prove-cluster, and the time until all has recovered without help."""

import time

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


def measured(outage, cluster, watch):
    """Causes an outage and waits until all has recovered: each workload is ready, each program got an object, the token
    in a workload's file was issued after the outage, and the server answers.

    @return name, seconds until then, longest time without a success of any program, failed attempts"""
    began = time.time()
    outage(cluster)
    happened = time.time()

    def recovered():
        return (
            watch.working(happened)
            and all(cluster.available(*each) for each in WORKLOADS)
            and token_times(cluster, "orders")[0] >= happened
            and cluster.tool("entry", "list", "-q"))

    cluster.until(f"recovery after: {outage.__doc__}", recovered, 300)
    seconds = time.time() - began
    if found := watch.wrong():
        raise Failed(f"wrong credentials after: {outage.__doc__}: {found}")
    return outage.__doc__, seconds, *watch.gap(began)
