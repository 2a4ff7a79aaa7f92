import { createClient } from './client.js';

/*
 * GraphiQL over this API: with examples in its tabs, and on the machine of a developer with a token in its headers.
 * Everything it loads comes from here; the page's content security policy sees to that.
 */
const { React, ReactDOM, GraphiQL } = globalThis;

const [settings, examples] = await Promise.all(['explorer/settings', 'explorer/examples.json'].map(async (path) => (await fetch(path)).json()));

const address = new URL('graphql', location.href);
const socketAddress = new URL(address);
socketAddress.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';

const authorization = settings.token === null ? null : `Bearer ${settings.token}`;
const placeholder = 'Bearer …';
const shownHeaders = JSON.stringify({ authorization: authorization ?? placeholder }, null, 2);

/** The headers of the editor, whatever their capitals, and the token where they hold none. */
function headersOf(given) {
  const { authorization: own = placeholder, ...headers } = Object.fromEntries(Object.entries(given ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
  const chosen = own === placeholder ? authorization : own;
  return chosen === null ? headers : { ...headers, authorization: chosen };
}

// GraphiQL is told to keep no headers and keeps them in its history all the same. No token is left in the browser.
const storage = {
  get length() {
    return localStorage.length;
  },
  getItem: (name) => localStorage.getItem(name),
  setItem: (name, value) => localStorage.setItem(name, value.replace(/Bearer [\w.~+/=-]+/gi, placeholder)),
  removeItem: (name) => localStorage.removeItem(name),
  clear: () => localStorage.clear(),
};

/** A socket for each subscription: it speaks with the token that the headers hold at that moment. */
function fetcher(parameters, options) {
  const headers = headersOf(options?.headers);
  const wsClient = createClient({ url: socketAddress.href, connectionParams: { authorization: headers.authorization }, retryAttempts: 3 });
  return GraphiQL.createFetcher({ url: address.href, wsClient })(parameters, { ...options, headers });
}

function Logo() {
  return React.createElement('span', null, 'Promisegraph', settings.name === null ? '' : ` – as ${settings.name}`);
}

const props = {
  fetcher,
  defaultHeaders: shownHeaders,
  defaultTabs: examples.map((query) => ({ query, headers: shownHeaders })),
  defaultEditorToolsVisibility: 'headers',
  storage,
  shouldPersistHeaders: false,
  showPersistHeadersSettings: false,
};
ReactDOM.createRoot(document.getElementById('explorer')).render(React.createElement(GraphiQL, props, React.createElement(GraphiQL.Logo, null, React.createElement(Logo))));
