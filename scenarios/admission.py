"""Checks the policies of `render admission` against an API server, for scenarios/prove-admission.

    admission.py expect FILE    before the policies exist: what each pod must become
    admission.py check FILE     with the policies: every pod becomes that, and stays that
    admission.py large          with policies of 1,000 workloads: a pod is injected

The expected pods are written by this file's own injection, which shares nothing with the policies, and completed by the
API server. KUBECONFIG names the API server.
"""
import copy
import json
import os
import re
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request

ARN = "arn:aws:iam::123456789012:role/"
DIRECTORY = "/var/run/secrets/spiffe-aws"
LINUX = {"allowPrivilegeEscalation": False, "capabilities": {"drop": ["ALL"]}}
IDENTITIES = {  # name: ID, role, sidecar, audience
    "reports": ("/ns/prod/app/reports", "prod-reports", "spiffe-aws", "sts.amazonaws.com"),
    "web": ("/ns/prod/app/web", "team/prod-web", "spiffe-aws", "other"),
    "plain": ("/ns/prod/app/plain", None, "spiffe-aws", "sts.amazonaws.com"),
    "multi": ("/ns/prod/app/multi", "prod-multi", "spiffe-aws", "sts.amazonaws.com"),
    "multi-blue": ("/ns/prod/app/multi-blue", "prod-blue", "spiffe-aws", "sts.amazonaws.com"),
    "named": ("/ns/prod/app/named", "prod-named", "agent-caller", "sts.amazonaws.com"),
    "default": ("/ns/dev/app/any", "dev-any", "spiffe-aws", "sts.amazonaws.com"),
}


def call(method, path, body=None, content="application/json"):
    """Returns status and object."""
    config = open(os.environ["KUBECONFIG"]).read()
    server, token = re.search(r'server: "(.*?)"', config)[1], re.search(r"token: (.*?)}", config)[1]
    request = urllib.request.Request(server + path, method=method, data=json.dumps(body).encode() if body else None)
    request.add_header("Authorization", "Bearer " + token)
    request.add_header("Content-Type", content)
    context = ssl._create_unverified_context()
    try:
        with urllib.request.urlopen(request, context=context) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as e:
        return e.code, json.load(e)


def create(pod, namespace, dry=True):
    return call("POST", f"/api/v1/namespaces/{namespace}/pods?fieldValidation=Strict{'&dryRun=All' if dry else ''}", pod)


# --- the pods -------------------------------------------------------------------------------------

def container(name="main", **more):
    return {"name": name, "image": "registry.example.org/app:1.0", **more}


def pod(account="reports", containers=None, metadata=None, **spec):
    spec = {"containers": containers or [container()], **spec}
    if account is not None:
        spec["serviceAccountName"] = account
    return {"apiVersion": "v1", "kind": "Pod", "metadata": metadata or {}, "spec": spec}


def named(name, value):
    return container(env=[{"name": "AWS_ROLE_ARN", **({"value": value} if isinstance(value, str) else value)}])


SHAPES = {}  # name: pod, namespace, identity that is injected, or None; or the message of the rejection


def shape(name, made, identity="reports", namespace="prod", rejected=None):
    SHAPES[name] = (made, namespace, identity, rejected)


shape("minimal", pod())
shape("volumes-null", pod(volumes=None))
shape("volumes-empty", pod(volumes=[]))
shape("own-volumes", pod(volumes=[{"name": "a", "emptyDir": {}}, {"name": "b", "configMap": {"name": "b"}}],
      containers=[container(volumeMounts=[{"name": "a", "mountPath": "/a"}, {"name": "b", "mountPath": "/b", "subPath": "x"}])]))
shape("own-volume-token", pod(volumes=[{"name": "token", "emptyDir": {}}, {"name": "spiffe-workload-api", "emptyDir": {}}],
      containers=[container(volumeMounts=[{"name": "token", "mountPath": "/t"}])]))
