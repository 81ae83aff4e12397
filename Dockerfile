FROM python:3.11-slim-bookworm AS build
WORKDIR /src
COPY requirements/ requirements/
RUN python -m venv /app && /app/bin/pip install --no-cache-dir --require-hashes -r requirements/runtime.txt
COPY pyproject.toml README.md LICENSE ./
COPY emptychair/ emptychair/
RUN python -m emptychair.config.catalogues && /app/bin/pip install --no-cache-dir --no-deps .

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --create-home emptychair && mkdir /data && chown emptychair /data
COPY --from=build /app /app
ENV PATH=/app/bin:$PATH PYTHONUNBUFFERED=1 EMPTYCHAIR_DATA=/data
USER emptychair
VOLUME /data
EXPOSE 8000
ENTRYPOINT ["emptychair"]
CMD ["--help"]
