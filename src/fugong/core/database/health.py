"""Is it alive, is it ready: two addresses for whoever watches the machine."""

import shutil
from collections.abc import Callable, Mapping
from datetime import timedelta

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path

from fugong.core.permission import open_to_public

from .backup import last_backup_age

LEAST_FREE_DISK = 0.10
OLDEST_WAITING_JOB = timedelta(minutes=5)
OLDEST_BACKUP = timedelta(hours=24)
OLDEST_UNSIGNED_ACT = timedelta(hours=2)  # heads are signed every hour


@open_to_public
def healthz(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 a view takes the request
    """Say that the process answers; asks nobody else."""
    return HttpResponse("ok\n", content_type="text/plain")


@open_to_public
def readyz(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 a view takes the request
    """Say whether work can be done here now, and what an administrator should look after."""
    needed, advised = look()
    ready = all(words == "ok" for words in needed.values())
    response = JsonResponse({"ready": ready, "needed": needed, "advised": advised}, status=200 if ready else 503)
    response["Cache-Control"] = "no-store"
    return response


def look() -> tuple[dict[str, str], dict[str, str]]:
    """Run every check; give what is needed and what is advised.

    Each question to a database that is away waits for it: after the first failed one it is asked nothing more.
    """
    away = judged(database_writable) == "failed"

    def results(checks: Mapping[str, Callable[[], str]]) -> dict[str, str]:
        return {name: "failed" if away and name in ASK_DATABASE else judged(check) for name, check in checks.items()}

    return results(NEEDED), results(ADVISED)


def judged(check: Callable[[], str]) -> str:
    """Run a check; a failure is an answer too, without particulars for strangers."""
    try:
        return check()
    except (Error, OSError):
        return "failed"


def database_writable() -> str:
    """Judge whether the database takes writes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_is_in_recovery() OR current_setting('transaction_read_only') = 'on'")
        return "read-only" if cursor.fetchone()[0] else "ok"


def tables_up_to_date() -> str:
    """Judge whether every migration of this release has been applied."""
    executor = MigrationExecutor(connection)
    return "migrations wait" if executor.migration_plan(executor.loader.graph.leaf_nodes()) else "ok"


def disk_free() -> str:
    """Judge whether the data folder's disk has room."""
    usage = shutil.disk_usage(settings.FUGONG_VAR)
    return "ok" if usage.free >= LEAST_FREE_DISK * usage.total else "disk nearly full"


def jobs_moving() -> str:
    """Judge whether waiting jobs are being worked."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT now() - min(greatest(job.scheduled_at, event.at)) > make_interval(secs => %s)"
            " FROM procrastinate_jobs job"
            " JOIN procrastinate_events event ON event.job_id = job.id AND event.type = 'deferred'"
            " WHERE job.status = 'todo' AND (job.scheduled_at IS NULL OR job.scheduled_at <= now())",
            [OLDEST_WAITING_JOB.total_seconds()],
        )
        return "jobs wait" if cursor.fetchone()[0] else "ok"


def backup_fresh() -> str:
    """Judge whether a backup was taken since yesterday."""
    age = last_backup_age()
    if age is None:
        return "never taken"
    return "ok" if age <= OLDEST_BACKUP else "older than a day"


def trail_signed() -> str:
    """Judge whether every act older than OLDEST_UNSIGNED_ACT lies under a signed head of its county.

    Looks at the first act after each county's last head only; where nothing was ever signed, at the oldest act.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH ends AS (SELECT county_code, max(sequence) AS last FROM core_audithead GROUP BY county_code),"
            " unsigned AS (SELECT act.recorded_at FROM ends JOIN core_auditentry act"
            " ON act.county_code = ends.county_code AND act.sequence = ends.last + 1"
            " UNION ALL (SELECT recorded_at FROM core_auditentry WHERE NOT EXISTS (SELECT FROM ends)"
            " ORDER BY id LIMIT 1))"
            " SELECT coalesce(min(recorded_at) < now() - make_interval(secs => %s), false) FROM unsigned",
            [OLDEST_UNSIGNED_ACT.total_seconds()],
        )
        return "acts unsigned" if cursor.fetchone()[0] else "ok"


NEEDED = {"database": database_writable, "tables": tables_up_to_date, "disk": disk_free}
ADVISED = {"jobs": jobs_moving, "backup": backup_fresh, "trail": trail_signed}
ASK_DATABASE = frozenset({"database", "tables", "jobs", "trail"})

urlpatterns = [path("healthz", healthz, name="healthz"), path("readyz", readyz, name="readyz")]
