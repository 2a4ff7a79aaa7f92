/** Something a person can put right. The message is the whole of what they are told: one plain text, no stack. */
export class LocalDatabaseError extends Error {
  override readonly name = 'LocalDatabaseError';
}

/** Ends every refusal to run a database here, so that nobody is left without a next step. */
export const waysOn = [
  'Three ways on:',
  '  - install a JDK (17 or 21) and Maven, and start again;',
  '  - set NEO4J_URI and NEO4J_PASSWORD to use a Neo4j of your own;',
  '  - run everything in containers: docker compose up',
].join('\n');
