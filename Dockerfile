# Confab as an image: docs/operations.md. What is installed and why: docs/decisions/0014.

FROM node:26.10.0-bookworm-slim AS base
WORKDIR /home/node

FROM base AS client
COPY package.json package-lock.json ./
RUN npm ci --include=dev --ignore-scripts --no-audit --no-fund
COPY tsconfig.json vite.config.ts ./
COPY scripts scripts
COPY src src
RUN node scripts/build.mjs client

FROM base AS server
COPY package.json package-lock.json ./
COPY scripts scripts
COPY src/shared src/shared
COPY src/server src/server
RUN node scripts/production.mjs
RUN npm ci --omit=peer --ignore-scripts --no-audit --no-fund

FROM base
COPY --from=server /home/node ./
COPY --from=client /home/node/dist/client dist/client
ENV NODE_ENV=production \
    NODE_COMPILE_CACHE=/home/node/compiled \
    MALLOC_MMAP_THRESHOLD_=262144 \
    HOST=0.0.0.0 \
    PORT=8000 \
    DATABASE_URL=sqlite:/home/node/data/confab.db
USER node
# As whom it runs, because Node keeps what it compiled for each user apart.
RUN mkdir data && node scripts/compile.mjs compiled
VOLUME /home/node/data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s --retries=3 \
    CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/healthz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Node itself is process 1: `docker stop` reaches it, and it drains.
ENTRYPOINT ["node", "src/server/main.ts"]
