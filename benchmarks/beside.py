#!/usr/bin/env python3
"""Interactive programs beside each other in tmux, in turns: prompt shown, key to echo, idle memory and wake-ups.

beside.py [--runs N] ADAPTER...   (paths, or names of benchmarks/peers/NAME.sh); needs Linux, tmux, Node and PEERS_DIR. docs/benchmarks.md.
"""
import os, pathlib, re, statistics, subprocess, sys, tempfile, time

here = pathlib.Path(__file__).resolve().parent
arguments = sys.argv[1:]
runs = int(arguments.pop(arguments.index("--runs") + 1)) if "--runs" in arguments else 5
adapters = [a for a in arguments if a != "--runs"] or ["jackdaw"]
work = pathlib.Path(tempfile.mkdtemp(prefix="beside-"))
(work / "script.json").write_text('{"name": "x", "turns": [{"text": "Hello."}], "final": "Done."}')
server = subprocess.Popen(
    ["node", str(here / "loopback/model.mjs"), "--quiet", "--script", str(work / "script.json")], stdout=subprocess.PIPE, text=True)
port = server.stdout.readline().split()[1]
socket = f"beside-{os.getpid()}"


def tmux(*words):
    return subprocess.run(["tmux", "-L", socket, "-f", "/dev/null", *words], capture_output=True, text=True).stdout


def tree(pid):
    """The process and all below it."""
    parents = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                stat = open(f"/proc/{entry}/stat").read()
                parents.setdefault(int(stat.rsplit(")", 1)[1].split()[1]), []).append(int(entry))
            except OSError:
                pass
    found, queue = [], [pid]
    while queue:
        found.append(queue.pop())
        queue += parents.get(found[-1], [])
    return found


def memory(pids, field):
    total = 0
    for pid in pids:
        try:
            total += int(re.search(rf"^{field}:\s+(\d+)", open(f"/proc/{pid}/smaps_rollup").read(), re.M)[1])
        except (OSError, TypeError):
            pass
    return total / 1024


def switches(pids):
    total = 0
    for pid in pids:
        try:
            for task in os.listdir(f"/proc/{pid}/task"):
                status = open(f"/proc/{pid}/task/{task}/status").read()
                total += int(re.search(r"\nvoluntary_ctxt_switches:\t(\d+)", status)[1])
        except OSError:
            pass
    return total


def await_screen(pattern, seconds=40):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if re.search(pattern, tmux("capture-pane", "-p", "-t", "x"), re.M):
            return True
        time.sleep(0.004)
    return False


def once(adapter, ready, figures):
    folder = work / "folder"
    folder.mkdir(exist_ok=True)
    environment = dict(os.environ, BENCH_MODE="setup")
    subprocess.run([adapter, "", str(folder), port], env=environment, stdin=subprocess.DEVNULL, capture_output=True)
    command = f"BENCH_MODE=tui exec {adapter} '' {folder} {port}"
    began = time.monotonic()
    tmux("new-session", "-d", "-x", "120", "-y", "40", "-s", "x", command)
    if not await_screen(ready):
        print(adapter, "never showed its prompt:\n" + tmux("capture-pane", "-p", "-t", "x"), file=sys.stderr)
        tmux("kill-server")
        return
    figures["prompt shown ms"].append(1000 * (time.monotonic() - began))
    time.sleep(2)
    echoes = []
    for letter in "qxkjq":
        pressed = time.monotonic()
        before = tmux("capture-pane", "-p", "-t", "x").count(letter)
        tmux("send-keys", "-t", "x", letter)
        while tmux("capture-pane", "-p", "-t", "x").count(letter) <= before and time.monotonic() < pressed + 2:
            pass
        echoes.append(1000 * (time.monotonic() - pressed))
    figures["key to echo ms, polled"].append(statistics.median(echoes))
    time.sleep(5)
    pids = tree(int(tmux("list-panes", "-t", "x", "-F", "#{pane_pid}").split()[0]))
    for field in ("Rss", "Pss"):
        figures[f"idle {field.upper()} MiB"].append(memory(pids, field))
    one = switches(pids)
    time.sleep(10)
    figures["wake-ups in 10 s"].append(switches(pids) - one)
    figures["processes"].append(len(pids))
    tmux("kill-server")
    time.sleep(0.5)


tables = {}
try:
    for run in range(runs + 1):
        for name in adapters:
            path = name if "/" in name else str(here / "peers" / f"{name}.sh")
            ready = re.search(r"^#@ tui-ready=(.*)$", open(path).read(), re.M)[1]
            figures = tables.setdefault(name, {k: [] for k in (
                "prompt shown ms", "key to echo ms, polled", "idle RSS MiB", "idle PSS MiB", "wake-ups in 10 s", "processes")})
            once(path, ready, figures)
            if run == 0:  # the first warms up
                for values in figures.values():
                    values.clear()
finally:
    server.terminate()
print("| | " + " | ".join(pathlib.Path(n).stem for n in tables) + " |\n|" + " --- |" * (len(tables) + 1))
for key in next(iter(tables.values())):
    cells = []
    for figures in tables.values():
        values = figures[key]
        cells.append(f"{statistics.median(values):.0f} ({min(values):.0f}-{max(values):.0f})" if values else "-")
    print(f"| {key} | " + " | ".join(cells) + " |")
