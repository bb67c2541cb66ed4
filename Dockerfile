# Parlo in a container: docker build -t parlo . && docker run -p 3000:3000 -v parlo:/var/lib/parlo parlo
# Written without a container engine at hand: its parts were tried by themselves, the whole was not.

FROM node:20-bookworm-slim AS build
WORKDIR /parlo
COPY . .
RUN npm run build

FROM debian:bookworm-slim
RUN useradd --system --create-home --home-dir /var/lib/parlo parlo
COPY --from=build /parlo/dist/parlo /usr/local/bin/parlo
USER parlo
ENV PARLO_DATA=/var/lib/parlo PARLO_HOST=0.0.0.0 PARLO_PORT=3000
VOLUME /var/lib/parlo
EXPOSE 3000
# The executable is also Bun, so no other program is needed to ask it how it is.
HEALTHCHECK --start-period=10s CMD ["sh", "-c", "BUN_BE_BUN=1 parlo -e \"process.exit((await fetch('http://127.0.0.1:$PARLO_PORT/healthz')).ok ? 0 : 1)\""]
ENTRYPOINT ["parlo"]