shape("init-null", pod(initContainers=None))
shape("init-empty", pod(initContainers=[]))
shape("init-two", pod(initContainers=[container("one"), container("two", env=[{"name": "A", "value": "b"}])]))
shape("own-native-sidecar", pod(initContainers=[container("proxy", restartPolicy="Always"), container("setup")]))
shape("three-containers", pod(containers=[container("a"), container("b", env=[{"name": "X", "value": "1"}]), container("c")]))
shape("env-null", pod(containers=[container(env=None, volumeMounts=None)]))
shape("env-empty", pod(containers=[container(env=[], volumeMounts=[])]))
shape("env-of-all-kinds", pod(containers=[container(env=[
    {"name": "TEXT", "value": "\"quoted\" \\ $(NODE) ünïcode\nline"}, {"name": "EMPTY"},
    {"name": "NODE", "valueFrom": {"fieldRef": {"fieldPath": "spec.nodeName"}}},
    {"name": "CPU", "valueFrom": {"resourceFieldRef": {"resource": "limits.cpu", "divisor": "1m"}}}],
    envFrom=[{"configMapRef": {"name": "more"}}])]))
shape("own-role", pod(containers=[named("x", ARN + "prod-reports")]))
shape("own-role-by-name", pod(containers=[named("x", "prod-reports")]))
shape("own-role-with-path-by-name", pod("web", [named("x", "prod-web")], {"labels": {"app": "web"}}), "web")
shape("own-role-empty", pod(containers=[named("x", "")]))
shape("own-region", pod(containers=[container(env=[{"name": "AWS_REGION", "value": "eu-west-1"}])]))
shape("own-token-file", pod(containers=[container(env=[{"name": "AWS_WEB_IDENTITY_TOKEN_FILE", "value": "/own"}])]))
shape("own-session-name-from-pod", pod(containers=[container(env=[
    {"name": "AWS_ROLE_SESSION_NAME", "valueFrom": {"fieldRef": {"fieldPath": "metadata.name"}}}])]))
shape("host-network", pod(hostNetwork=True, hostPID=True, containers=[container(ports=[{"containerPort": 80, "hostPort": 80}])]))
shape("fs-group", pod(securityContext={"fsGroup": 2000, "runAsUser": 1000, "runAsNonRoot": True}))
shape("security-context", pod(securityContext={"runAsUser": 1000, "seccompProfile": {"type": "RuntimeDefault"}},
      containers=[container(securityContext=LINUX)]))
shape("generate-name", pod(metadata={"generateName": "reports-"}))
shape("of-a-job", pod(restartPolicy="Never", activeDeadlineSeconds=60, metadata={
    "labels": {"job-name": "x"}, "ownerReferences": [{"apiVersion": "batch/v1", "kind": "Job", "name": "x", "uid": "1-2-3"}]}))
shape("with-everything", pod(
    terminationGracePeriodSeconds=5, dnsPolicy="None", dnsConfig={"nameservers": ["192.0.2.1"]}, hostAliases=[{"ip": "192.0.2.2", "hostnames": ["h"]}],
    tolerations=[{"operator": "Exists"}], topologySpreadConstraints=[{"maxSkew": 1, "topologyKey": "zone", "whenUnsatisfiable": "DoNotSchedule"}],
    affinity={"nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": {"nodeSelectorTerms": [{"matchExpressions": [{"key": "a", "operator": "Exists"}]}]}}},
    containers=[container(command=["sh", "-c"], args=["x"], ports=[{"containerPort": 8080}], workingDir="/w",
        resources={"requests": {"cpu": "100m"}, "limits": {"memory": "1Gi"}}, livenessProbe={"httpGet": {"path": "/", "port": 8080}},
        lifecycle={"preStop": {"exec": {"command": ["true"]}}}, tty=True)]))
shape("account-by-old-field", {"apiVersion": "v1", "kind": "Pod", "metadata": {}, "spec": {"serviceAccount": "reports", "containers": [container()]}})
shape("annotation-true", pod(metadata={"annotations": {"spiffe-aws/inject": "true"}}))
shape("linux", pod(os={"name": "linux"}, nodeSelector={"kubernetes.io/os": "linux"}))
shape("host-path-volume", pod(volumes=[{"name": "h", "hostPath": {"path": "/x"}}], shareProcessNamespace=True))
shape("block-device", pod(volumes=[{"name": "d", "persistentVolumeClaim": {"claimName": "d"}}],
      containers=[container(volumeDevices=[{"name": "d", "devicePath": "/dev/x"}])]))
