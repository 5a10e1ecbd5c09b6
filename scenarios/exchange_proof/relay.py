"""A relay that alters requests on their way to the verifier, and the faults that it can put into them."""

import http.client
import http.server
import re
import threading
import urllib.parse


class Relay:
    """Alters requests on their way to the verifier.

    @param alter receives path, headers and body, and returns them altered"""

    def __init__(self, target, alter):
        host = urllib.parse.urlsplit(target)

        class Calls(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                headers = {name.lower(): value for name, value in self.headers.items() if name.lower() != "connection"}
                path, headers, body = alter(self.path, headers, body)
                upstream = http.client.HTTPConnection(host.hostname, host.port, timeout=20)
                upstream.request("POST", path, body, headers | {"content-length": str(len(body))})
                answer = upstream.getresponse()
                content = answer.read()
                self.send_response(answer.status)
                for name in ("Content-Type", "x-amzn-ErrorType"):
                    if answer.headers[name]:
                        self.send_header(name, answer.headers[name])
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_):
                """The verifier prints the requests."""

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Calls)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"


def in_authorization(pattern, replacement):
    def alter(path, headers, body):
        altered = re.sub(pattern, replacement, headers["authorization"])
        assert altered != headers["authorization"]
        return path, headers | {"authorization": altered}, body
    return alter


def forged(match):
    digit = match.group(2)
    return match.group(1) + ("0" if digit != "0" else "1")


def other_date(path, headers, body):
    date = headers["x-amz-date"]
    return path, headers | {"x-amz-date": "20200101" + date[8:]}, body


def other_body(path, headers, body):
    return path, headers, body.replace(b"3600", b"3599")


def other_role(path, headers, body):
    return path.replace("s3-app", "other"), headers, body


def other_host(path, headers, body):
    return path, headers | {"host": "rolesanywhere.eu-west-1.amazonaws.com"}, body


def other_certificate(encoded):
    return lambda path, headers, body: (path, headers | {"x-amz-x509": encoded}, body)


def without_chain(path, headers, body):
    return path, {name: value for name, value in headers.items() if name != "x-amz-x509-chain"}, body


def requests_altered():
    return {
        "forged signature": ("signature", in_authorization(r"(Signature=[0-9a-f]{20})(.)", forged)),
        "wrong serial in the credential scope": ("serial", in_authorization(r"Credential=[0-9]+", "Credential=4711")),
        "wrong region in the credential scope": ("region", in_authorization("eu-west-1", "eu-west-2")),
        "wrong service in the credential scope": ("service", in_authorization("/rolesanywhere/", "/sts/")),
        "wrong date in the credential scope": ("date", in_authorization(r"/20[0-9]{6}/", "/20200101/")),
        "wrong X-Amz-Date": ("date", other_date),
        "wrong algorithm": ("algorithm", in_authorization("ECDSA", "RSA")),
        "certificate not signed": ("signed-headers", in_authorization(";x-amz-x509,", ",")),
        "changed body": ("signature", other_body),
        "changed role": ("signature", other_role),
        "changed host": ("signature", other_host),
    }
