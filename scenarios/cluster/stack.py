"""The cluster that prove-cluster runs in, and its images."""

import glob
import json
import os
import shutil
import subprocess
import sys
import time

import worlds

NODE = f"{worlds.HERE}/kube-node"
FILES = f"{worlds.HERE}/cluster"
TOOL_IMAGE, PROGRAM_IMAGE = "registry.example.org/spiffe-aws:0.1.0", "registry.example.org/s3-program:1.0"
PODS_CA = "/etc/ssl/stack.pem"


class Failed(Exception):
    """A step did not have the expected result."""


class Cluster:
    """@param tool path of spiffe-aws
    @param native whether that is the native binary
    @param csi whether pods get the agent's socket by the SPIFFE CSI driver, rather than by a directory of the node
    @param folder directory for the stack and all files"""

    def __init__(self, tool, native, csi, folder):
        self.tool_path, self.native, self.folder, self.world = tool, native, folder, f"{folder}/stack"
        self.socket, self.pod_security = ("csi", "restricted") if csi else ("hostpath", "privileged")
        self.environment = os.environ | {
            "AWS_ACCESS_KEY_ID": "ROOTKEY", "AWS_SECRET_ACCESS_KEY": "ROOTSECRET", "HOME": folder,
            "SPIRE_SERVER_EXEC": "kubectl exec -i --namespace spire spire-server-0 -- /opt/spire/bin/spire-server"}

        self.beside = None

    def start(self):
        subprocess.run([NODE, "up", self.world], check=True, stdout=subprocess.DEVNULL)

    def end(self):
        if self.beside:
            self.beside.terminate()
        subprocess.run([NODE, "down", self.world], check=True, stdout=subprocess.DEVNULL)

    def short_sessions(self, seconds):
        """Starts a second STS, whose sessions have this lifetime."""
        words = [sys.executable, f"{FILES}/short_sessions.py", "203.0.113.10", "7079", str(seconds)]
        self.beside = subprocess.Popen([NODE, "in", self.world, *words], cwd=self.folder)

    def describe(self):
        """Prints what explains a failure."""
        for words in (["get", "pods", "-A", "-o", "wide"], ["get", "events", "-A", "--sort-by", ".lastTimestamp"]):
            try:
                print("\n".join(self.kubectl(*words).splitlines()[-40:]), file=sys.stderr)
            except Failed as failure:
                print(failure, file=sys.stderr)

    # --- commands

    def run(self, *words, text=None, codes=(0,), errors=False):
        """Runs a command in the stack. Returns its standard output.

        @param text standard input
        @param codes accepted exit codes
        @param errors return standard error instead
        @throws Failed if it ends with another exit code, or takes more than three minutes"""
        try:
            done = subprocess.run([NODE, "in", self.world, *words], cwd=self.folder, env=self.environment, timeout=180,
                                  input=text, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        except subprocess.TimeoutExpired:
            raise Failed(f"{' '.join(words)}: no result after three minutes") from None
        if done.returncode not in codes:
            said = (done.stderr.strip() or done.stdout.strip())[-1500:]
            raise Failed(f"{' '.join(words)}: exit code {done.returncode}: {said}")
        return done.stderr if errors else done.stdout

    def tool(self, *words, **options):
        return self.run(self.tool_path, *words, **options)

    def kubectl(self, *words, **options):
        return self.run("kubectl", *words, **options)

    def pod(self, pod, container, *words, **options):
        """Runs a command in a pod, specified as for `kubectl exec`, such as deployment/orders."""
        return self.kubectl("exec", "--namespace", "shop", pod, "--container", container, "--", *words, **options)

    def node(self, verb, *words):
        subprocess.run([NODE, verb, self.world, *words], check=True, stdout=subprocess.DEVNULL)

    @staticmethod
    def until(what, condition, limit=180):
        """Waits until the condition returns a true value, and returns that.

        @param limit seconds
        @throws Failed after the limit, with the last failure"""
        end = time.monotonic() + limit
        while True:
            why = ""
            try:
                if value := condition():
                    return value
            except (Failed, LookupError, ValueError) as failure:
                why = f": {failure}"
            if time.monotonic() > end:
                raise Failed(f"{what}: not after {limit} s{why}")
            time.sleep(0.2)

    # --- content

    def available(self, namespace, kind, name):
        """Returns whether all replicas of a workload are ready, and of its current template."""
        whole = json.loads(self.kubectl("get", "--namespace", namespace, kind, name, "-o", "json"))
        status = whole["status"]
        if status.get("observedGeneration") != whole["metadata"]["generation"]:
            return False
        if kind == "daemonset":
            return status["desiredNumberScheduled"] == status.get("numberReady") == status.get("updatedNumberScheduled") == 1
        return whole["spec"]["replicas"] == status.get("readyReplicas") == status.get("updatedReplicas")

    def unchanged(self, folder):
        """Applies manifests again. Returns the number of objects.

        @throws Failed if one would be changed, or is reported as changed"""
        self.kubectl("diff", "-f", folder)
        again = self.kubectl("apply", "-f", folder).splitlines()
        # kubectl sends the selector of a budget each time, since it can only replace it
        if changed := [line for line in again if not line.endswith(" unchanged") and "poddisruptionbudget" not in line]:
            raise Failed(f"kubectl apply again: {changed}")
        return len(again)

    def lines(self, namespace, pod, container):
        """Returns what a container printed as JSON, also before it was restarted. Reads the node's log files, which are
        readable while kubelet is not.

        @param pod beginning of the pod's name"""
        found = []
        for path in glob.glob(f"{self.world}/node/log/pods/{namespace}_{pod}*/{container}/*.log"):
            with open(path) as file:
                for line in file:
                    words = line.rstrip("\n").split(" ", 3)
                    if len(words) == 4 and words[1] == "stdout" and words[3].startswith('{"at"'):
                        found.append(json.loads(words[3]))
        return sorted(found, key=lambda each: each["at"])

    # --- images

    def load_images(self):
        """Loads the image of spiffe-aws for the sidecar, and one with Python, boto3, aws and spiffe-aws."""
        sidecar = ["--user", "65532", "--entrypoint", "/usr/local/bin/spiffe-aws"]
        if self.native:
            mine, tree = [f"{self.tool_path}=/usr/local/bin/spiffe-aws"], []
            self.node("load", TOOL_IMAGE, *sidecar, *mine)
        else:
            mine, tree = [], ["--env", "JAVA_HOME=/opt/java", "--tree", self.distribution()]
            self.node("load", TOOL_IMAGE, *sidecar, "debian", *tree)
        variables = [
            f"AWS_CA_BUNDLE={PODS_CA}", f"SSL_CERT_FILE={PODS_CA}", "AWS_EC2_METADATA_DISABLED=true", "HOME=/tmp",
            "AWS_REGION=us-east-1", "PYTHONDONTWRITEBYTECODE=1",
            *(f"AWS_ENDPOINT_URL_{name}=https://aws.example.org:{port}" for name, port in (("STS", 7078), ("IAM", 7078), ("S3", 7077)))]
        programs = [f"{FILES}/{name}=/usr/local/bin/{name}" for name in ("s3-program", "stranger")]
        self.node("load", PROGRAM_IMAGE, "--user", "1234", "--entrypoint", "/usr/local/bin/s3-program", "debian", *tree,
                  *(word for each in variables for word in ("--env", each)), *mine, *programs,
                  f"{self.world}/ca.pem={PODS_CA}")

    def distribution(self):
        """Creates a root directory with the JVM distribution and its Java. Returns its path."""
        root = f"{self.folder}/distribution"
        java = os.path.dirname(os.path.dirname(os.path.realpath(worlds.java())))
        # without links: the CA certificates of a packaged Java are outside of its directory
        shutil.copytree(java, f"{root}/opt/java", ignore=shutil.ignore_patterns("src.zip", "jmods", "man", "legal"))
        own = os.path.dirname(os.path.dirname(os.path.realpath(self.tool_path)))
        shutil.copytree(own, f"{root}/opt/spiffe-aws", symlinks=True)
        os.makedirs(f"{root}/usr/local/bin")
        os.symlink("/opt/spiffe-aws/bin/spiffe-aws", f"{root}/usr/local/bin/spiffe-aws")
        return root
