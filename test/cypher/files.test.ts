import { boundStatements } from '../../src/graph/statement.js';
import type { Statement } from '../../src/graph/statement.js';
import { Explainer, bindEveryStatement, sampleParameters, statementFiles } from '../kit/plans.js';

let explainer: Explainer;

beforeAll(async () => {
  await bindEveryStatement();
  explainer = new Explainer();
});
afterAll(() => explainer.close());

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

test.each(statements)('%s returns the columns of its header', async (_, statement) => {
  const { columns } = await explainer.explain(statement, sampleParameters(statement));
  expect([...columns].sort()).toEqual([...statement.columns.keys()].sort());
});


test.each(statements.filter(([name]) => statementFiles.get(name)?.mode === 'read'))('%s is read only, as it says', async (_, statement) => {
  const { kind } = await explainer.explain(statement, sampleParameters(statement));
  expect(kind).toBe('r');
});

test.each(statements)('%s looks for the active viewer itself, or is asked for by none', (name, statement) => {
  const withoutViewer = /^(change|import|export|restore|organization|outbox|clock|catching-up|delivery)\/|\/record|\/find-by-name$/;
  const asks = /^MATCH \(viewer:Agent \{org: \$org, subject: \$subject\}\)\nWHERE viewer\.active\n/.test(statement.text);
  expect([name, asks]).toEqual([name, !withoutViewer.test(name) || ['change/lock', 'change/read'].includes(name)]);
});