shape("label-selects", pod("web", metadata={"labels": {"app": "web"}}), "web")
shape("more-labels", pod("web", metadata={"labels": {"app": "web", "x": "y"}}), "web")
shape("the-workload-with-more-labels", pod("multi", metadata={"labels": {"colour": "blue"}}), "multi-blue")
shape("the-workload-with-fewer-labels", pod("multi", metadata={"labels": {"colour": "red"}}), "multi")
shape("role-of-both-workloads", pod("multi", [named("x", ARN + "prod-multi")], {"labels": {"colour": "blue"}}), "multi-blue")
shape("no-role", pod("plain"), "plain")
shape("sidecar-of-the-selector", pod("named"), "named")
shape("default-account", pod(None), "default", "dev")
shape("default-account-by-name", pod("default"), "default", "dev")

shape("another-account", pod("other"), None)
shape("no-account", pod(None), None)
shape("another-namespace", pod("reports"), None, "elsewhere")
shape("account-of-another-namespace", pod("reports"), None, "dev")
shape("label-missing", pod("web"), None)
shape("label-with-another-value", pod("web", metadata={"labels": {"app": "webs"}}), None)
shape("excluded", pod(metadata={"annotations": {"spiffe-aws/inject": "false"}}), None)
shape("windows-by-os", pod(os={"name": "windows"}), None)
shape("windows-by-node", pod(nodeSelector={"kubernetes.io/os": "windows"}), None)
shape("mirror-pod", pod(nodeName="node-1", metadata={"annotations": {"kubernetes.io/config.mirror": "x"}}), None)
shape("own-sidecar", pod(initContainers=[container("spiffe-aws", restartPolicy="Always")]), None)
shape("own-sidecar-as-container", pod(containers=[container(), container("spiffe-aws")]), None)
shape("own-mount", pod(volumes=[{"name": "t", "emptyDir": {}}], containers=[container(volumeMounts=[{"name": "t", "mountPath": DIRECTORY}])]), None)
shape("container-with-the-sidecars-name", pod("named", [container("agent-caller")]), None)
shape("another-role-elsewhere", pod("x", [named("x", ARN + "foreign")]), None, "elsewhere")

GIVEN = "is not a role that the chain gives to service account prod/reports; it gives " + ARN + "prod-reports"
shape("role-of-another-workload", pod(containers=[named("x", ARN + "team/prod-web")]), rejected=GIVEN)
shape("unknown-role", pod(containers=[named("x", ARN + "admin")]), rejected=GIVEN)
shape("role-as-suffix", pod(containers=[named("x", "reports")]), rejected=GIVEN)
shape("role-from-config-map", pod(containers=[named("x", {"valueFrom": {"configMapKeyRef": {"name": "a", "key": "b"}}})]), rejected=GIVEN)
shape("role-in-second-container", pod(containers=[container(), {**named("x", ARN + "admin"), "name": "second"}]), rejected='container "second" ' + GIVEN)
shape("role-in-init-container", pod(initContainers=[{**named("x", ARN + "admin"), "name": "setup"}]), rejected='container "setup" ' + GIVEN)
shape("role-named-twice", pod(containers=[container(env=[{"name": "AWS_ROLE_ARN", "value": ARN + "prod-reports"}, {"name": "AWS_ROLE_ARN", "value": ARN + "admin"}])]), rejected=GIVEN)
shape("role-of-an-excluded-pod", pod(containers=[named("x", ARN + "admin")], metadata={"annotations": {"spiffe-aws/inject": "false"}}), rejected=GIVEN)
shape("role-without-label", pod("web", [named("x", ARN + "team/prod-web")]), rejected="service account prod/web; it gives none")
shape("role-of-another-account", pod("other", [named("x", ARN + "prod-reports")]), rejected="service account prod/other; it gives none")
shape("role-in-another-namespace", pod("reports", [named("x", ARN + "prod-reports")]), namespace="elsewhere",
      rejected="is a role that the chain does not give to namespace elsewhere")
shape("role-of-another-namespace-of-the-chain", pod(None, [named("x", ARN + "prod-reports")]), namespace="dev",
      rejected="service account dev/default; it gives " + ARN + "dev-any")
shape("no-containers", {"apiVersion": "v1", "kind": "Pod", "metadata": {}, "spec": {"serviceAccountName": "reports", "containers": []}},
      rejected="spec.containers: Required value")


def finished(name):
    made, namespace, identity, rejected = copy.deepcopy(SHAPES[name])
    if "generateName" not in made["metadata"]:
        made["metadata"]["name"] = name
    return made, namespace, identity, rejected


# --- the expected pods ----------------------------------------------------------------------------

