#!/usr/bin/env python3
"""What the interactive screen costs: bytes, key to echo, CPU while a reply streams in, idle wake-ups, memory.

terminal.py JACKDAW [TOKENS] [TOKENS_PER_SECOND] [prose|code]; needs Linux and Node. Results: docs/terminal.md.

A model on loopback sends the reply, a token of four characters an event. The same reply comes twice: untouched, for bytes and CPU, and
while keys are pressed, for their echo. The first of them is the first of the process, with all of its compiling.
"""
import fcntl, json, os, pathlib, pty, re, select, shlex, struct, subprocess, sys, tempfile, termios, time

program = shlex.split(sys.argv[1])
tokens = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
rate = int(sys.argv[3]) if len(sys.argv) > 3 else 2_000
kind = sys.argv[4] if len(sys.argv) > 4 else "prose"
KEY = "ж"  # in no other text

folder = tempfile.mkdtemp(prefix="jackdaw-terminal-")
words = "the parser reads one line after the other and keeps what it cannot use yet for later".split()
text = "" if kind == "prose" else "```java\n"
for i in range(tokens):
    if len(text) >= 4 * tokens:
        break
    if kind == "prose":
        text += words[i % len(words)] + (".\n\n" if i % 97 == 96 else " ")
    else:
        text += f"""  /** Returns entry {i} or nothing. */
  public Optional<Entry> find{i}(String name, int count) {{
    if (count > {i} && name.equals("key-{i}")) return map.get(name + count);
    return Optional.empty(); // none
  }}

"""
if kind != "prose":
    text += "```\n"
with open(folder + "/script.json", "w") as script:
    json.dump({"name": "stream", "turns": [{"text": text}, {"text": text}], "final": "Done."}, script)
model = subprocess.Popen(
    ["node", str(pathlib.Path(__file__).resolve().parent / "loopback/model.mjs"), "--quiet", "--script", folder + "/script.json",
     "--tokens-per-second", str(rate)], stdout=subprocess.PIPE, text=True)
port = model.stdout.readline().split()[1]

pid, screen = pty.fork()
if pid == 0:
    os.chdir(folder)
    os.environ.update(
        HOME=folder, TERM="xterm-256color", JACKDAW_HOME=folder + "/jackdaw", ANTHROPIC_API_KEY="dummy",
        ANTHROPIC_BASE_URL="http://127.0.0.1:" + port)
    os.execvp(program[0], program + ["--trust", "--model", "anthropic/mock-model"])
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


def await_text(what, seconds=120):
    end = time.monotonic() + seconds
    while not re.search(what.encode(), seen):
        if time.monotonic() > end:
            model.terminate()
            sys.exit("never shown: " + what + "\n" + seen[-2_000:].decode(errors="replace"))
        read(0.1)


def cpu():
    """Seconds of CPU: all, and those of the compiler."""
    total = compiler = 0
    for task in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{task}/stat") as stat:
            name, fields = stat.read().rsplit(")", 1)
        ticks = sum(int(field) for field in fields.split()[11:13])
        total += ticks
        compiler += ticks if "Compiler" in name else 0
    return total / os.sysconf("SC_CLK_TCK"), compiler / os.sysconf("SC_CLK_TCK")


def switches():
    sums = {}
    for task in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{task}/status") as status:
            content = status.read()
        name = re.search(r"Name:\t(.*)", content)[1]
        sums[name] = sums.get(name, 0) + int(re.search(r"\nvoluntary_ctxt_switches:\t(\d+)", content)[1])
    return sums


def spent(since):
    return [now - before for now, before in zip(cpu(), since)]


began = time.monotonic()
await_text("mock-model")
print(f"load {os.getloadavg()[0]:.1f}; prompt shown after {1000 * (time.monotonic() - began):.0f} ms")
for _ in range(20):
    read(0.1)

for name in ("first", "second"):
    seen, used, began = b"", cpu(), time.monotonic()
    os.write(screen, b"go\r")
    echoes = []
    await_text("model writes")
    while b"1 turn" not in seen:
        if name == "first":
            read(0.1)
            continue
        os.write(screen, KEY.encode())
        pressed, length, moment = time.monotonic(), len(seen), None
        while KEY.encode() not in seen[length:] and b"1 turn" not in seen:
            moment = read(0.5)
        if KEY.encode() in seen[length:] and moment:
            echoes.append(1000 * (moment - pressed))
        read(0.02 + 0.001 * (len(echoes) % 23))
    took, (all_of_it, compiling) = time.monotonic() - began, spent(used)
    print(f"{name}: {len(text) / 4 / took:.0f} tokens/s, CPU {all_of_it:.2f} s in {took:.1f} s = {100 * all_of_it / took:.1f} % of a core"
          f" ({compiling:.2f} s of it compiling)")
    if name == "first":
        print(f"{kind}: visible text {len(text)} bytes, written {len(seen)}: {len(seen) / len(text):.2f} x")
    for _ in range(15):
        read(0.1)
echoes.sort()
p = lambda part: echoes[min(len(echoes) - 1, int(part * len(echoes)))]
print(f"key to echo, ms: p50 {p(0.5):.1f}, p99 {p(0.99):.1f}, most {echoes[-1]:.1f} ({len(echoes)} keys)")
os.write(screen, b"\x15")
for _ in range(50):
    read(0.1)
one = switches()
time.sleep(10)
two = switches()
woken = [f"{name} {two[name] - one.get(name, 0)}" for name in two if two[name] != one.get(name)]
print("wake-ups in ten idle seconds:", ", ".join(woken) or "none")
with open(f"/proc/{pid}/smaps_rollup") as rollup:
    pages = rollup.read()
sizes = dict(re.findall(r"^(Rss|Pss):\s+(\d+)", pages, re.M))
print(", ".join(f"{field} {int(size) / 1024:.0f} MiB" for field, size in sizes.items()))
os.write(screen, b"\x04")
read(1)
model.terminate()
