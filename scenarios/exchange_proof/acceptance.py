"""X509-SVIDs of a real SPIRE, by every command of `creds`."""

import contextlib
import os
import re
import signal
import subprocess
import urllib.request

import worlds
from exchange_proof.verifier import WAY, Verifier, environment, get


def accepted(tool, folder, title, table):
    """X509-SVIDs of the real SPIRE, by every command."""
    worlds.spire("entry", "create", "-spiffeID", worlds.ID, "-parentID", "spiffe://example.org/host", "-selector", f"unix:uid:{os.getuid()}",
                 "-x509SVIDTTL", "20")
    anchors = f"{folder}/anchors.pem"
    with open(anchors, "w") as file:
        file.write(worlds.spire("bundle", "show"))
    verifier = Verifier(folder, anchors)
    env = environment(folder, verifier.url)
    algorithm = "RSA" if title.startswith("RSA") else "ECDSA"
    facts = (f"AWS4-X509-{algorithm}-SHA256", 2 if "intermediates" in title else 0)

    def command(words, check, *more, calls=1, name=None):
        begin = len(verifier.results)
        answer = subprocess.run([tool, *words, *WAY, *more], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        good = answer.returncode == 0 and check(answer.stdout)
        found = verifier.results_from(begin, calls)
        exact = [(one["reason"], one["key"], one["chain"]) for one in found] == [("accepted", *facts)] * calls
        table.row(f"{title}: {name or ' '.join(words)}", "accepted", "accepted" if good and exact else f"{found} {answer.stderr}")

    has_key = lambda text: "ASIAVERIFY" in text
    command(["creds", "get"], lambda text: "/example.org-s3-app" in text, "--wait", "30s")
    command(["creds", "process"], has_key)
    command(["creds", "env"], has_key)
    command(["creds", "exec"], has_key, "--", "env")
    read = 'curl -s -H "Authorization: $(cat $AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE)" $AWS_CONTAINER_CREDENTIALS_FULL_URI'
    command(["creds", "exec", "--refresh"], has_key, "--", "sh", "-c", read)
    command(["creds", "file", "--profile", "reports"], lambda _: has_key(open(f"{folder}/.aws/credentials").read()))
    command(["creds", "get", "--cache"], has_key)
    command(["creds", "get", "--cache"], has_key, calls=0, name="creds get --cache, from the cache")
    command(["creds", "profile", "--name", "reports", "--program", tool], lambda _: True, calls=0)
    begin = len(verifier.results)
    with open(f"{folder}/.aws/config") as file:
        line = next(line for line in file if line.startswith("credential_process"))
    answer = subprocess.run(line.split("=", 1)[1].strip(), shell=True, env=env, stdout=subprocess.PIPE, text=True)
    table.row(f"{title}: credential_process of the profile", True, has_key(answer.stdout) and verifier.results_from(begin)[0]["accepted"])
    files(tool, folder, title, table, verifier)
    renewed(tool, env, title, table, verifier)
    verifier.close()


def files(tool, folder, title, table, verifier):
    """The files that SPIRE's own command writes."""
    subprocess.run(["spire-agent", "api", "fetch", "x509", "-socketPath", os.environ["SPIFFE_ENDPOINT_SOCKET"].removeprefix("unix://"),
                    "-write", folder], check=True, stdout=subprocess.DEVNULL)
    begin = len(verifier.results)
    answer = get(tool, folder, verifier.url, "--svid-file", f"{folder}/svid.0.pem", "--key-file", f"{folder}/svid.0.key",
                 "--bundle-file", f"{folder}/bundle.0.pem")
    seen = verifier.results_from(begin)[0]["reason"] if answer.returncode == 0 else answer.stderr
    table.row(f"{title}: --svid-file, --key-file, --bundle-file", "accepted", seen)


def renewed(tool, env, title, table, verifier):
    """The session is valid for an hour, but the X509-SVID only for 20 s."""
    begin = len(verifier.results)
    server = subprocess.Popen([tool, "creds", "serve", *WAY, "--listen", "127.0.0.1:0"], env=env, stdout=subprocess.PIPE, text=True)
    found = verifier.results_from(begin, 3, timeout=90)
    with contextlib.closing(server.stdout):
        variables = dict(re.findall(r"export (\w+)=(\S+)", "".join(server.stdout.readline() for _ in range(4))))
    with open(variables["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"]) as file:
        request = urllib.request.Request(variables["AWS_CONTAINER_CREDENTIALS_FULL_URI"], headers={"Authorization": file.read()})
    served = "ASIAVERIFY" in urllib.request.urlopen(request).read().decode()
    server.send_signal(signal.SIGTERM)
    server.wait()
    table.row(f"{title}: creds serve, renewed with the SVID", "3 sessions", f"{len([one for one in found if one['accepted']])} sessions" if served else "none")
