/*
 * Imported before anything else: libraries look at NODE_ENV once, when they are loaded, and check themselves less where it
 * says production. Whoever has set PROMISEGRAPH_MODE alone has said it too.
 */
if (process.env['PROMISEGRAPH_MODE'] === 'production') process.env['NODE_ENV'] ??= 'production';
