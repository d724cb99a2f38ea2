#!/usr/bin/env python3
"""What the interactive screen costs: bytes, key to echo, CPU while a reply streams in, idle wake-ups.

terminal.py JACKDAW [TOKENS] [TOKENS_PER_SECOND]; needs Linux. Results: docs/terminal.md.
"""
import fcntl, json, os, pty, re, select, shlex, struct, sys, tempfile, termios, time

program = shlex.split(sys.argv[1])
tokens = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
rate = int(sys.argv[3]) if len(sys.argv) > 3 else 2_000
KEY = "ж"  # in no other text

folder = tempfile.mkdtemp(prefix="jackdaw-terminal-")
words = "the parser reads one line after the other and keeps what it cannot use yet for later".split()
text = ""
for i in range(tokens):
    text += words[i % len(words)] + (".\n\n" if i % 97 == 96 else " ")
# The scripted model sends some twelve of these words at a time and waits after each piece.
with open(folder + "/script.json", "w") as script:
    pace = max(1, round(12_000 / rate))
    json.dump({"name": "stream", "chunkMs": pace, "turns": [{"text": text}], "final": "Done."}, script)

pid, screen = pty.fork()
if pid == 0:
    os.chdir(folder)
    os.environ.update(HOME=folder, TERM="xterm-256color", JACKDAW_HOME=folder + "/jackdaw")
    os.execvp(program[0], program + ["--trust", "--model", "scripted/" + folder + "/script.json"])
fcntl.ioctl(screen, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
seen = b""


def read(seconds):
    """Reads what comes in that time; returns the moment of the last piece."""
    global seen
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        if select.select([screen], [], [], left)[0]:
            seen += os.read(screen, 65_536)
            return time.monotonic()
    return None


def await_text(what, seconds=60):
    end = time.monotonic() + seconds
    while not re.search(what.encode(), seen):
        if time.monotonic() > end:
            sys.exit("never shown: " + what + "\n" + seen[-2_000:].decode(errors="replace"))
        read(0.1)


def cpu():
    with open(f"/proc/{pid}/stat") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def switches():
    sums = {}
    for task in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{task}/status") as status:
            content = status.read()
        name = re.search(r"Name:\t(.*)", content)[1]
        sums[name] = sums.get(name, 0) + int(re.search(r"\nvoluntary_ctxt_switches:\t(\d+)", content)[1])
    return sums


began = time.monotonic()
await_text("scripted/stream|stream.{0,40}help")
print(f"prompt shown after {1000 * (time.monotonic() - began):.0f} ms")
for _ in range(20):
    read(0.1)
seen, used, began = b"", cpu(), time.monotonic()
os.write(screen, b"go\r")
await_text("model writes")
echoes = []
while b"1 turn" not in seen:
    os.write(screen, KEY.encode())
    pressed, length = time.monotonic(), len(seen)
    while KEY.encode() not in seen[length:] and b"1 turn" not in seen:
        moment = read(0.5)
    if KEY.encode() in seen[length:]:
        echoes.append(1000 * (moment - pressed))
    read(0.02 + 0.001 * (len(echoes) % 23))
took, used = time.monotonic() - began, cpu() - used
echoes.sort()
written = len(seen) - 12 * len(echoes)
print(f"visible text {len(text)} bytes, written {written}: {written / len(text):.2f} x")
print(f"{tokens} tokens in {took:.1f} s, CPU {used:.2f} s: {100 * used / took:.1f} % of a core")
p = lambda part: echoes[min(len(echoes) - 1, int(part * len(echoes)))]
print(f"key to echo, ms: p50 {p(0.5):.1f}, p99 {p(0.99):.1f}, most {echoes[-1]:.1f} ({len(echoes)} keys)")
for _ in range(50):
    read(0.1)
one = switches()
time.sleep(10)
two = switches()
woken = [f"{name} {two[name] - one.get(name, 0)}" for name in two if two[name] != one.get(name)]
print("wake-ups in ten idle seconds:", ", ".join(woken) or "none")
os.write(screen, b"\x15\x04")
read(1)