def injected(made, identity):
    path, role, sidecar, audience = IDENTITIES[identity]
    spiffe_id = "spiffe://example.org" + path
    variables = [("AWS_WEB_IDENTITY_TOKEN_FILE", DIRECTORY + "/jwt/token")]
    if role:
        variables += [("AWS_ROLE_ARN", ARN + role), ("AWS_ROLE_SESSION_NAME", spiffe_id[len("spiffe://"):].replace("/", "-"))]
    variables += [("AWS_REGION", "us-east-1"), ("AWS_DEFAULT_REGION", "us-east-1")]
    spec = made["spec"]
    for c in (spec.get("initContainers") or []) + spec["containers"]:
        c["volumeMounts"] = (c.get("volumeMounts") or []) + [{"name": "spiffe-aws-token", "mountPath": DIRECTORY, "readOnly": True}]
        own = {e["name"] for e in c.get("env") or []}
        c["env"] = (c.get("env") or []) + [{"name": n, "value": v} for n, v in variables if n not in own]
    spec["volumes"] = (spec.get("volumes") or []) + [
        {"name": "spiffe-aws-token", "emptyDir": {"medium": "Memory", "sizeLimit": "1Mi"}},
        {"name": "spiffe-aws-agent", "csi": {"driver": "csi.spiffe.io", "readOnly": True}}]
    mode = "0640" if (spec.get("securityContext") or {}).get("fsGroup") else "0644"
    spec["initContainers"] = [{
        "name": sidecar, "image": "registry.example.org/spiffe-aws:0.1.0", "restartPolicy": "Always",
        "args": ["jwt", "watch", "--spiffe-id", spiffe_id, "--audience", audience, "--out", DIRECTORY + "/jwt/token", "--create-dirs", "--mode", mode, "--wait", "2m"],
        "env": [{"name": "SPIFFE_ENDPOINT_SOCKET", "value": "unix:///spiffe-workload-api/spire-agent.sock"}],
        "startupProbe": {"exec": {"command": ["spiffe-aws", "jwt", "inspect", "@" + DIRECTORY + "/jwt/token"]}, "periodSeconds": 2, "failureThreshold": 90},
        "resources": {"requests": {"cpu": "10m", "memory": "32Mi"}, "limits": {"memory": "128Mi"}},
        "securityContext": {**LINUX, "runAsNonRoot": True, "runAsUser": 65532, "runAsGroup": 65532, "readOnlyRootFilesystem": True,
                            "seccompProfile": {"type": "RuntimeDefault"}},
        "volumeMounts": [{"name": "spiffe-aws-agent", "mountPath": "/spiffe-workload-api", "readOnly": True},
                         {"name": "spiffe-aws-token", "mountPath": DIRECTORY}]}] + (spec.get("initContainers") or [])
    return made


def expect(path):
    specs = {}
    for name in SHAPES:
        made, namespace, identity, rejected = finished(name)
        if rejected:
            continue
        status, answer = create(injected(made, identity) if identity else made, namespace)
        if status != 201:
            sys.exit(f"FAIL  {name}: without policies: {answer['message']}")
        specs[name] = answer["spec"]
    json.dump(specs, open(path, "w"))


# --- the check ------------------------------------------------------------------------------------

failures = []


def verify(good, what, detail=""):
    if not good:
        failures.append(what)
        print("FAIL ", what, detail, file=sys.stderr)


def difference(a, b, at=""):
    if isinstance(a, dict) and isinstance(b, dict):
        return "; ".join(filter(None, (difference(a.get(k), b.get(k), at + "." + k) for k in sorted(a.keys() | b.keys()))))
    if isinstance(a, list) and isinstance(b, list) and len(a) == len(b):
        return "; ".join(filter(None, (difference(x, y, f"{at}[{i}]") for i, (x, y) in enumerate(zip(a, b)))))
    return "" if a == b else f"{at}: expected {json.dumps(a)}, is {json.dumps(b)}"


def wait_for_policies():
    for _ in range(300):
        seen = create(finished("minimal")[0], "prod")[1].get("spec", {}).get("initContainers")
        refused = [create(finished(n)[0], finished(n)[1])[0] for n in ("unknown-role", "role-in-another-namespace")]
        if seen and refused == [422, 422] or seen and refused == [403, 403]:
            return
        time.sleep(0.1)
    sys.exit("FAIL  the policies are not in effect")


