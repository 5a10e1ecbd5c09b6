"""A proxy between spiffe-aws and a real STS. It forwards calls or simulates failures, shortens the lifetime of
sessions to seconds, and records the secrets that pass through it."""

import http.client
import http.server
import re
import socket
import ssl
import threading
import time
import urllib.parse
import xml.sax.saxutils

FAILURES = {
    "500": (500, "Receiver", "InternalFailure", "An internal error has occurred."),
    "429": (429, "Sender", "Throttling", "Rate exceeded"),
}


class Between:
    """@param target the URL of STS
    @param trusted file of the CA certificate
    @param life lifetime of sessions in seconds; None: not changed
    @param address, port where it listens; port 0: a free port"""

    def __init__(self, target, trusted, life=None, address="127.0.0.1", port=0):
        self.target, self.life = urllib.parse.urlsplit(target), life
        self.tls = ssl.create_default_context(cafile=trusted)
        self.kind = "good"
        self.calls, self.secrets = [], set()
        self.address = address
        self.listen(port)

    @property
    def url(self):
        return f"http://{self.address}:{self.port}"

    def be(self, kind):
        """@param kind good, 500, 429, hang (accepts calls and never responds) or refuse (closes the port)"""
        former, self.kind = self.kind, kind
        if kind == "refuse":
            self.close()
        elif former == "refuse":
            self.listen(self.port)

    def listen(self, port):
        handler = type("Calls", (Calls,), {"between": self})
        self.server = Listener((self.address, port), handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def passed_on(self, path, headers, body):
        upstream = http.client.HTTPSConnection(self.target.hostname, self.target.port, context=self.tls, timeout=20)
        kept = {k: v for k, v in headers.items() if k.lower() not in ("host", "connection")}
        upstream.request("POST", path, body, kept | {"Host": self.target.netloc})
        answer = upstream.getresponse()
        content = answer.read()
        upstream.close()
        self.keep(body, content)
        return answer.status, answer.headers.get("Content-Type", "text/xml"), self.shortened(content)

    def keep(self, body, content):
        self.secrets.update(urllib.parse.parse_qs(body.decode()).get("WebIdentityToken", []))
        for tag in ("SecretAccessKey", "SessionToken"):
            for value in re.findall(f"<{tag}>([^<]+)<", content.decode()):
                self.secrets.add(xml.sax.saxutils.unescape(value))

    def shortened(self, content):
        if self.life is None:
            return content
        end = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + self.life))
        return re.sub(rb"<Expiration>[^<]+<", f"<Expiration>{end}<".encode(), content)


class Listener(http.server.ThreadingHTTPServer):
    allow_reuse_address = daemon_threads = True

    def handle_error(self, *call):
        """The caller has closed the connection."""


class Calls(http.server.BaseHTTPRequestHandler):
    between: Between
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        between, began = self.between, time.time()
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if between.kind == "hang":
            while between.kind == "hang":
                time.sleep(0.05)
            self.connection.shutdown(socket.SHUT_RDWR)
            self.close_connection = True
        elif between.kind in FAILURES:
            self.fail(*FAILURES[between.kind])
        else:
            self.say(*between.passed_on(self.path, self.headers, body))
        between.calls.append((began, time.time()))

    def fail(self, status, side, code, message):
        words = (
            '<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error>'
            f"<Type>{side}</Type><Code>{code}</Code><Message>{message}</Message></Error>"
            "<RequestId>0</RequestId></ErrorResponse>"
        )
        self.say(status, "text/xml", words.encode())

    def say(self, status, form, content):
        self.send_response(status)
        self.send_header("Content-Type", form)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *words):
        pass
