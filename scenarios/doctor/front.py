"""Servers between doctor and the real ones: a web server in front of SPIRE's OIDC discovery provider, and a proxy in
front of STS. They change answers as a wrong web server or a wrong clock would."""

import contextlib
import datetime
import email.utils
import http.client
import http.server
import os
import re
import socket
import ssl
import threading
import time
import urllib.parse

from doctor.servers import ADDRESS


class Front:
    """The web server of the issuer. It forwards to the socket of the real provider.

    @param world directory of the stack
    @param change function (path, status, headers, body) -> (status, headers, body)
    @param slow path that is answered after 6 seconds, which is more than AWS waits
    @param ahead seconds that the clock of the server is ahead of this machine's
    @param protocol the newest version of TLS that it supports"""

    def __init__(self, world, change=None, slow=None, ahead=0, protocol=None):
        self.world, self.change, self.slow, self.ahead = world, change or (lambda path, *answer: answer), slow, ahead
        self.server = Listener((ADDRESS, 443), type("Documents", (Documents,), {"front": self}))
        self.server.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.server.tls.set_ciphers("DEFAULT:@SECLEVEL=0")  # allows weak keys
        self.server.tls.load_cert_chain(f"{world}/issuer.crt", f"{world}/issuer.key")
        if protocol is not None:
            self.server.tls.maximum_version = protocol
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def original(self, path, host):
        upstream = http.client.HTTPConnection(host)
        upstream.sock = socket.socket(socket.AF_UNIX)
        upstream.sock.connect(f"{self.world}/provider.sock")
        upstream.request("GET", path, headers={"Host": host, "X-Forwarded-Proto": "https"})
        answer = upstream.getresponse()
        body = answer.read()
        upstream.close()
        return answer.status, {"Content-Type": answer.headers.get("Content-Type", "text/plain")}, body

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class StsProxy:
    """An STS whose clock differs from this machine's: it forwards calls to the real one, with the same token as it would
    be on this machine's clock, and shifts the times of the answers.

    @param ahead seconds that its clock is ahead of this machine's
    @param token the token to forward"""

    def __init__(self, target, trusted, ahead, token):
        self.target, self.ahead, self.token = urllib.parse.urlsplit(target), ahead, token
        self.trust = ssl.create_default_context(cafile=trusted)
        self.server = Listener(("127.0.0.1", 0), type("Calls", (Calls,), {"front": self}))
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def passed_on(self, path, headers, body):
        upstream = http.client.HTTPSConnection(self.target.hostname, self.target.port, context=self.trust, timeout=20)
        kept = {name: value for name, value in headers.items() if name.lower() not in ("connection", "content-length")}
        if b"WebIdentityToken=" in body:
            form = dict(urllib.parse.parse_qsl(body.decode())) | {"WebIdentityToken": self.token}
            body = urllib.parse.urlencode(form).encode()
        upstream.request("POST", path, body, kept)
        answer = upstream.getresponse()
        content = answer.read()
        upstream.close()
        return answer.status, {"Content-Type": answer.headers.get("Content-Type", "text/xml")}, re.sub(
            rb"(?<=<Expiration>)[^<]+", self.shifted, content)

    def shifted(self, found):
        end = datetime.datetime.fromisoformat(found[0].decode().replace("Z", "+00:00")) + datetime.timedelta(seconds=self.ahead)
        return end.strftime("%Y-%m-%dT%H:%M:%SZ").encode()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class Line:
    """A connection between two ports of this machine that can be held: what is sent arrives after its release."""

    def __init__(self, port, target):
        self.target, self.free, self.open = target, threading.Event(), []
        self.free.set()
        self.listener = socket.create_server(("127.0.0.1", port), reuse_port=True)
        threading.Thread(target=self.accept, daemon=True).start()

    def hold(self):
        self.free.clear()

    def release(self):
        self.free.set()

    def accept(self):
        with contextlib.suppress(OSError):
            while True:
                caller = self.listener.accept()[0]
                server = socket.create_connection(("127.0.0.1", self.target))
                self.open += [caller, server]
                for source, sink in ((caller, server), (server, caller)):
                    threading.Thread(target=self.copy, args=(source, sink), daemon=True).start()

    def copy(self, source, sink):
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                self.free.wait()
                sink.sendall(data)
            sink.shutdown(socket.SHUT_WR)

    def close(self):
        self.release()
        for each in [self.listener, *self.open]:
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()


class Listener(http.server.ThreadingHTTPServer):
    allow_reuse_address = daemon_threads = True
    tls = None

    def finish_request(self, request, address):
        if self.tls is not None:
            request = self.tls.wrap_socket(request, server_side=True)
        super().finish_request(request, address)

    def handle_error(self, *call):
        """The caller has closed the connection, or has rejected the certificate."""


class Answers(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    front = None

    def date_time_string(self, timestamp=None):
        return email.utils.formatdate((timestamp or time.time()) + self.front.ahead, usegmt=True)

    def answer(self, status, headers, body):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Documents(Answers):
    def do_GET(self):
        if self.path == self.front.slow:
            time.sleep(6)
        host = self.headers["Host"]
        self.answer(*self.front.change(self.path, *self.front.original(self.path, host)))


class Calls(Answers):
    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.answer(*self.front.passed_on(self.path, self.headers, body))


def remove(path):
    if os.path.exists(path):
        os.remove(path)
