/* npm start: everything a fresh clone needs, then the API. Further arguments go to the server. */
import { launch, main } from './lib/launch.mjs';

await main(() => launch('server.js', process.argv.slice(2)));
