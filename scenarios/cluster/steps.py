"""The steps of prove-cluster up to running pods. Each has the finding as its result, and its docstring in the table."""

import base64
import json
import time

from cluster import admission, pods
from cluster.pods import ORDERS
from cluster.stack import PROGRAM_IMAGE, TOOL_IMAGE, Failed

TOKEN_SECONDS, SESSION_SECONDS, LIVES = 60, 60, 4
SYSTEM_CLUSTER_CRITICAL = 2000000000
# the checks of doctor that require the permission to read the role
IN_IAM = ["account", "provider", "role", "trust"]
CHAIN = f"""\
trust_domain: example.org
issuer: https://oidc.example.org
provider: {{audiences: [sts.amazonaws.com]}}
defaults: {{parent_id: /k8s/demo/node}}
workloads:
  - for_each: [{{app: orders}}, {{app: reports}}]
    id: /ns/shop/app/${{app}}
    selectors: ["k8s:ns:shop", "k8s:sa:${{app}}", "k8s:pod-label:app:${{app}}"]
    jwt_svid_ttl: {TOKEN_SECONDS}s
    role: {{name: "shop-${{app}}", s3: ["shop-data/${{app}}:read-write"]}}
"""


def node(cluster, _):
    """start the node"""
    began = time.monotonic()
    cluster.start()
    seconds = time.monotonic() - began
    cluster.load_images()
    version = json.loads(cluster.kubectl("version", "-o", "json"))["serverVersion"]["gitVersion"]
    return f"Kubernetes {version}, ready after {seconds:.0f} s, then images loaded"


def manifests(cluster, _):
    """apply the manifests of `render kubernetes`"""
    with open(f"{cluster.folder}/chain.yaml", "w") as file:
        file.write(CHAIN)
    cluster.tool("render", "kubernetes", "-f", "chain.yaml", "--cluster", "demo", "--agent-socket", cluster.socket,
                 "--out", "manifests")
    cluster.kubectl("apply", "-f", "manifests/00-namespaces.yaml")
    cluster.kubectl("apply", "-f", "manifests")
    cluster.until("the server is ready", lambda: cluster.available("spire", "statefulset", "spire-server"))
    cluster.until("the agent is ready", lambda: cluster.available("spire-agent", "daemonset", "spire-agent"))
    return f"server and agent are ready, {cluster.unchanged('manifests')} objects unchanged by a second apply"


def issuer(cluster, _):
    """register nodes and issuer through `kubectl exec`"""
    agents = cluster.until("the agent has attested", lambda: json.loads(cluster.tool("agent", "list", "-o", "json")))
    if "k8s_psat" not in json.dumps(agents):
        raise Failed(f"agent list: {agents}")
    cluster.tool("register", "-f", "manifests/entries.data")
    cluster.until("the provider is ready", lambda: cluster.available("spire", "deployment", "oidc-discovery-provider"))
    cluster.until("oidc check", lambda: cluster.tool("oidc", "check", "https://oidc.example.org"), 30)
    other = cluster.run("curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", "https://oidc.example.org/ready")
    if other != "404":
        raise Failed(f"the ingress serves another path of the provider: status {other}")
    return "agent by k8s_psat, provider is ready, oidc check through the ingress has no finding"


def chain(cluster, _):
    """`apply -f chain.yaml`"""
    cluster.run("versitygw", "admin", "--access", "ROOTKEY", "--secret", "ROOTSECRET", "--endpoint-url", "https://aws.example.org:7077",
                "create-bucket", "--owner", "ROOTKEY", "--bucket", "shop-data")
    cluster.tool("apply", "-f", "chain.yaml")
    cluster.tool("plan", "-f", "chain.yaml", "--exit-code")
    return "entries, provider and roles created, plan has no changes"


def workloads(cluster, watch):
    """apply the manifests of `render workload`"""
    cluster.tool("render", "workload", "-f", "chain.yaml", "--program", PROGRAM_IMAGE, "--image", f"spiffe-aws={TOOL_IMAGE}",
                 "--agent-socket", cluster.socket, "--account", "000000000000", "--region", "us-east-1", "--out", "apps")
    for namespace in ("shop", "elsewhere"):
        cluster.kubectl("create", "namespace", namespace)
        cluster.kubectl("label", "namespace", namespace, f"pod-security.kubernetes.io/enforce={cluster.pod_security}")
    began = time.time()
    cluster.short_sessions(SESSION_SECONDS)
    cluster.kubectl("apply", "-f", "apps")
    cluster.kubectl("apply", "-f", "-", text=pods.manifests(cluster.socket))
    cluster.until("each program wrote and read an object", lambda: watch.working(began))
    return "programs in three pods wrote and read objects, two by the sidecar's token, one by creds exec --refresh"


def aws_cli(cluster, _):
    """`aws s3 cp` in a pod"""
    script = ("date >/tmp/file; aws s3 cp --quiet /tmp/file s3://shop-data/orders/file && "
              "aws s3 cp --quiet s3://shop-data/orders/file - | cmp - /tmp/file")
    cluster.pod("deployment/orders", "orders", "sh", "-ec", script)
    denied = cluster.pod("deployment/orders", "orders", "sh", "-c", "aws s3 cp /tmp/file s3://shop-data/reports/file 2>&1", codes=(1,))
    if "AccessDenied" not in denied:
        raise Failed(f"aws s3 cp to the prefix of reports: {denied}")
    return "wrote and read an object; AccessDenied for the prefix of the other role"