def check(path):
    specs = json.load(open(path))
    wait_for_policies()
    counts = {"injected": 0, "unchanged": 0, "rejected": 0}
    for name in SHAPES:
        made, namespace, identity, rejected = finished(name)
        status, answer = create(made, namespace)
        if rejected:
            verify(status in (403, 422) and rejected in answer["message"], name, answer.get("message", "was created"))
            counts["rejected"] += 1
            continue
        verify(status == 201, name, answer.get("message", ""))
        if status != 201:
            continue
        verify(answer["spec"] == specs[name], name, difference(specs[name], answer["spec"]))
        again = copy.deepcopy(made)
        again["spec"] = answer["spec"]
        status, twice = create(again, namespace)
        verify(status == 201 and twice["spec"] == answer["spec"], name + ", created again from its result",
               difference(answer["spec"], twice.get("spec")) + twice.get("message", ""))
        counts["injected" if identity else "unchanged"] += 1
    print("ok   ", ", ".join(f"{n} {what}" for what, n in counts.items()), "of", len(SHAPES), "shapes; each a second time from its result")
    applied()
    ephemeral()
    sys.exit(1 if failures else 0)


def applied():
    pods = []
    for name in SHAPES:
        made, namespace, _, rejected = finished(name)
        if not rejected and "name" in made["metadata"]:
            made["metadata"]["namespace"] = namespace
            pods.append(made)
    stream = json.dumps({"apiVersion": "v1", "kind": "List", "items": pods})
    specs = []
    for _ in range(2):
        # kubectl's own merge would remove lists that are null in the manifest of a pod, whatever added to them
        run = subprocess.run(["kubectl", "apply", "--server-side", "-f", "-"], input=stream, capture_output=True, text=True)
        verify(run.returncode == 0 and len(run.stdout.splitlines()) == len(pods), "kubectl apply", run.stdout + run.stderr)
        specs.append([call("GET", f"/api/v1/namespaces/{p['metadata']['namespace']}/pods/{p['metadata']['name']}")[1].get("spec") for p in pods])
    for made, first, second in zip(pods, *specs):
        verify(first == second, made["metadata"]["name"] + ", applied twice", difference(first, second))
    print("ok    kubectl apply --server-side, twice:", len(pods), "pods, the second time unchanged")


def ephemeral():
    path = "/api/v1/namespaces/prod/pods/minimal/ephemeralcontainers?fieldManager=x"
    patch = lambda c: {"spec": {"ephemeralContainers": [c]}}
    kind = "application/strategic-merge-patch+json"
    before = call("GET", "/api/v1/namespaces/prod/pods/minimal")[1]["spec"]
    status, answer = call("PATCH", path, patch({**named("x", ARN + "admin"), "name": "debug"}), kind)
    verify(status in (403, 422) and GIVEN in answer["message"], "an ephemeral container with another role", json.dumps(answer)[:300])
    status, answer = call("PATCH", path, patch({**named("x", ARN + "prod-reports"), "name": "debug"}), kind)
    verify(status == 200, "an ephemeral container with the role", json.dumps(answer)[:300])
    after = {k: v for k, v in answer.get("spec", {}).items() if k != "ephemeralContainers"}
    verify(after == before, "the pod of an ephemeral container", difference(before, after))
    print("ok    ephemeral containers: another role is rejected, the role of the chain is not; the pod is not changed")


def large():
    """A pod of the last of 600 service accounts of one namespace, whose policies are among those of 1,000 workloads."""
    made = pod("app-599", metadata={"name": "x"})
    for _ in range(300):
        answer = create(made, "large")[1]
        if answer.get("spec", {}).get("initContainers"):
            break
        time.sleep(0.1)
    else:
        sys.exit(f"FAIL  1,000 workloads: {json.dumps(answer)[:500]}")
    verify("spiffe://example.org/ns/large/sa/app-599" in answer["spec"]["initContainers"][0]["args"], "1,000 workloads")
    times = []
    for _ in range(20):
        start = time.monotonic()
        create(made, "large")
        times.append(time.monotonic() - start)
    print(f"ok    1,000 workloads, 600 of them in one namespace: a pod is created in {sorted(times)[10] * 1000:.0f} ms (median)")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    {"expect": expect, "check": check, "large": large}[sys.argv[1]](*sys.argv[2:])
