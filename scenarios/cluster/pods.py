"""The pods of prove-cluster that are not rendered, and what is read from all its pods."""

import json

from cluster.stack import PROGRAM_IMAGE, Failed

ORDERS = "arn:aws:iam::000000000000:role/shop-orders"
# sessions of the second one expire after some seconds
STS, SHORT_STS = "https://aws.example.org:7078", "http://aws.example.org:7079"
USERS = {  # namespace, pod, container, role of each program that must get credentials
    "orders": ("shop", "orders-", "orders", "shop-orders"),
    "reports": ("shop", "reports-", "reports", "shop-reports"),
    "refreshed": ("shop", "refreshed_", "main", "shop-orders"),
    "plain": ("shop", "plain_", "main", "shop-orders"),
}
STRANGERS = {  # namespace, service account, labels of each pod that must not
    "other-account": ("shop", "stranger", {"app": "orders"}),
    "other-namespace": ("elsewhere", "orders", {"app": "orders"}),
    "no-label": ("shop", "orders", {}),
}
RESTRICTED = {"allowPrivilegeEscalation": False, "capabilities": {"drop": ["ALL"]}}
VOLUMES = {
    "csi": {"csi": {"driver": "csi.spiffe.io", "readOnly": True}},
    "hostpath": {"hostPath": {"path": "/run/spire/agent-sockets", "type": "Directory"}},
}


def manifests(socket):
    """Returns the objects of all pods that are not rendered, as JSON.

    @param socket how pods get the agent's socket: csi or hostpath"""
    accounts = [{"apiVersion": "v1", "kind": "ServiceAccount", "metadata": {"name": name, "namespace": namespace}}
                for name, namespace in (("stranger", "shop"), ("orders", "elsewhere"))]
    refresh = ["spiffe-aws", "creds", "exec", "--refresh", "--allow-http", "--wait", "2m", "--role", ORDERS, "--"]
    program = ["env", f"AWS_ENDPOINT_URL_STS={STS}", "s3-program", "shop-data", "orders/refreshed"]
    pods = [pod("refreshed", "shop", "orders", {"app": "orders"}, socket, ["env", f"AWS_ENDPOINT_URL_STS={SHORT_STS}", *refresh, *program])]
    for name, place in STRANGERS.items():
        pods.append(pod(name, *place, socket, ["stranger", ORDERS]))
    return json.dumps({"apiVersion": "v1", "kind": "List", "items": [*accounts, *pods]})


def pod(name, namespace, account, labels, socket, command):
    container = {
        "name": "main", "image": PROGRAM_IMAGE, "command": command, "securityContext": RESTRICTED,
        "env": [{"name": "SPIFFE_ENDPOINT_SOCKET", "value": "unix:///spiffe-workload-api/spire-agent.sock"}],
        "resources": {"requests": {"cpu": "100m", "memory": "128Mi"}},
        "volumeMounts": [{"name": "agent", "mountPath": "/spiffe-workload-api", "readOnly": True}]}
    return {
        "apiVersion": "v1", "kind": "Pod", "metadata": {"name": name, "namespace": namespace, "labels": labels},
        "spec": {
            "serviceAccountName": account, "automountServiceAccountToken": False, "containers": [container],
            "securityContext": {"runAsNonRoot": True, "seccompProfile": {"type": "RuntimeDefault"}},
            "volumes": [{"name": "agent", **VOLUMES[socket]}]}}


class Watch:
    """Evaluates what the programs in pods printed.

    @param cluster the cluster"""

    def __init__(self, cluster):
        self.cluster = cluster
        # those of USERS that exist
        self.users = ["orders", "reports", "refreshed"]

    def attempts(self, name):
        namespace, pod_name, container, _ = USERS[name]
        return self.cluster.lines(namespace, pod_name, container)

    def refusals(self, name):
        return self.cluster.lines(STRANGERS[name][0], f"{name}_", "main")

    def working(self, since):
        """Returns whether each program has succeeded after that time."""
        return all(any(each["ok"] for each in self.attempts(name) if each["at"] > since) for name in self.users)

    def gap(self, since):
        """Returns the longest time without a success of any program, and the number of failed attempts, from that time
        until now."""
        longest, failed = 0.0, 0
        for name in self.users:
            attempts = self.attempts(name)
            good = [each["at"] for each in attempts if each["ok"]]
            before = max((at for at in good if at <= since), default=since)
            times = [before, *(at for at in good if at > since)]
            longest = max([longest, *(later - earlier for earlier, later in zip(times, times[1:]))])
            failed += sum(not each["ok"] for each in attempts if each["at"] > since)
        return longest, failed

    def wrong(self):
        """Returns each session that a program should not have got."""
        found = [f"{name} got {each}" for name in STRANGERS for each in self.refusals(name) if each["ok"]]
        for name in self.users:
            found += [f"{name} got {each['arn']}" for each in self.attempts(name)
                      if each["ok"] and f":assumed-role/{USERS[name][-1]}/" not in each["arn"]]
        return found

    def refused(self, name):
        """Returns the problem's code with which a stranger was refused at least twice, if this was the only one since.

        @throws Failed if it got credentials"""
        said = self.refusals(name)
        if any(each["ok"] for each in said):
            raise Failed(f"{name} got credentials")
        last = [each["why"] for each in said[-2:]]
        return last[0] if len(last) == 2 and last[0] == last[1] else None