def creds_exec(cluster, _):
    """`creds exec` in a pod"""
    said = cluster.pod("refreshed", "main", "spiffe-aws", "creds", "exec", "--role", ORDERS, "--",
                       "aws", "sts", "get-caller-identity")
    if ":assumed-role/shop-orders/" not in said:
        raise Failed(f"creds exec: {said}")
    return json.loads(said)["Arn"]


def doctor(cluster, _):
    """`doctor` in a pod"""
    said = json.loads(cluster.pod("refreshed", "main", "spiffe-aws", "doctor", "--role", ORDERS, "--s3", "s3://shop-data/orders",
                                  "-o", "json"))
    by_status = {status: [each["name"] for each in said["checks"] if each["ok"] is status] for status in (True, None, False)}
    if by_status[False] or by_status[None] != IN_IAM or "s3_delete" not in by_status[True]:
        raise Failed(f"doctor: {said}")
    return f"{len(by_status[True])} checks passed, {len(by_status[None])} skipped, which require permissions in IAM"


def strangers(cluster, watch):
    """other pods ask for credentials"""
    seen = [f"{name.replace('-', ' ')}: {cluster.until(f'{name} was refused', lambda: watch.refused(name))}"
            for name in pods.STRANGERS]
    script = f"spiffe-aws creds get --role {ORDERS} --token-file /var/run/secrets/spiffe-aws/jwt/token -o json 2>&1 >/dev/null"
    said = cluster.pod("deployment/reports", "reports", "sh", "-c", script, codes=range(1, 8))
    return f"{'; '.join(seen)}; role of another pod: {json.loads(said.splitlines()[0])['error']['code']}"


def evictions(cluster, _):
    """evict both pods of the provider"""
    found = json.loads(cluster.kubectl("get", "pods", "--namespace", "spire", "--selector",
                                       "app.kubernetes.io/name=oidc-discovery-provider", "-o", "json"))["items"]
    if len(found) != 2 or any(each["spec"]["priority"] != SYSTEM_CLUSTER_CRITICAL for each in found):
        raise Failed(f"pods of the provider: {[(each['metadata']['name'], each['spec'].get('priority')) for each in found]}")
    first, second = (evict(cluster, each["metadata"]["name"]) for each in found)
    if first or "disruption budget" not in second:
        raise Failed(f"evictions: {first!r}, {second!r}")
    cluster.until("the provider is ready again", lambda: cluster.available("spire", "deployment", "oidc-discovery-provider"))
    return "the first was evicted, the second was refused because of the disruption budget"


def evict(cluster, pod):
    """Returns why the eviction was refused, or an empty text."""
    eviction = {"apiVersion": "policy/v1", "kind": "Eviction", "metadata": {"name": pod, "namespace": "spire"}}
    return cluster.run("kubectl", "create", "--raw", f"/api/v1/namespaces/spire/pods/{pod}/eviction", "-f", "-",
                       text=json.dumps(eviction), codes=(0, 1), errors=True)


def connections(cluster, _):
    """connect to the server from a namespace without and with the label"""
    script = "import socket; socket.create_connection(('spire-server.spire.svc', 8081), 3)"

    def connects():
        said = cluster.pod("refreshed", "main", "python3", "-c", script, codes=(0, 1), errors=True)
        return not said or next(line for line in said.splitlines() if "Error" in line)

    first = connects()
    if first is True:
        raise Failed("a pod of a namespace without the label connects to the server")
    cluster.kubectl("label", "namespace", "shop", "spiffe-aws/spire-server-access=true")
    cluster.until("the pod connects", lambda: connects() is True, 30)
    cluster.kubectl("label", "namespace", "shop", "spiffe-aws/spire-server-access-")
    cluster.until("the pod no longer connects", lambda: connects() is not True, 30)
    return f"without: {first}; with: connected"


def renewals(cluster, watch):
    """renewal over several lifetimes"""
    began, tokens, keys, expired = time.time(), set(), set(), []

    def enough():
        issued, expires = token_times(cluster, "orders")
        tokens.add(issued)
        if expires < time.time():
            expired.append(expires)
        keys.update(each["key"] for each in watch.attempts("refreshed") if each["ok"] and each["at"] > began)
        return time.time() > began + LIVES * TOKEN_SECONDS and len(tokens) > LIVES and len(keys) > LIVES

    cluster.until(f"{LIVES} lifetimes of tokens and sessions", enough, 600)
    _, failed = watch.gap(began)
    if failed or expired:
        raise Failed(f"{failed} attempts failed during renewals, {len(expired)} times the token had expired")
    return f"{len(tokens)} tokens of {TOKEN_SECONDS} s, {len(keys)} sessions of {SESSION_SECONDS} s, no failed attempt"


def token_times(cluster, app):
    """Returns the times at which the token in a workload's file was issued and expires."""
    token = cluster.pod(f"deployment/{app}", app, "cat", "/var/run/secrets/spiffe-aws/jwt/token").split(".")[1]
    claims = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
    return claims["iat"], claims["exp"]


def no_wrong_credentials(_, watch):
    """all sessions since the start"""
    if found := watch.wrong():
        raise Failed(f"wrong credentials: {found}")
    good = sum(each["ok"] for name in watch.users for each in watch.attempts(name))
    refused = sum(len(watch.refusals(name)) for name in pods.STRANGERS)
    return f"{good} attempts with the right role, {refused} refused, none with a wrong one"


STEPS = (
    node, manifests, issuer, chain, workloads, aws_cli, creds_exec, doctor, strangers, admission.policies,
    admission.injected, admission.refused, evictions, connections, renewals)
