# Whether a webhook was signed with a secret, a few minutes ago at most.
# verify_webhook.py SECRET < FILE, where FILE holds the three headers, one a line, an empty line, and the body.
import base64, hashlib, hmac, sys, time


def verify(secret: str, headers: dict[str, str], body: bytes, tolerance: int = 300) -> bool:
    key = base64.b64decode(secret.removeprefix("whsec_"))
    message_id, timestamp = headers["webhook-id"], headers["webhook-timestamp"]
    if abs(time.time() - int(timestamp)) > tolerance:
        return False
    digest = hmac.new(key, f"{message_id}.{timestamp}.".encode() + body, hashlib.sha256).digest()
    expected = "v1," + base64.b64encode(digest).decode()
    return any(hmac.compare_digest(expected, given) for given in headers["webhook-signature"].split(" "))


if __name__ == "__main__":
    head, body = sys.stdin.buffer.read().split(b"\n\n", 1)
    headers = dict(line.split(": ", 1) for line in head.decode().splitlines())
    print("signed" if verify(sys.argv[1], headers, body) else "not signed")
