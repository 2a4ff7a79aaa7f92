/* node scripts/build-explorer.mjs: makes dist/web/. npm start, npm test and npm run build do it as well. */
import { buildExplorer } from './lib/explorer.mjs';
import { root } from './lib/prepare.mjs';

buildExplorer(root);
