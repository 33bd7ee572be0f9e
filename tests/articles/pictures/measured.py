"""`python measured.py COMMAND...` runs a command and prints, as JSON, its exit code, seconds of CPU and most
bytes of memory: a process of its own, for what is started by a large one counts that one's memory as its own."""

import json
import resource
import subprocess
import sys

if __name__ == "__main__":
    code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=False).returncode
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(json.dumps({"code": code, "seconds": used.ru_utime + used.ru_stime, "bytes": used.ru_maxrss * 1024}))
