// Prints what changes in an organisation, and goes on where it was when the connection breaks:
//   node docs/examples/listen.mjs ws://127.0.0.1:4000/graphql TOKEN
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

const [url, token] = process.argv.slice(2);
const client = createClient({ url, webSocketImpl: WebSocket, connectionParams: { authorization: `Bearer ${token}` }, retryAttempts: 0 });
const query = 'subscription($after: String) { organizationChanged(after: $after) { id cursor kind acts { act speaker { name } } workflow { objective } } }';

// Kept in a file, it outlives this process too. Where an event comes twice, its id says so.
let cursor = null;

for (;;) {
  try {
    for await (const { data, errors } of client.iterate({ query, variables: { after: cursor } })) {
      if (errors?.[0].extensions.code === 'CURSOR_EXPIRED') cursor = null; // away for too long: read anew what you show
      if (errors) throw new Error(errors[0].message);
      const { kind, acts, workflow } = data.organizationChanged;
      cursor = data.organizationChanged.cursor;
      console.log(kind, acts.map(({ act, speaker }) => `${speaker?.name ?? 'the clock'}: ${act}`).join(', '), workflow?.objective ?? '');
    }
  } catch (error) {
    console.error(`${error.message ?? error.reason ?? 'The connection broke'}; again in a second`);
  }
  await new Promise((resolve) => setTimeout(resolve, 1_000));
}
