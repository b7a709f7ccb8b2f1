"""Runs the rest of the command line with its standard error (and, after --own, all of it and its session) on a terminal of
its own, that is not read. A line on standard input closes that terminal. Ends as the command does."""
import os, subprocess, sys, fcntl, termios

owned = sys.argv[1] == "--own"
command = sys.argv[2:] if owned else sys.argv[1:]
ours, theirs = os.openpty()


def take():
    os.setsid()
    if owned:
        fcntl.ioctl(theirs, termios.TIOCSCTTY, 0)


child = subprocess.Popen(
    command, stdin=theirs if owned else subprocess.DEVNULL, stderr=theirs, preexec_fn=take
)
os.close(theirs)
print(f"pid {child.pid}", flush=True)
if sys.stdin.readline():
    os.close(ours)
sys.exit(child.wait())
