# The API alone; its Neo4j is another container (docker-compose.yml) or one of your own.
# 20 is the line that the tests run on. Another: --build-arg NODE=22
ARG NODE=20

FROM node:${NODE}-slim AS build
WORKDIR /promisegraph
# The lock before the sources: a change of ours doesn't fetch everybody else's again.
COPY package.json package-lock.json .npmrc ./
RUN npm ci --include=dev
COPY tsconfig.json tsconfig.build.json ./
COPY src ./src
COPY scripts ./scripts
COPY web ./web
RUN npm run build && npm prune --omit=dev

FROM node:${NODE}-slim
WORKDIR /promisegraph
# Loopback, the default, would be the container's own.
ENV PROMISEGRAPH_HOST=0.0.0.0
COPY --from=build /promisegraph/node_modules ./node_modules
COPY --from=build /promisegraph/dist ./dist
COPY package.json schema.graphql* ./
COPY cypher ./cypher
# The one folder it may write to: the key of development mode. Everything else belongs to root.
RUN install -d -o node -g node -m 0700 .promisegraph
USER node
EXPOSE 4000
# Not through npm, which would stand between the process and the signal that stops it.
CMD ["node", "--enable-source-maps", "dist/server.js"]
