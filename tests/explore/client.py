"""A page of cptsim explore without a browser: enters by the address, calls as its script does."""
import http.client
import json
import re
import subprocess
import time

# "70 EUR an hour for nurses and physiotherapists of ZIP zones from 2026, a campaign in 2027"
POLICY = {"name": "70 EUR en ZIP", "start": "01/2026", "years": "", "attachment": "voluntary", "scope": "all",
          "zone_ZIP": "1", "indemnity_nurse": "70", "indemnity_physiotherapist": "70", "campaign": "100",
          "campaign_from": "01/2027", "campaign_to": "12/2027"}


def start(program, log, *options):
    """The program and its address; what it says goes to the file `log`."""
    process = subprocess.Popen([program, "explore", "--no-browser", "--lang", "en", *options], stdout=subprocess.PIPE,
                               stderr=log, text=True)
    return process, process.stdout.readline().strip()


class Client:
    def __init__(self, address):
        parts = re.fullmatch(r"http://127\.0\.0\.1:(\d+)(/\?token=[0-9a-f]{32})", address)
        assert parts, f"no address alone on its line: {address!r}"
        self.port, self.entry = int(parts[1]), parts[2]
        self.host = f"127.0.0.1:{self.port}"
        self.cookie = self.tab = ""

    def request(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(method, path, body, headers or {})
        reply = connection.getresponse()
        reply.text = reply.read().decode()
        connection.close()
        return reply

    def enter(self):
        reply = self.request("GET", self.entry)
        assert reply.status == 303 and reply.getheader("Location") == "/start", reply.status
        cookie = reply.getheader("Set-Cookie")
        assert "HttpOnly" in cookie and "SameSite=Strict" in cookie and str(self.port) in cookie, cookie
        self.cookie = cookie.split(";")[0]
        assert self.request("GET", "/start").status == 200
        return self.open()

    def open(self):
        """The page, as a new tab."""
        reply = self.request("GET", "/", None, {"Cookie": self.cookie})
        assert reply.status == 200, reply.status
        self.tab = json.loads(re.search(r'id="data">(.*?)</script>', reply.text, re.S)[1])["tab"]
        return reply

    def headers(self):
        return {"Cookie": self.cookie, "X-Cptsim-Tab": self.tab, "Content-Type": "application/json",
                "Origin": f"http://{self.host}"}

    def call(self, path, body):
        reply = self.request("POST", path, json.dumps(body), self.headers())
        assert reply.status == 200, (path, reply.status, reply.text[:200])
        return json.loads(reply.text)

    def run(self, *fields, table="alsace"):
        policies = [{"id": i + 1, "fields": one} for i, one in enumerate(fields)]
        return self.call("/run", {"territory": {"kind": "table", "value": table}, "selected": 1, "policies": policies})

    def wait(self, done, seconds=240):
        """The first policy, once it has so many simulations."""
        end = time.time() + seconds
        while time.time() < end:
            policy = self.call("/state", {})["policies"][0]
            assert not policy["failure"], policy["failure"]
            if policy["done"] >= done:
                return policy
            time.sleep(0.05)
        raise AssertionError(f"no {done} simulations within {seconds} s")
