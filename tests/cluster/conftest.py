"""A real Spark cluster on loopback: one master, two workers, each a process of its own."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

STARTS_WITHIN_SECONDS = 120


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start the cluster and give its master's address; skipped where the extra or Java is missing."""
    pyspark = pytest.importorskip("pyspark", reason="pip install 'fugong[spark]'")
    if not shutil.which("java"):
        pytest.skip("java is missing: run `apt-get install openjdk-17-jre-headless`")
    home = Path(pyspark.__file__).parent
    place = tmp_path_factory.mktemp("spark")
    port = free_port()
    environment = {**os.environ, "SPARK_HOME": str(home), "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_NO_DAEMONIZE": "1"}
    run = [str(home / "bin" / "spark-class")]
    master = ["org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port", str(port), "--webui-port", "0"]
    worker = ["org.apache.spark.deploy.worker.Worker", "--host", "127.0.0.1", "--webui-port", "0", "--cores", "1"]
    worker += ["--memory", "1g", "--work-dir", str(place), f"spark://127.0.0.1:{port}"]
    started = []
    with (place / "log").open("w") as log:
        try:
            for words in (master, worker, worker):
                started.append(subprocess.Popen(run + words, env=environment, stdout=log, stderr=log))
                wait_for(port)
            yield f"spark://127.0.0.1:{port}"
        finally:
            for process in reversed(started):
                process.terminate()
            for process in started:
                process.wait(timeout=30)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int) -> None:
    until = time.monotonic() + STARTS_WITHIN_SECONDS
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.5)
    raise TimeoutError("the master of the cluster did not begin to listen")
