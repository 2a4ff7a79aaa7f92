import { boundStatements } from '../../src/graph/statement.js';
import type { Statement } from '../../src/graph/statement.js';
import { bindEveryStatement, statementFiles } from '../kit/plans.js';

beforeAll(bindEveryStatement);

const statements = [...statementFiles.values()].map((statement): [string, Statement] => [statement.name, statement]);

/** The parameters that a text uses, wherever they stand in it. */
function usedIn(text: string): string[] {
  const code = text.replace(/\/\/.*$/gm, '').replace(/'[^']*'|"[^"]*"/g, "''");
  return [...new Set([...code.matchAll(/\$(\w+)/g)].map(([, name]) => String(name)))].sort();
}

test('every file is bound by code, and every bound statement has its file', () => {
  expect([...statementFiles.keys()].sort()).toEqual([...boundStatements()].sort());
});

test.each(statements)('%s uses the parameters of its header, all of them and no other', (_, statement) => {
  expect(usedIn(statement.text)).toEqual([...statement.parameters.keys()].sort());
});

test.each(statements)('%s looks for the active viewer itself, or is asked for by none', (name, statement) => {
  const withoutViewer = /^(change|import|export|restore|organization|outbox|clock|catching-up|delivery)\/|\/record|\/find-by-name$/;
  const asks = /^MATCH \(viewer:Agent \{org: \$org, subject: \$subject\}\)\nWHERE viewer\.active\n/.test(statement.text);
  expect([name, asks]).toEqual([name, !withoutViewer.test(name) || ['change/lock', 'change/read'].includes(name)]);
});
