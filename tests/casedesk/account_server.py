"""An account system as the centre may have one, behaving badly on demand.

Arguments: port, and for TLS the files of its certificate, its key and the authority of its clients. What it does
is set by `GET /behave/<name>`; `GET /deeds` tells what it has done.
"""

import json
import ssl
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

TOKEN = "only-for-the-tests"
ACCOUNT = {
    "tax_code": "0100000010",
    "company_name": "CÔNG TY MẪU",
    "email": "ketoan@mauthu.example",
    "phone": "02438000000",
    "is_locked": False,
    "certificate": None,
    "password_changed_at": None,
}
LONG = 3.0


class Side:
    """What the other side holds: how it behaves, each key with its outcome, and what it did in order."""

    behaviour = "well"
    calls = 0
    outcomes: dict[str, dict[str, Any]] = {}
    deeds: list[str] = []


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Read an account or an outcome; or the tests' own two addresses."""
        parts = self.path.strip("/").split("/")
        if parts[0] == "behave":
            Side.behaviour, Side.calls = parts[1], 0
            return self._say(200, {})
        if parts[0] == "deeds":
            return self._say(200, {"deeds": Side.deeds})
        if self._is_stranger() or self._misbehaves():
            return None
        if parts[0] == "accounts":
            if parts[1] != ACCOUNT["tax_code"]:
                return self._say(404, {"state": "no_account", "tax_code": parts[1]})
            bound = next((o for o in reversed(Side.outcomes.values()) if o.get("certificate")), {})
            return self._say(200, ACCOUNT | {"certificate": bound.get("certificate")})
        known = Side.outcomes.get(parts[1])
        return self._say(200, _told(known)) if known else self._say(404, {"key": parts[1], "state": "unseen"})

    def do_PUT(self) -> None:
        """Change an account, once a key."""
        key = self.path.strip("/").split("/")[1]
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self._is_stranger() or self._misbehaves():
            return None
        if key not in Side.outcomes:
            state = (
                {"state": "refused", "code": "account_locked"}
                if Side.behaviour == "refuses"
                else {"state": "done"}
            )
            Side.outcomes[key] = {"key": key, **state, "certificate": body.get("certificate")}
            Side.deeds.append(f"{body['operation']} {key}")
        if Side.behaviour == "answers_late":
            time.sleep(LONG)
        if Side.behaviour == "cuts_after":
            self.connection.close()
            return None
        if Side.behaviour == "pending":
            return self._say(202, {"key": key, "state": "pending"})
        if Side.behaviour == "another_key":
            return self._say(200, {"key": "khac", "state": "done"})
        return self._say(200, _told(Side.outcomes[key]))

    def _is_stranger(self) -> bool:
        if self.headers.get("Authorization") == f"Bearer {TOKEN}" or isinstance(self.connection, ssl.SSLSocket):
            return False
        self._say(401, {})
        return True

    def _misbehaves(self) -> bool:
        Side.calls += 1
        match Side.behaviour:
            case "slow":
                time.sleep(LONG)
            case "cuts":
                self.connection.close()
            case "fails":
                self._say(500, {"error": "x"})
            case "fails_once" if Side.calls == 1:
                self._say(503, {})
            case "html":
                self._raw(200, b"<html>404 Not Found</html>")
            case "half":
                self._raw(200, b'{"tax_code": "01000')
            case "huge":
                self._raw(200, b'{"tax_code": "' + b"0" * 200_000 + b'"}')
            case "redirects":
                self.send_response(307)
                self.send_header("Location", "/elsewhere/")
                self.end_headers()
            case "drips":
                self.send_response(200)
                self.end_headers()
                for _ in range(20):
                    self.wfile.write(b" ")
                    time.sleep(0.3)
            case "twice":
                self._raw(200, json.dumps(ACCOUNT).encode())
                self._raw(200, json.dumps(ACCOUNT | {"is_locked": True}).encode())
            case "strange":
                self._say(200, ACCOUNT | {"is_locked": "no"})
            case _:
                return False
        return True

    def _say(self, status: int, body: dict[str, Any]) -> None:
        self._raw(status, json.dumps(body).encode())

    def _raw(self, status: int, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


def _told(outcome: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in outcome.items() if name != "certificate"}


def main() -> None:
    """Serve until killed."""
    server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler)
    if len(sys.argv) > 2:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[2], sys.argv[3])
        context.load_verify_locations(sys.argv[4])
        context.verify_mode = ssl.CERT_REQUIRED
        server.socket = context.wrap_socket(server.socket, server_side=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
