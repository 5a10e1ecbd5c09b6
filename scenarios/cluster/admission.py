"""Steps of prove-cluster with the policies of `render admission`, and pods that know nothing of them."""

import json

from cluster import pods
from cluster.pods import ORDERS
from cluster.stack import PROGRAM_IMAGE, TOOL_IMAGE, Failed

REPORTS = ORDERS.replace("orders", "reports")


def plain(name, role=None):
    """Returns a pod of the service account of orders, as JSON: its program, and nothing for credentials.

    @param role value of AWS_ROLE_ARN; None: the variable does not exist"""
    variables = [{"name": "AWS_ROLE_ARN", "value": role}] if role else []
    container = {"name": "main", "image": PROGRAM_IMAGE, "args": ["shop-data", "orders/plain"], "env": variables,
                 "securityContext": pods.RESTRICTED}
    return json.dumps({
        "apiVersion": "v1", "kind": "Pod",
        "metadata": {"name": name, "namespace": "shop", "labels": {"app": "orders"}},
        "spec": {"serviceAccountName": "orders", "automountServiceAccountToken": False, "containers": [container],
                 "securityContext": {"runAsNonRoot": True, "seccompProfile": {"type": "RuntimeDefault"}}}})


def policies(cluster, _):
    """apply the policies of `render admission`"""
    version = json.loads(cluster.kubectl("version", "-o", "json"))["serverVersion"]
    cluster.tool("render", "admission", "-f", "chain.yaml", "--for", f"{version['major']}.{version['minor']}", "--image",
                 f"spiffe-aws={TOOL_IMAGE}", "--agent-socket", cluster.socket, "--account", "000000000000", "--region",
                 "us-east-1", "--out", "policies")
    cluster.kubectl("apply", "-f", "policies")
    # the API server applies new policies after some seconds
    cluster.until("the policies are in effect", lambda: rejected(cluster, plain("probe", REPORTS), "--dry-run=server"))
    return f"in effect, {cluster.unchanged('policies')} objects unchanged by a second apply"


def injected(cluster, watch):
    """a plain pod with the service account of orders"""
    cluster.kubectl("apply", "--server-side", "-f", "-", text=plain("plain"))
    watch.users.append("plain")
    cluster.until("the plain pod wrote and read an object", lambda: any(each["ok"] for each in watch.attempts("plain")))
    before = spec(cluster)
    cluster.kubectl("apply", "--server-side", "-f", "-", text=plain("plain"))
    if spec(cluster) != before:
        raise Failed("the second kubectl apply changed the plain pod")
    return "got the sidecar, wrote and read objects, not changed by a second apply"


def spec(cluster):
    return json.loads(cluster.kubectl("get", "pod", "--namespace", "shop", "plain", "-o", "json"))["spec"]


def refused(cluster, _):
    """a plain pod that names the role of another"""
    why = rejected(cluster, plain("thief", REPORTS))
    if not why or cluster.kubectl("get", "pods", "--namespace", "shop", "--field-selector", "metadata.name=thief", "-o", "name"):
        raise Failed("a pod with the role of another was created")
    return f"refused: {why.strip().rsplit(' denied request: ', 1)[-1].replace('|', ' ')}"


def rejected(cluster, pod, *options):
    """Returns why the ValidatingAdmissionPolicy rejects a pod, or an empty text if it was created."""
    said = cluster.run("kubectl", "create", "-f", "-", *options, text=pod, codes=(0, 1), errors=True)
    if said and "spiffe-aws-roles" not in said:
        raise Failed(f"kubectl create: {said}")
    return said
